import type { IncomingMessage } from 'node:http';
import type { ApiRequest, FieldsMemory, HeaderFields } from '../engine/message.ts';
import { SlurmError } from '../slurm/error.ts';
import { repeatedFields } from './repeated-fields.ts';

/** A request target that means what it says, letter by letter. */
const PLAIN = /^\/[!#$&-;=?-[\]_a-z~]*$/;
/** A segment `.` or `..`. */
const DOT_SEGMENT = /\/\.\.?(?:[/?#]|$)/;

/** A request as node:http has read it, for the engine. */
export class IncomingRequest implements ApiRequest, HeaderFields {
  readonly #incoming: IncomingMessage;
  readonly url: string;

  /** @throws SlurmError `HTTP_MALFORMED` */
  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    this.url = target(incoming.url ?? '');
  }

  get method(): string {
    return this.#incoming.method ?? 'GET';
  }

  get headers(): HeaderFields {
    return this;
  }

  get(name: string): string | null {
    const value = this.#incoming.headers[name.toLowerCase()];
    if (value === undefined) return null;
    return typeof value === 'string' ? value : value.join(', ');
  }

  has(name: string): boolean {
    return this.#incoming.headers[name.toLowerCase()] !== undefined;
  }

  get memory(): FieldsMemory {
    return repeatedFields(this.#incoming);
  }

  get body(): AsyncIterable<Uint8Array> | null {
    const { method } = this.#incoming;
    if (method === 'GET' || method === 'HEAD') return null;
    // Whoever reads no further has an answer to give over the same connection.
    return this.#incoming.iterator({ destroyOnReturn: false });
  }

  arrayBuffer(): Promise<Uint8Array> {
    const incoming = this.#incoming;
    return new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      const lost = () => {
        if (!incoming.readableEnded) reject(new Error('the connection was lost'));
      };
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      incoming.once('end', () => resolve(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)));
      incoming.once('error', reject);
      incoming.once('close', lost);
      if (incoming.destroyed) lost();
    });
  }
}

/** Path and query as the URL standard writes them: characters encoded, segments `.` and `..` resolved. */
function target(url: string): string {
  if (PLAIN.test(url) && !DOT_SEGMENT.test(url)) return url;
  if (!url.startsWith('/')) malformed('Invalid URL');
  if (url.split('?', 1)[0]!.includes('\\')) malformed('Backslash in request path');
  const { pathname, search } = new URL(`http://localhost${url}`);
  return pathname + search;
}

function malformed(problem: string): never {
  throw new SlurmError('HTTP_MALFORMED', { problem });
}
