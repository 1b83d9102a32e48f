import type { Cluster } from '../cluster/cluster.ts';
import { isPending, isStarted, type JobRecord } from '../job/job-record.ts';
import { priorityOf } from '../job/priority.ts';
import { PLANNED_REASONS, waitingReason } from '../job/waiting.ts';
import { PendingQueue } from '../schedule/pending-queue.ts';
import { Dependents } from './dependents.ts';
import { DueTimes } from './due-times.ts';
import { Holdings } from './holdings.ts';
import { nextDue } from './next-due.ts';
import type { Queued } from './start-jobs.ts';

/** What scheduling needs to find quickly, kept up to date with every change of a record. */
export class JobTables {
  readonly queue = new PendingQueue<Queued>();
  readonly holdings: Holdings;
  readonly due = new DueTimes();
  readonly dependents = new Dependents();
  /** Jobs whose reason was given by planning. */
  readonly reasoned = new Set<number>();
  /** Something changed that may let a job start. */
  planNeeded = true;
  readonly #cluster: Cluster;
  readonly #group: (id: number) => readonly JobRecord[];
  readonly #runningTasks = new Map<number, number>();
  readonly #folders = new Map<string, number>();
  /** Pending jobs that wait for the clock. */
  readonly #clocked = new Set<number>();

  /** @param group the records of a het job */
  constructor(cluster: Cluster, group: (id: number) => readonly JobRecord[]) {
    this.#cluster = cluster;
    this.#group = group;
    this.holdings = new Holdings(cluster);
  }

  changed(old: JobRecord | undefined, now: JobRecord | undefined): void {
    const id = (now ?? old)!.id;
    this.dependents.changed(old, now);
    if (old) this.#forget(old);
    if (now) this.#learn(now);
    this.#requeue(id, now ?? old!);
    if (old && isStarted(old) && !(now && isStarted(now))) this.planNeeded = true;
  }

  clear(): void {
    this.queue.clear();
    this.holdings.clear();
    this.due.clear();
    this.dependents.clear();
    this.reasoned.clear();
    this.planNeeded = true;
    this.#runningTasks.clear();
    this.#folders.clear();
    this.#clocked.clear();
  }

  /** Tasks of an array that hold resources. */
  runningTasks(arrayId: number): number {
    return this.#runningTasks.get(arrayId) ?? 0;
  }

  /** The job a start's folder belongs to. */
  ownerOf(folder: string): number | undefined {
    return this.#folders.get(folder);
  }

  /** Nothing runs, nothing may start, and no clock will change that. */
  get idle(): boolean {
    return (
      this.holdings.size === 0 && this.queue.size === 0 && this.#clocked.size === 0 && !this.dependents.any
    );
  }

  #forget(record: JobRecord): void {
    this.#clocked.delete(record.id);
    this.reasoned.delete(record.id);
    if (!isStarted(record)) return;
    this.holdings.delete(record.id);
    this.#folders.delete(record.state.run.folder);
    this.#countTask(record, -1);
  }

  #learn(record: JobRecord): void {
    const due = nextDue(record, this.#cluster);
    if (due !== undefined) this.due.add(due, record.id);
    if (isPending(record)) {
      if (due !== undefined) this.#clocked.add(record.id);
      if (record.state.reason !== undefined && PLANNED_REASONS.includes(record.state.reason)) {
        this.reasoned.add(record.id);
      }
    } else if (isStarted(record)) {
      this.holdings.add(record);
      if (record.state.run.folder !== '') this.#folders.set(record.state.run.folder, record.id);
      this.#countTask(record, 1);
    }
  }

  #countTask({ array }: JobRecord, by: number): void {
    if (!array) return;
    const count = (this.#runningTasks.get(array.jobId) ?? 0) + by;
    if (count > 0) this.#runningTasks.set(array.jobId, count);
    else this.#runningTasks.delete(array.jobId);
  }

  /** Puts a job at its place in the queue, or takes it out; of a het job the first component stands for all. */
  #requeue(id: number, record: JobRecord): void {
    const members = record.het ? this.#group(record.het.jobId) : [record];
    const first = record.het ? members[0] : record;
    const place = record.het?.jobId ?? id;
    const complete = members.length === (record.het?.size ?? 1);
    if (!first || !complete || !members.every((member) => this.#mayStart(member))) {
      this.queue.delete(place);
      return;
    }
    const tier = this.#cluster.partitionByName.get(first.description.partition ?? '')?.priorityTier ?? 0;
    const entry = {
      id: first.id,
      tier,
      priority: priorityOf(first),
      description: first.description,
      array: first.array,
    };
    const before = this.queue.get(place) as typeof entry | undefined;
    this.queue.set(entry);
    // A new reason alone, which planning itself gives, is no reason to plan again.
    const same =
      before?.priority === entry.priority &&
      before.description === entry.description &&
      before.array === entry.array;
    if (!same) this.planNeeded = true;
  }

  #mayStart(record: JobRecord): boolean {
    return isPending(record) && waitingReason(record, this.#cluster, Date.now() / 1000) === undefined;
  }
}
