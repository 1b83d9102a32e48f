import { malformed } from '../../slurmctld/wire/reader.ts';
import { DBD } from '../connection/message-type.ts';
import type { DbdReply } from '../connection/persistent-connection.ts';

/** What slurmdbd says of a request: 0, or an error number, with a text that is for the user at times. */
export interface DbdReturnCode {
  readonly code: number;
  readonly comment: string;
}

/**
 * Reads PERSIST_RC.
 * @throws SlurmError `REPLY_MALFORMED` for any other message
 */
export function decodeReturnCode({ type, body }: DbdReply): DbdReturnCode {
  if (type !== DBD.PERSIST_RC) throw malformed(`it is message ${type}, not a return code`);
  const comment = body.string();
  body.skip(2);
  return { code: body.i32(), comment };
}
