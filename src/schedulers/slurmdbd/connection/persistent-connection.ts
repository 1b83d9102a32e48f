import { connect, type Socket } from 'node:net';
import { SlurmError } from '../../../slurm/error.ts';
import { Reader } from '../../slurmctld/wire/reader.ts';
import { Frames } from './frames.ts';

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** To connect, and of silence to the first question, which says who asks. */
  readonly connectMs: number;
  /** Of silence while later answers are waited for: slurmdbd may think for long. */
  readonly answerMs: number;
}

/** An answer: its number, and the reader at the start of its body. */
export interface DbdReply {
  readonly type: number;
  readonly body: Reader;
}

/** What an answer is waited with. */
interface Waiting {
  readonly request: string;
  resolve(reply: DbdReply): void;
  reject(error: SlurmError): void;
}

/**
 * A connection that stays open: frames go both ways, an answer for a question, one question at a time.
 * Source: slurm_persist_conn.c of Slurm.
 */
export class PersistentConnection {
  private readonly address: string;
  private readonly socket: Socket;
  private readonly answerMs: number;
  private hasAnswered = false;
  private readonly frames = new Frames();
  private waiting: Waiting | undefined;
  private failure: SlurmError | undefined;

  private constructor(socket: Socket, address: string, { connectMs, answerMs }: ConnectionOptions) {
    this.socket = socket;
    this.address = address;
    this.answerMs = answerMs;
    const closed = (cause?: unknown) =>
      new SlurmError('ACCOUNTING_CLOSED', { address, request: this.waiting?.request ?? '' }, { cause });
    socket.setTimeout(connectMs, () => {
      if (!this.waiting) return;
      const { request } = this.waiting;
      this.fail(
        this.hasAnswered
          ? new SlurmError('ACCOUNTING_TIMEOUT', { address, request, seconds: answerMs / 1000 })
          : new SlurmError('ACCOUNTING_UNREACHABLE', { address, problem: silent(connectMs) }),
      );
    });
    socket.on('error', (error) => this.fail(closed(error)));
    socket.on('close', () => this.fail(closed()));
    socket.on('data', (chunk: Buffer) => this.take(chunk));
  }

  /** @throws SlurmError `ACCOUNTING_UNREACHABLE` */
  static open(options: ConnectionOptions): Promise<PersistentConnection> {
    const { host, port, connectMs } = options;
    const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      const fail = (problem: string, cause?: unknown): void => {
        clearTimeout(timer);
        socket.destroy();
        reject(new SlurmError('ACCOUNTING_UNREACHABLE', { address, problem }, { cause }));
      };
      const timer = setTimeout(() => fail(`no connection within ${connectMs / 1000} s`), connectMs);
      const onError = (error: NodeJS.ErrnoException): void => fail(error.code ?? error.message, error);
      socket.once('error', onError);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', onError);
        resolve(new PersistentConnection(socket, address, options));
      });
    });
  }

  /** Whether it may still be asked. */
  get usable(): boolean {
    return this.failure === undefined;
  }

  /**
   * Sends a frame and waits for the answer.
   * @param frame with its length word
   * @throws SlurmError `ACCOUNTING_UNREACHABLE` of the first, `ACCOUNTING_CLOSED`, `ACCOUNTING_TIMEOUT`, `REPLY_MALFORMED`; the connection has ended then
   */
  ask(request: string, frame: Buffer): Promise<DbdReply> {
    if (this.waiting) throw new TypeError('persistent connection: one question at a time');
    return new Promise((resolve, reject) => {
      if (this.failure) {
        const { address } = this;
        reject(new SlurmError('ACCOUNTING_CLOSED', { address, request }, { cause: this.failure }));
        return;
      }
      this.waiting = { request, resolve, reject };
      this.socket.ref();
      this.socket.write(frame);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    try {
      const frame = this.frames.add(chunk);
      if (!frame) return;
      const body = new Reader(frame);
      const reply = { type: body.u16(), body };
      if (!this.hasAnswered) this.socket.setTimeout(this.answerMs);
      this.hasAnswered = true;
      const { waiting } = this;
      this.waiting = undefined;
      // Nobody is kept from ending by a connection that only waits for more to do.
      this.socket.unref();
      // An answer nobody waits for belongs to no question, nor would the next.
      if (waiting) waiting.resolve(reply);
      else this.socket.destroy();
    } catch (error) {
      this.fail(error as SlurmError);
    }
  }

  private fail(error: SlurmError): void {
    this.failure ??= error;
    const { waiting } = this;
    this.waiting = undefined;
    this.socket.destroy();
    waiting?.reject(error);
  }
}

function silent(milliseconds: number): string {
  return `it says nothing within ${milliseconds / 1000} s`;
}
