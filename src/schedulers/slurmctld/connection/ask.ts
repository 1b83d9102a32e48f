import {
  decodeArrayErrors,
  decodeReturnCode,
  decodeReturnCodeMessage,
  type ReturnCode,
  type TaskOutcome,
} from '../messages/replies.ts';
import type { Request } from '../messages/request.ts';
import type { Reply } from '../wire/frame.ts';
import { MESSAGE, type MessageName, messageName } from '../wire/message-type.ts';
import { malformed, type Reader } from '../wire/reader.ts';
import type { Sender } from './controller.ts';
import { controllerError } from './controller-error.ts';
import type { Controllers } from './controllers.ts';

/** "Nothing has changed since the time you named." */
const NO_CHANGE = 1900;

/** The body of the reply that was hoped for. */
export interface Body {
  readonly reader: Reader;
  readonly version: number;
}

/**
 * Sends a request whose answer is data. `undefined` where the controller says that nothing has changed.
 * @param subject what the request is about, for messages
 * @throws SlurmError for everything else it says
 */
export async function askFor(
  expected: MessageName,
  controllers: Controllers,
  request: Request,
  sender: Sender,
  subject = '',
): Promise<Body | undefined> {
  const { type, version, body } = await controllers.call(request, sender);
  if (type === MESSAGE[expected]) return { reader: body, version };
  const verdict = verdictOf(type, body);
  if (verdict?.code === NO_CHANGE) return undefined;
  if (verdict && verdict.code !== 0) throw controllerError(verdict, request.name, subject);
  throw malformed(`it is a ${messageName(type)}, not a ${expected}`);
}

/**
 * Sends a request that is answered by its success.
 * @throws SlurmError as above
 */
export async function command(
  controllers: Controllers,
  request: Request,
  sender: Sender,
  subject = '',
): Promise<void> {
  requireSuccess(await controllers.call(request, sender), request.name, subject);
}

/**
 * Sends a request on a job, whose tasks may fare differently.
 * @returns what became of each, where that is told
 * @throws SlurmError as above
 */
export async function outcomesOf(
  controllers: Controllers,
  request: Request,
  sender: Sender,
  subject: string,
): Promise<TaskOutcome[]> {
  const reply = await controllers.call(request, sender);
  if (reply.type === MESSAGE.RESPONSE_JOB_ARRAY_ERRORS) return decodeArrayErrors(reply.body, reply.version);
  requireSuccess(reply, request.name, subject);
  return [];
}

/** @throws SlurmError for a reply that is no success; of an operation on several array tasks the first failure */
export function requireSuccess({ type, version, body }: Reply, request: MessageName, subject: string): void {
  if (type === MESSAGE.RESPONSE_JOB_ARRAY_ERRORS) {
    const failed = decodeArrayErrors(body, version).find(({ code }) => code !== 0);
    if (failed) throw controllerError(failed, request, failed.tasks || subject);
    return;
  }
  const verdict = verdictOf(type, body);
  if (!verdict) throw malformed(`it is a ${messageName(type)}, not a return code`);
  if (verdict.code !== 0) throw controllerError(verdict, request, subject);
}

function verdictOf(type: number, body: Reader): ReturnCode | undefined {
  if (type === MESSAGE.RESPONSE_SLURM_RC) return decodeReturnCode(body);
  if (type === MESSAGE.RESPONSE_SLURM_RC_MSG) return decodeReturnCodeMessage(body);
  return undefined;
}
