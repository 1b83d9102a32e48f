import type { Readable, Writable } from 'node:stream';
import type { Fetch } from '../../engine/connection.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Log } from '../../slurm/log.ts';
import { createHttpServer } from '../http-server.ts';
import type { ServerLimits } from '../limits.ts';
import { pipeConnection } from '../peer.ts';
import { normalise } from './normalise.ts';
import { Stdio } from './stdio.ts';

export interface PipeOptions {
  readonly fetch: Fetch;
  readonly log: Log;
  readonly limits: ServerLimits;
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Answers the requests that come in at `input` until it ends, one after the other.
 * @returns false when a request was not answered with success, or its answer could not be written
 */
export async function servePipe({ fetch, log, limits, input, output }: PipeOptions): Promise<boolean> {
  const connection = pipeConnection();
  const answers = new AnswerCount();
  const http = createHttpServer({
    fetch,
    log,
    limits,
    audience: 'pipe',
    identify: () => connection,
    onAnswered: (status) => answers.add(status),
  });
  const requests = normalise(input, {
    headBytes: limits.headBytes,
    answered: (count) => answers.reached(count),
    note: (message) => log.error(message),
  });
  const stream = new Stdio(requests, output, (error) => {
    const [session] = http.sessions();
    if (session && error instanceof SlurmError) session.fail(error);
    else stream.destroy();
  });

  let broken = false;
  stream.on('error', () => {
    broken = true;
  });
  http.serve(stream);
  await new Promise((resolve) => stream.once('close', resolve));
  http.close();
  input.destroy();
  return !broken && answers.good;
}

class AnswerCount {
  good = true;
  #count = 0;
  #wake = () => {};

  add(status: number): void {
    this.#count += 1;
    if (status >= 400) this.good = false;
    this.#wake();
  }

  async reached(count: number): Promise<void> {
    while (this.#count < count)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }
}
