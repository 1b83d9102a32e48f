import {
  type IncomingHttpHeaders,
  IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { SlurmError } from '../slurm/error.ts';
import { repeatedFields } from './repeated-fields.ts';

/** A body no larger than this is read to its end and dropped when nobody wanted it; of a larger one the connection is closed. */
const CHEAP_BODY = 64 * 1024;

/** On every answer of a socket; an answer that needs others sets its own. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Request and answer of node:http, with what they need to be safe on a network. */
export interface MessageClasses {
  readonly IncomingMessage: typeof IncomingMessage;
  readonly ServerResponse: typeof ServerResponse;
}

/** `Expect: 100-continue` is answered when somebody starts to read the body, not before (RFC 9110 §10.1.1). */
const awaiting = new WeakMap<IncomingMessage, ServerResponse>();

export function continueWhenRead(incoming: IncomingMessage, outgoing: ServerResponse): void {
  awaiting.set(incoming, outgoing);
}

/** The size a request says its body has, in bytes; undefined where it does not say. */
export function announcedLength(incoming: IncomingMessage): number | undefined {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
  if (coding !== undefined) return undefined;
  return length === undefined ? 0 : Number(length);
}

/** `secure`: answers carry security headers. */
export function messageClasses(bodyBytes: number, secure: boolean): MessageClasses {
  class Incoming extends IncomingMessage {
    #received = 0;

    /** Counts the body as it comes; one that grows past the limit fails for whoever reads it. */
    override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
      if (chunk === null) return super.push(chunk, encoding);
      const before = this.#received;
      this.#received += chunk.length;
      if (this.#received <= bodyBytes) return super.push(chunk, encoding);
      if (before <= bodyBytes && this.listenerCount('error') > 0)
        this.emit('error', new SlurmError('BODY_TOO_LARGE', { limit: bodyBytes }));
      return false;
    }

    override _read(size: number): void {
      awaiting.get(this)?.writeContinue();
      awaiting.delete(this);
      super._read(size);
    }
  }

  Object.defineProperty(Incoming.prototype, 'headers', {
    get(this: Incoming): IncomingHttpHeaders {
      return repeatedFields(this).headers;
    },
  });

  class Outgoing extends ServerResponse {
    override writeHead(
      status: number,
      reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
      headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
    ): this {
      if (leavesMuchUnread(this.req)) this.shouldKeepAlive = false;
      const given = (typeof reason === 'string' ? headers : reason) as OutgoingHttpHeaders | undefined;
      return super.writeHead(status, secure ? withSecurity(given) : given);
    }
  }

  return {
    IncomingMessage: Incoming as typeof IncomingMessage,
    ServerResponse: Outgoing as typeof ServerResponse,
  };
}

/** Every answer goes through here: to join two objects would take as long as everything else done to its head. */
function withSecurity(given: OutgoingHttpHeaders = {}): OutgoingHttpHeader[] {
  const fields: OutgoingHttpHeader[] = [];
  for (const name in SECURITY_HEADERS) if (!(name in given)) fields.push(name, SECURITY_HEADERS[name]!);
  for (const name in given) fields.push(name, given[name]!);
  return fields;
}

function leavesMuchUnread(incoming: IncomingMessage): boolean {
  if (incoming.complete) return false;
  const length = announcedLength(incoming);
  return length === undefined || length > CHEAP_BODY || awaiting.has(incoming);
}

/** Milliseconds a client gets to read a last answer after which it may still be sending. */
const LINGER_MS = 1000;

/**
 * Makes the end of a connection gentle: closing a socket that has unread input resets it, and the client
 * would lose the answer that told it why (RFC 9112 §9.6). Input that still comes is dropped, for a moment.
 */
export function lingerOnClose(socket: Socket): void {
  let closing = false;
  socket.destroySoon = () => {
    if (closing || socket.destroyed) return;
    closing = true;
    socket.end();
    if (socket.readableEnded) return void socket.once('finish', () => socket.destroy());
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.once('end', () => socket.destroy());
    socket.resume();
  };
}
