import { SlurmError } from '../slurm/error.ts';
import type { FilterAnswer, FilterCall } from './call.ts';
import { readFilter } from './filter-file.ts';
import { FilterThread, type FilterThreadOptions } from './filter-thread.ts';

/** Threads at most: so many submissions pass the filter at a time, and so many may hang before others wait. */
const MAX_THREADS = 4;
/** Milliseconds a filter may take, those too in which it waits for a command of its own. */
const LIMIT_MS = 10_000;

export type CliFilterOptions = Omit<FilterThreadOptions, 'limitMs'> & { readonly limitMs?: number };

/** A site's filter, in threads that are started when they are needed and given up when they do not answer. */
export class CliFilter {
  readonly #options: FilterThreadOptions;
  readonly #idle: FilterThread[] = [];
  readonly #threads = new Set<FilterThread>();
  readonly #waiting: (() => void)[] = [];
  /** Threads there are or that are being started. */
  #count = 0;

  constructor(options: CliFilterOptions) {
    this.#options = { limitMs: LIMIT_MS, ...options };
  }

  get file(): string {
    return this.#options.file;
  }

  /**
   * Finds out whether the filter can be loaded.
   * @throws SlurmError `CLI_FILTER_UNUSABLE`
   */
  async check(): Promise<void> {
    readFilter(this.file);
    try {
      this.#giveBack(await this.#take());
    } catch (cause) {
      const problem = (cause as Error).message;
      throw new SlurmError('CLI_FILTER_UNUSABLE', { file: this.file, problem }, { cause });
    }
  }

  /** @throws SlurmError `CLI_FILTER_FAILED`, `CLI_FILTER_UNUSABLE` */
  async call(call: Omit<Extract<FilterCall, { when: 'before' }>, 'limitMs'>): Promise<FilterAnswer>;
  async call(call: Omit<Extract<FilterCall, { when: 'after' }>, 'limitMs'>): Promise<FilterAnswer>;
  async call(call: object): Promise<FilterAnswer> {
    try {
      readFilter(this.file);
      const thread = await this.#take();
      try {
        return await thread.call({ ...call, limitMs: this.#options.limitMs } as FilterCall);
      } finally {
        this.#giveBack(thread);
      }
    } catch (cause) {
      if (cause instanceof SlurmError) throw cause;
      throw new SlurmError('CLI_FILTER_FAILED', { problem: (cause as Error).message }, { cause });
    }
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#threads, (thread) => thread.end()));
  }

  async #take(): Promise<FilterThread> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle?.alive) return idle;
      if (idle) this.#forget(idle);
      else if (this.#count < MAX_THREADS) return this.#start();
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #start(): Promise<FilterThread> {
    this.#count += 1;
    try {
      const thread = await FilterThread.start(this.#options);
      this.#threads.add(thread);
      return thread;
    } catch (error) {
      this.#count -= 1;
      this.#waiting.shift()?.();
      throw error;
    }
  }

  #giveBack(thread: FilterThread): void {
    if (thread.alive) this.#idle.push(thread);
    else this.#forget(thread);
    this.#waiting.shift()?.();
  }

  #forget(thread: FilterThread): void {
    this.#threads.delete(thread);
    this.#count -= 1;
  }
}
