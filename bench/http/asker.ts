import { connect, type Socket } from 'node:net';

/** The blank line between head and body. */
const END_OF_HEAD = '\r\n\r\n';
/** Every connection reads into a buffer of this size, again and again. */
const READ_BYTES = 128 * 1024;
/** Bytes of a piece that may be part of a head. */
const LONGEST_HEAD = 4096;

/** What an {@link HttpAsker} tells of an answer. */
export interface Asked {
  readonly status: number;
  /** Length of the body. */
  readonly bytes: number;
}

/**
 * One HTTP/1.1 connection that sends the same bytes again and again and reads no more of the answers than it must:
 * what the measuring costs, the measured lacks on a small machine. It connects anew where the other side closes.
 * Source: RFC 9112 §6.
 */
export class HttpAsker {
  readonly #host: string;
  readonly #port: number;
  readonly #request: Buffer;
  readonly #answered: (answer: Asked) => void;
  readonly #failed: (error: Error) => void;
  #socket: Socket | undefined;
  /** What came of a head that is not whole; empty for most answers, whose head comes in one piece. */
  #head = '';
  /** Bytes of the body that are still to come; `undefined` until the head is whole. */
  #left: number | undefined;
  #status = 0;
  #length = 0;
  #closes = false;
  #waiting = false;

  /**
   * @param url whom to ask; `http:` with a port
   * @param answered told when the last byte of an answer is there; may ask again
   * @param failed told of a lost connection, and of an answer without Content-Length
   */
  constructor(
    url: string,
    request: Buffer,
    answered: (answer: Asked) => void,
    failed: (error: Error) => void,
  ) {
    const { hostname, port } = new URL(url);
    this.#host = hostname.replace(/^\[|\]$/g, '');
    this.#port = Number(port);
    this.#request = request;
    this.#answered = answered;
    this.#failed = failed;
  }

  /** Asks once; one question at a time. */
  ask(): void {
    this.#head = '';
    this.#left = undefined;
    this.#waiting = true;
    this.#socket ??= this.#connect();
    this.#socket.write(this.#request);
  }

  close(): void {
    this.#waiting = false;
    this.#socket?.destroy();
  }

  #connect(): Socket {
    const socket = connect({
      host: this.#host,
      port: this.#port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(READ_BYTES),
        callback: (size, buffer) => {
          this.#hear(buffer as Buffer, size);
          return true;
        },
      },
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#fail(new Error('the connection was closed before the answer'));
    });
    return socket;
  }

  #fail(error: Error): void {
    if (!this.#waiting) return;
    this.#waiting = false;
    this.#failed(error);
  }

  #hear(buffer: Buffer, size: number): void {
    if (!this.#waiting) return;
    if (this.#left !== undefined) this.#left -= size;
    else {
      const text = this.#head + buffer.toString('latin1', 0, Math.min(size, LONGEST_HEAD));
      const end = text.indexOf(END_OF_HEAD);
      if (end < 0) {
        this.#head = text;
        return;
      }
      const head = text.slice(0, end).toLowerCase();
      this.#status = Number(head.slice(9, 12));
      this.#closes = head.includes('\r\nconnection: close');
      this.#length = bodyLength(head, this.#status);
      if (this.#length < 0) {
        this.#fail(new Error(`not an answer that can be measured: ${head}`));
        return;
      }
      this.#left = this.#length - (this.#head.length + size - end - END_OF_HEAD.length);
    }
    if (this.#left > 0) return;
    this.#waiting = false;
    if (this.#closes) {
      const socket = this.#socket;
      this.#socket = undefined;
      socket?.destroy();
    }
    this.#answered({ status: this.#status, bytes: this.#length });
  }
}

/** @returns -1 where no Content-Length says it */
function bodyLength(head: string, status: number): number {
  const at = head.indexOf('\r\ncontent-length:');
  if (at < 0) return status === 304 || status === 204 ? 0 : -1;
  return Number.parseInt(head.slice(at + 17, at + 40), 10);
}
