import { type IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FieldsMemory, RecentCaller } from '../engine/message.ts';

/**
 * Header fields of a request, and of those behind it on its connection for as long as they are the same, which with most
 * clients is always: they are read and judged once. What was found out is kept here, as to find it in a map of them would
 * take half the time that is saved.
 */
export class RepeatedFields implements FieldsMemory {
  /** Names and values as they came. */
  readonly raw: readonly string[];
  readonly headers: IncomingHttpHeaders;
  /** The version of HTTP whose rules they keep to; absent until somebody looks. */
  rightFor: string | undefined = undefined;
  caller: RecentCaller | undefined = undefined;

  constructor(raw: readonly string[], headers: IncomingHttpHeaders) {
    this.raw = raw;
    this.headers = headers;
  }
}

/** Names and values of a head that is remembered, at most: idle connections must not hold what only an attacker sends. */
const MANY = 100;

const FIELDS = Symbol('header fields');
/** Of a message its own, of a socket those of its last message. */
interface Remembering {
  [FIELDS]?: RepeatedFields;
}

const readHeaders = Object.getOwnPropertyDescriptor(IncomingMessage.prototype, 'headers')!.get!;

/** The header fields of a request as they are remembered. */
export function repeatedFields(incoming: IncomingMessage & Remembering): RepeatedFields {
  incoming[FIELDS] ??= lastOrNew(incoming, incoming.socket);
  return incoming[FIELDS];
}

function lastOrNew(incoming: IncomingMessage, socket: Socket & Remembering): RepeatedFields {
  const last = socket[FIELDS];
  if (last && isSame(last.raw, incoming.rawHeaders)) return last;
  const fields = new RepeatedFields(incoming.rawHeaders, readHeaders.call(incoming));
  if (fields.raw.length <= MANY) socket[FIELDS] = fields;
  return fields;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index++) if (some[index] !== others[index]) return false;
  return true;
}
