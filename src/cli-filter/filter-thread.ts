import { Worker } from 'node:worker_threads';
import type { Log } from '../slurm/log.ts';
import { type FilterAnswer, type FilterCall, type FilterReply, notWithin } from './call.ts';

/** Milliseconds a filter may take to load, with the program around it. */
const LOAD_MS = 30_000;
/** MiB a filter may fill; one that fills more loses its thread, not the daemon its memory. */
const MAX_MIB = 256;

export interface FilterThreadOptions {
  /** The program that runs `cli-filter FILE`. */
  readonly program: string;
  readonly file: string;
  readonly log: Log;
  /** Milliseconds for each call. */
  readonly limitMs: number;
}

/** A thread with a filter in it, from outside. A call that fails otherwise than by an answer ends the thread. */
export class FilterThread {
  readonly #worker: Worker;
  #receive: ((reply: FilterReply | 'ready') => void) | undefined;
  #alive = true;

  /** @throws Error when the filter cannot be loaded */
  static async start(options: FilterThreadOptions): Promise<FilterThread> {
    const thread = new FilterThread(options);
    const reply = await thread.#reply('is not loaded', LOAD_MS);
    if (reply === 'ready') {
      // A thread that waits for calls keeps no process alive.
      thread.#worker.unref();
      return thread;
    }
    await thread.end();
    throw new Error('problem' in reply ? reply.problem : 'it did not start');
  }

  private constructor({ program, file, log }: FilterThreadOptions) {
    this.#worker = new Worker(program, {
      argv: ['cli-filter', file],
      name: 'cli-filter',
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_MIB },
    });
    // What a filter prints past its log is no answer of ours.
    for (const stream of [this.#worker.stdout, this.#worker.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => log.verbose(`cli_filter: ${text.trimEnd()}`));
    this.#worker.on('message', (reply: FilterReply | 'ready') => this.#receive?.(reply));
    this.#worker.on('error', (error) => this.#fail(error.message));
    this.#worker.on('exit', () => this.#fail('its thread has ended'));
  }

  /** Whether it can take another call. */
  get alive(): boolean {
    return this.#alive;
  }

  /** @throws Error when the filter failed or took too long */
  async call(call: FilterCall): Promise<FilterAnswer> {
    this.#worker.ref();
    const answered = this.#reply('has not answered', call.limitMs);
    this.#worker.postMessage(call);
    const reply = await answered;
    if (this.#alive) this.#worker.unref();
    if (reply !== 'ready' && 'answer' in reply) return reply.answer;
    throw new Error(reply === 'ready' ? 'it started anew' : reply.problem);
  }

  async end(): Promise<void> {
    this.#alive = false;
    await this.#worker.terminate();
  }

  #fail(problem: string): void {
    this.#alive = false;
    this.#receive?.({ problem });
  }

  /** The next message; what is late is answered for, and its thread ended. */
  #reply(late: string, limitMs: number): Promise<FilterReply | 'ready'> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#fail(notWithin(late, limitMs));
        void this.#worker.terminate();
      }, limitMs);
      this.#receive = (reply) => {
        clearTimeout(timer);
        this.#receive = undefined;
        resolve(reply);
      };
    });
  }
}
