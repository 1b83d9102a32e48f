import { basename } from 'node:path';
import type { Log } from '../../../slurm/log.ts';
import { closedNodes } from '../cluster/closed-nodes.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { isStarted, type JobRecord, type StartedRecord } from '../job/job-record.ts';
import type { Runner } from '../run/runner.ts';
import type { MirrorListener } from '../store/mirror.ts';
import type { StateFolder } from '../store/state-folder.ts';
import type { Store } from '../store/store.ts';
import type { Transaction } from '../store/transaction.ts';
import { carryOutDue } from './carry-out-due.ts';
import { describeOutcome, finish, type Outcome } from './finish.ts';
import { JobTables } from './job-tables.ts';
import { Processes, type Sending } from './processes.ts';
import { settleDependencies } from './settle-dependencies.ts';
import { SIGKILL, signalsAfterTakeOver, signalsFor } from './signals-for.ts';
import { startJobs } from './start-jobs.ts';

export interface LeaderInput {
  readonly store: Store;
  readonly cluster: Cluster;
  readonly folder: StateFolder;
  readonly runner: Runner;
  readonly log: Log;
}

/** A start that has come to its end, by its folder; of a component without processes by its job id. */
interface Ended {
  readonly start: string | number;
  readonly outcome: Outcome;
}

/** How often to look for changes whose ring was lost. */
const POLL_MS = 1_000;
/** Until the next try after a write failed, or the machine could not start jobs. */
const RETRY_MS = 5_000;
/** While no CPU is free nothing can start: then the queue is looked at only so often, to name reasons. */
const FULL_MS = 1_000;

/** The one that schedules: it starts jobs, follows them to their end, and does what is due. */
export class Leader implements MirrorListener {
  readonly #input: LeaderInput;
  readonly #tables: JobTables;
  readonly #processes: Processes;
  #ended: Ended[] = [];
  /** Signals that follow from changes which may not be on disk yet. */
  #signals: Sending[] = [];
  #cycle: Promise<void> | undefined;
  #again = false;
  /** Until then nothing starts: what is left of an earlier leader's starts is told from ours by being there before. */
  #tookOver = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  /** No job is started before; as performance.now(), which no change of the clock moves. */
  #pausedUntil = 0;
  /** The same of the last look at the queue. */
  #lastPlan = Number.NEGATIVE_INFINITY;
  /** Everything was forgotten, signals that were still to be sent among it. */
  #afresh = false;

  constructor(input: LeaderInput) {
    const { store, cluster } = input;
    this.#input = input;
    this.#tables = new JobTables(cluster, (id) => store.mirror.group(id));
    this.#processes = new Processes(input, (start, outcome) => this.#end(start, outcome));
  }

