import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { malformed, type Reader } from '../../slurmctld/wire/reader.ts';
import { Writer } from '../../slurmctld/wire/writer.ts';
import type { DbdRequest } from '../messages/request.ts';
import { decodeReturnCode } from '../messages/return-code.ts';
import { listOf, text } from '../messages/structures.ts';
import { accountingError } from './accounting-error.ts';
import { DBD, type DbdMessage } from './message-type.ts';
import type { DbdReply } from './persistent-connection.ts';
import type { Session } from './server.ts';

/**
 * Sends a question and returns the body of the answer that was hoped for.
 * @throws SlurmError `ACCOUNTING_REFUSED` for a return code other than 0, `REPLY_MALFORMED` for other messages
 */
export async function ask(session: Session, request: DbdRequest, expected: DbdMessage): Promise<Reader> {
  const reply = await send(session, request);
  if (reply.type === DBD[expected]) return reply.body;
  const verdict = decodeReturnCode(reply);
  if (verdict.code !== 0) throw accountingError(verdict, request.name);
  throw malformed(`it is a return code, not a ${expected}`);
}

function send({ connection, version }: Session, { name, write }: DbdRequest): Promise<DbdReply> {
  const writer = new Writer();
  writer.u32(0);
  writer.u16(DBD[name]);
  write(writer, version);
  const frame = writer.bytes;
  frame.writeUInt32BE(frame.length - 4, 0);
  return connection.ask(name, frame);
}

/**
 * Asks for a list of records.
 * @param size bytes that each takes up at least
 * @throws SlurmError as above
 */
export async function askForList<Entry>(
  session: Session,
  request: DbdRequest,
  expected: DbdMessage,
  decoder: Structure<Entry>,
  size: number,
): Promise<readonly Entry[]> {
  return readList(await ask(session, request, expected), request.name, decoder, size);
}

/**
 * Asks for a change, which is answered by what was changed, or where that is nothing by a return code of 0.
 * @throws SlurmError as above
 */
export async function askForChanged(session: Session, request: DbdRequest): Promise<readonly string[]> {
  const reply = await send(session, request);
  if (reply.type === DBD.DBD_GOT_LIST) return readList(reply.body, request.name, text, 4);
  const verdict = decodeReturnCode(reply);
  if (verdict.code !== 0) throw accountingError(verdict, request.name);
  return [];
}

/** Reads a list of records and the return code behind it. */
export function readList<Entry>(
  reader: Reader,
  request: string,
  decoder: Structure<Entry>,
  size: number,
): readonly Entry[] {
  const list = listOf(decoder, size).read(reader);
  const code = reader.i32();
  if (code !== 0) throw accountingError({ code, comment: '' }, request);
  if (reader.remaining > 0) throw malformed('there is more behind its records');
  return list;
}

/**
 * Sends what is answered by its success.
 * @throws SlurmError as above
 */
export async function command(session: Session, request: DbdRequest): Promise<void> {
  const body = await ask(session, request, 'PERSIST_RC');
  const verdict = decodeReturnCode({ type: DBD.PERSIST_RC, body });
  if (verdict.code !== 0) throw accountingError(verdict, request.name);
}
