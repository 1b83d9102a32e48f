import { connect, type Socket } from 'node:net';

/** The blank line between head and body. */
const END_OF_HEAD = '\r\n\r\n';

/**
 * One HTTP/1.1 connection that sends the same bytes again and again and reads no more of the answers than it must:
 * what the measuring costs, the measured lacks on a small machine. It connects anew where the other side closes.
 * Source: RFC 9112 §6.
 */
export class HttpAsker {
  readonly #host: string;
  readonly #port: number;
  readonly #request: Buffer;
  #socket: Socket | undefined;
  #head = '';
  /** Bytes of the body that are still to come; `undefined` until the head is whole. */
  #left: number | undefined;
  #length = 0;
  #settle: { resolve(bytes: number): void; reject(error: Error): void } | undefined;

  /** @param url whom to ask; `http:` with a port */
  constructor(url: string, request: Buffer) {
    const { hostname, port } = new URL(url);
    this.#host = hostname.replace(/^\[|\]$/g, '');
    this.#port = Number(port);
    this.#request = request;
  }

  /**
   * Asks once.
   * @returns the length of the answer's body in bytes
   * @throws Error on an answer that is no success, or has no Content-Length
   */
  ask(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#head = '';
      this.#left = undefined;
      this.#socket ??= this.#connect();
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #connect(): Socket {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    socket.on('data', (chunk) => this.#hear(chunk));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#settle?.reject(new Error('the connection was closed before the answer'));
    });
    return socket;
  }

  #hear(chunk: Buffer): void {
    if (this.#left !== undefined) this.#left -= chunk.length;
    else {
      this.#head += chunk.toString('latin1');
      const end = this.#head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      this.#length = bodyLength(this.#head.slice(0, end));
      this.#left = this.#length - (this.#head.length - end - END_OF_HEAD.length);
    }
    if (this.#left > 0) return;
    const settle = this.#settle;
    this.#settle = undefined;
    const head = this.#head;
    if (/^connection: *close/im.test(head)) {
      this.#socket?.destroy();
      this.#socket = undefined;
    }
    if (/^HTTP\/1\.\d 2/.test(head) && this.#length >= 0) settle?.resolve(this.#length);
    else settle?.reject(new Error(`not an answer that can be measured: ${head.slice(0, 1000)}`));
  }
}

/** @returns -1 where no Content-Length says it */
function bodyLength(head: string): number {
  return Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? -1);
}
