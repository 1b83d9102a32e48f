import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from '../engine/connection.ts';
import { SlurmError } from '../slurm/error.ts';
import { refusalBytes } from './refusal.ts';

export interface SessionOptions {
  readonly connection: Connection;
  readonly socket: Duplex;
  /** Requests that may wait for their turn. */
  readonly pipelined: number;
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse, connection: Connection) => void;
  /** Told the status of each answer when the last byte of it is out, or the connection is lost. */
  readonly answered: (status: number) => void;
}

/**
 * The requests of one connection, answered one after the other in the order they came: a stream that
 * submits a job and then asks for it gets both right, and a flood of pipelined requests costs one at a time.
 */
export class Session {
  readonly connection: Connection;
  readonly #options: SessionOptions;
  readonly #waiting: [IncomingMessage, ServerResponse][] = [];
  readonly #done = () => this.#next();
  #current: ServerResponse | undefined;
  #failure: SlurmError | undefined;
  #ending = false;
  /** `performance.now()` of the moment the last answer was out, or of connecting. */
  idleSince = performance.now();
  /** `performance.now()` of the moment the current answer was first seen complete but not yet taken. */
  unreadSince: number | undefined;

  constructor(options: SessionOptions) {
    this.connection = options.connection;
    this.#options = options;
  }

  get busy(): boolean {
    return this.#current !== undefined;
  }

  /** The answer that is being written, if any. */
  get current(): ServerResponse | undefined {
    return this.#current;
  }

  accept(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.#failure) return;
    if (!this.#current) this.#start(incoming, outgoing);
    else if (this.#waiting.length < this.#options.pipelined) this.#waiting.push([incoming, outgoing]);
    else this.fail(new SlurmError('PIPELINE_TOO_LONG', { limit: this.#options.pipelined }));
  }

  /** Tells the client what was wrong with its input, after the answers it still has to get, and hangs up. */
  fail(error: SlurmError): void {
    if (this.#failure) return;
    this.#failure = error;
    // A request that is not whole is what failed; nothing that it waits for will come.
    const reading = this.#current && !this.#current.req.complete;
    if (!this.#current || reading) this.#hangUp(error);
  }

  /** Lets the request in progress be answered, and closes the connection after it; at once if there is none. */
  end(): void {
    this.#ending = true;
    if (!this.#current) this.#options.socket.destroy();
    else if (!this.#current.headersSent) this.#current.shouldKeepAlive = false;
  }

  /** Cuts the connection off. */
  destroy(): void {
    this.#options.socket.destroy();
  }

  #start(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.#ending && this.#waiting.length === 0) outgoing.shouldKeepAlive = false;
    this.#current = outgoing;
    outgoing.on('close', this.#done);
    this.#options.answer(incoming, outgoing, this.connection);
  }

  #next(): void {
    this.#options.answered(this.#current?.statusCode ?? 0);
    this.#current = undefined;
    this.idleSince = performance.now();
    this.unreadSince = undefined;
    const next = this.#options.socket.destroyed ? undefined : this.#waiting.shift();
    // A request that waited and is not whole is what failed: its body would never end.
    if (next && (next[0].complete || !this.#failure)) this.#start(...next);
    else if (this.#failure) this.#hangUp(this.#failure);
    else if (this.#ending) this.#options.socket.end();
  }

  #hangUp(error: SlurmError): void {
    const { socket } = this.#options;
    if (!socket.writable || this.#current?.headersSent) {
      socket.destroy();
      return;
    }
    this.#options.answered(error.status);
    socket.write(refusalBytes(error));
    if ('destroySoon' in socket) (socket.destroySoon as () => void)();
    else socket.end();
  }
}
