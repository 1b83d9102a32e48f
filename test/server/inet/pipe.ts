import { PassThrough, Readable } from 'node:stream';
import type { Fetch } from '../../../src/engine/connection.ts';
import { servePipe } from '../../../src/server/inet/serve-pipe.ts';
import { DEFAULT_LIMITS } from '../../../src/server/limits.ts';
import type { Log } from '../../../src/slurm/log.ts';
import { echo } from '../echo-daemon.ts';
import { answersIn, type RawAnswer } from '../raw-client.ts';

export interface Piped {
  readonly answers: RawAnswer[];
  /** What was told on stderr without `-v`. */
  readonly told: string[];
  /** The exit code would be 0. */
  readonly good: boolean;
}

/** Pipes bytes into an engine, in pieces of the given sizes, and takes its answers. */
export async function pipe(
  input: string | Buffer,
  { fetch = echo, pieces = [Number.POSITIVE_INFINITY] }: { fetch?: Fetch; pieces?: readonly number[] } = {},
): Promise<Piped> {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  const told: string[] = [];
  const log: Log = {
    error: (line) => told.push(`error: ${line}`),
    info: (line) => told.push(line),
    verbose() {},
    debug() {},
  };
  const output = new PassThrough();
  const received = output.toArray();
  const good = await servePipe({
    fetch,
    log,
    limits: DEFAULT_LIMITS,
    input: Readable.from(cut(bytes, pieces)),
    output,
  });
  output.end();
  const answers = answersIn(Buffer.concat(await received).toString('latin1'));
  return { answers, told, good };
}

function* cut(bytes: Buffer, pieces: readonly number[]): Generator<Buffer> {
  for (let start = 0, index = 0; start < bytes.length; index += 1) {
    const size = Math.max(1, Math.min(pieces[index % pieces.length] ?? 1, bytes.length - start));
    yield bytes.subarray(start, start + size);
    start += size;
  }
}