  /** Takes over what is running, then schedules until it is closed. */
  async start(): Promise<void> {
    const { store, runner } = this.#input;
    runner.onExit((directory, exit) => this.#end(basename(directory), { kind: 'exited', exit }));
    store.refresh().listen(this);
    await this.#processes.takeOver(this.#tables.holdings.records());
    this.#tookOver = true;
    this.#poll = setInterval(() => {
      // Timers know nothing of a clock that was put forward, or of a machine that slept.
      const { next = Number.POSITIVE_INFINITY } = this.#tables.due;
      if (store.behind || next * 1000 <= Date.now()) this.wake();
    }, POLL_MS);
    this.wake();
  }

  changed(old: JobRecord | undefined, now: JobRecord | undefined): void {
    this.#tables.changed(old, now);
    if (!now || !isStarted(now)) return;
    const signals = this.#signalsOf(old, now);
    if (signals.length > 0) this.#signals.push({ record: now, signals });
  }

  #signalsOf(old: JobRecord | undefined, now: StartedRecord): readonly number[] {
    if (old) return isStarted(old) ? signalsFor(old, now) : [];
    if (!this.#afresh) return [];
    return signalsAfterTakeOver(now, this.#input.cluster.killWait, Date.now() / 1000);
  }

  reset(): void {
    this.#tables.clear();
    this.#signals = [];
    this.#afresh = true;
  }

  /** Looks at everything again, soon. */
  wake(): void {
    if (this.#closed || !this.#tookOver) return;
    this.#again = true;
    this.#cycle ??= this.#run().finally(() => {
      this.#cycle = undefined;
    });
  }

  /** True while there is nothing to do, and will be nothing without a change from outside. */
  get idle(): boolean {
    return !this.#cycle && this.#ended.length === 0 && this.#tables.idle && this.#processes.idle;
  }

  /** Stops scheduling; the jobs go on. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    this.#input.store.mirror.unlisten(this);
    await this.#cycle;
    await this.#processes.settled();
    await this.#input.runner.close();
  }

  #end(start: string | number, outcome: Outcome): void {
    this.#ended.push({ start, outcome });
    if (outcome.kind === 'never-started' && outcome.error) {
      this.#input.log.error(`jobs cannot be started: ${outcome.error.message}`);
      this.#pausedUntil = performance.now() + RETRY_MS;
    }
    this.wake();
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      // One turn for what else is about to wake us.
      await new Promise((resolve) => setImmediate(resolve));
      this.#again = false;
      clearTimeout(this.#timer);
      try {
        await this.#once();
        // What has started or ended just now may be what others wait for.
        if (this.#tables.dependents.any) this.#again = true;
        this.#sleep();
      } catch (error) {
        this.#input.log.error(`scheduling failed and is tried again: ${(error as Error).message}`);
        this.#timer = setTimeout(() => this.wake(), RETRY_MS);
      }
    }
  }

  async #once(): Promise<void> {
    const { store, cluster } = this.#input;
    const mirror = store.refresh();
    const tables = this.#tables;
    if (tables.holdings.close(closedNodes(cluster, store.nodeSettings()))) tables.planNeeded = true;
    const ended = this.#ended;
    this.#ended = [];
    const due = tables.due.take(Math.floor(Date.now() / 1000));
    if (ended.length === 0 && due.length === 0 && !tables.dependents.any && !this.#mayPlan) {
      this.#processes.send(this.#takeSignals());
      return;
    }
    let waiting: readonly number[] = [];
    // One batch, in this order: what ends makes room for what starts.
    const [ends, dues, dependencies, starts] = await Promise.allSettled([
      store.write((transaction) => this.#putEnded(transaction, ended)),
      store.write((transaction) => carryOutDue(transaction, due, cluster, mirror)),
      store.write((transaction) => {
        waiting = tables.dependents.take();
        settleDependencies(transaction, waiting, tables.dependents, cluster, mirror);
      }),
      store.write((transaction) => this.#start(transaction)),
    ]);
    if (ends.status === 'fulfilled') this.#processes.remove(ends.value);
    else this.#ended.unshift(...ended);
    if (dues.status === 'fulfilled') {
      for (const { id, time } of dues.value.again) tables.due.add(time, id);
      for (const record of dues.value.warn) this.#processes.warn(record);
      this.#processes.send(dues.value.kill.map((record) => ({ record, signals: [SIGKILL] })));
    } else for (const id of due) tables.due.add(0, id);
    if (dependencies.status === 'rejected') for (const id of waiting) tables.dependents.recheck(id);
    if (starts.status === 'fulfilled') for (const record of starts.value) this.#processes.launch(record);
    this.#processes.send(this.#takeSignals());
    const failed = [ends, dues, dependencies, starts].find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #takeSignals(): Sending[] {
    const signals = this.#signals;
    this.#signals = [];
    return signals;
  }

  get #mayPlan(): boolean {
    const now = performance.now();
    if (!this.#tables.planNeeded || now < this.#pausedUntil) return false;
    return !this.#tables.holdings.full || now >= this.#lastPlan + FULL_MS;
  }

  #start(transaction: Transaction): StartedRecord[] {
    if (!this.#mayPlan) return [];
    const { cluster, store } = this.#input;
    const { queue, holdings, reasoned } = this.#tables;
    this.#tables.planNeeded = false;
    this.#lastPlan = performance.now();
    return startJobs(transaction, {
      cluster,
      queue,
      holdings,
      reasoned,
      components: ({ het }) => store.mirror.group(het!.jobId),
      runningTasks: (arrayId) => this.#tables.runningTasks(arrayId),
    });
  }

  /** @returns the folders of starts that are done with */
  #putEnded(transaction: Transaction, ended: readonly Ended[]): string[] {
    const { cluster, store, log } = this.#input;
    const folders: string[] = [];
    for (const { start, outcome } of ended) {
      const id = typeof start === 'number' ? start : this.#tables.ownerOf(start);
      const record = id === undefined ? undefined : transaction.job(id);
      if (!record || !isStarted(record)) continue;
      const { folder } = record.state.run;
      if (typeof start === 'string' && folder !== start) continue;
      log.verbose(describeOutcome(record, outcome));
      finish(transaction, record, outcome, record.het ? store.mirror.group(record.het.jobId) : [], cluster);
      if (folder !== '') folders.push(folder);
    }
    return folders;
  }

  /** Until the next job is due by the clock, or planning may be worth it again. */
  #sleep(): void {
    if (this.#closed || this.#again) return;
    const waits = [];
    if (this.#tables.due.next !== undefined) waits.push(this.#tables.due.next * 1000 - Date.now());
    if (this.#tables.planNeeded)
      waits.push(Math.max(this.#pausedUntil, this.#lastPlan + FULL_MS) - performance.now());
    if (waits.length === 0) return;
    // No longer than timers can be trusted with, never at once.
    const wait = Math.min(Math.max(Math.min(...waits), 10), 3_600_000);
    this.#timer = setTimeout(() => this.wake(), wait);
  }
}
