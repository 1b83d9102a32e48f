import { Duplex, type Writable } from 'node:stream';

/**
 * One stream out of two: what `source` yields is read from it, what is written to it goes to `out`. It is over
 * when its writer has ended it: more input may come or not, nobody would answer it.
 */
export class Stdio extends Duplex {
  readonly #source: AsyncIterator<Buffer>;
  readonly #out: Writable;
  readonly #failed: (error: unknown) => void;

  /** `failed` is told what `source` throws; the stream stays open for an answer to it. */
  constructor(source: AsyncIterable<Buffer>, out: Writable, failed: (error: unknown) => void) {
    super();
    this.#source = source[Symbol.asyncIterator]();
    this.#out = out;
    this.#failed = failed;
    this.once('finish', () => this.destroy());
    // The callback of the write that failed reports it.
    out.on('error', () => {});
  }

  override _read(): void {
    this.#source.next().then(({ done, value }) => this.push(done ? null : value), this.#failed);
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#out.write(chunk, encoding, done);
  }
}
