import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { Scheduler } from '../../../slurm/scheduler.ts';
import { type Change, Table, WATCHED_JOBS, WATCHED_NODES } from './changes.ts';

/** Milliseconds between two looks at the cluster, and how old what is seen may be: all feeds share its answers. */
const LOOK_EVERY = 1_000;
/** Past changes that are kept for who comes back. */
const KEPT = 10_000;

/** Waits until the next look is due; rejects when `gone` is aborted. */
type Pause = (gone: AbortSignal) => Promise<unknown>;

/**
 * What changes on the cluster as one user sees it, however many connections of theirs listen. It looks while somebody
 * listens; who comes back after a while is told what happened meanwhile as one change a record.
 */
export class Feed {
  /** Tells the changes of this feed from those of another, or of another run of the daemon. */
  readonly run = randomBytes(6).toString('base64url');
  readonly #scheduler: Scheduler;
  readonly #kept: number;
  readonly #pause: Pause;
  readonly #jobs = new Table(WATCHED_JOBS);
  readonly #nodes = new Table(WATCHED_NODES);
  readonly #listeners = new Set<() => void>();
  #changes: Change[] = [];
  /** How many changes were before the first that is kept. */
  #dropped = 0;
  /** Whose credentials were good last. */
  #caller: Caller | undefined;
  #looking: AbortController | undefined;
  #refused = false;

  constructor(scheduler: Scheduler, options: { readonly kept?: number; readonly pause?: Pause } = {}) {
    this.#scheduler = scheduler;
    this.#kept = options.kept ?? KEPT;
    this.#pause = options.pause ?? ((signal) => wait(LOOK_EVERY, undefined, { signal, ref: false }));
  }

  /** How many changes there were so far. */
  get position(): number {
    return this.#dropped + this.#changes.length;
  }

  /** True once the cluster takes the credentials no more: who listens has to come with new ones. */
  get refused(): boolean {
    return this.#refused;
  }

  get heard(): boolean {
    return this.#listeners.size > 0;
  }

  /** The changes after the first `position`, at most `count`; undefined where some of them are not kept any more. */
  after(position: number, count: number): readonly Change[] | undefined {
    const start = position - this.#dropped;
    if (start < 0 || position > this.position) return undefined;
    return this.#changes.slice(start, start + count);
  }

  /**
   * Looks at the cluster once.
   * @throws SlurmError as the scheduler does
   */
  async look(caller: Caller): Promise<void> {
    const [jobs, nodes] = await Promise.all([
      this.#scheduler.jobs(caller, LOOK_EVERY),
      this.#scheduler.nodes(caller, LOOK_EVERY),
    ]);
    this.#caller = caller;
    const changes = [...this.#jobs.look(jobs.records), ...this.#nodes.look(nodes.records)];
    if (changes.length === 0) return;
    this.#changes.push(...changes);
    const surplus = this.#changes.length - this.#kept;
    if (surplus > 0) {
      this.#changes.splice(0, surplus);
      this.#dropped += surplus;
    }
    this.#tell();
  }

  /**
   * Calls `heard` when there are changes, or the feed is over; while anybody listens the cluster is looked at.
   * @returns stops that
   */
  listen(heard: () => void): () => void {
    this.#listeners.add(heard);
    if (!this.#looking) {
      this.#looking = new AbortController();
      this.#lookOn(this.#looking.signal).catch(() => {});
    }
    return () => {
      this.#listeners.delete(heard);
      if (this.heard) return;
      this.#looking?.abort();
      this.#looking = undefined;
    };
  }

  async #lookOn(gone: AbortSignal): Promise<void> {
    for (;;) {
      await this.#pause(gone);
      gone.throwIfAborted();
      try {
        await this.look(this.#caller!);
      } catch (error) {
        // A controller that is down comes back; credentials that have ended do not.
        if (!(error instanceof SlurmError) || error.status !== 403) continue;
        this.#refused = true;
        this.#tell();
        return;
      }
    }
  }

  #tell(): void {
    for (const heard of this.#listeners) heard();
  }
}
