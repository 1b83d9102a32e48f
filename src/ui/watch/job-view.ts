import type { CellContext, SortKey } from '../squeue/column.ts';
import { columnByName } from '../squeue/columns.ts';
import type { SortField } from '../squeue/sort.ts';
import { stateName, type V1Job } from '../squeue/v1-job.ts';

/** A job that passed the filter, with what it is ordered by. */
interface Entry {
  readonly job: V1Job;
  readonly keys: readonly SortKey[];
}

/** Columns whose order changes while the jobs stay the same. */
const LIVE_COLUMNS = new Set(['TimeUsed', 'TimeLeft', 'PendingTime']);

/** Changes above this share of the table are sorted anew instead of being merged in. */
const MERGE_LIMIT = 0.2;

/**
 * The jobs of a table: filtered, ordered, counted. A new snapshot costs one pass over the identities of its
 * records; only those that changed are filtered and sorted again, so that 100,000 jobs can be watched.
 */
export class JobView {
  #jobs: readonly V1Job[] = [];
  #entries: Entry[] = [];
  #rows: readonly V1Job[] = [];
  #counts = new Map<string, number>();
  #matches: (job: V1Job) => boolean = () => true;
  #sort: readonly SortField[] = [];
  #criteria: readonly SortField[] = [];
  #context: CellContext;

  constructor(context: CellContext) {
    this.#context = context;
    this.#setCriteria([]);
  }

  /** The jobs shown, in order. */
  get rows(): readonly V1Job[] {
    return this.#rows;
  }

  /** All jobs, by id. */
  get jobs(): readonly V1Job[] {
    return this.#jobs;
  }

  /** How many jobs there are in each state, whether shown or not. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  get sort(): readonly SortField[] {
    return this.#sort;
  }

  setFilter(matches: (job: V1Job) => boolean): void {
    this.#matches = matches;
    this.#rebuild();
  }

  setSort(sort: readonly SortField[]): void {
    this.#sort = sort;
    this.#setCriteria(sort);
    this.#rebuild();
  }

  /** Takes a new snapshot in; records that are the same objects as before are not looked at again. */
  update(jobs: readonly V1Job[], context: CellContext): void {
    this.#context = context;
    const before = this.#jobs;
    const now = inIdOrder(jobs);
    this.#jobs = now;
    const live = this.#criteria.some(({ column }) => LIVE_COLUMNS.has(column.name));
    const { gone, come } = differences(before, now);
    for (const job of gone) this.#count(job, -1);
    for (const job of come) this.#count(job, 1);
    if (live || gone.size + come.length > now.length * MERGE_LIMIT) this.#rebuild();
    else if (gone.size + come.length > 0) this.#merge(gone, come);
  }

  /** The place of a job among the rows, looked for near `hint` first; -1 where it is not shown. */
  indexOf(jobId: number, hint: number): number {
    if (this.#rows[hint]?.job_id === jobId) return hint;
    return this.#rows.findIndex((job) => job.job_id === jobId);
  }

  #setCriteria(sort: readonly SortField[]): void {
    const id = { column: columnByName('JobArrayId')!, descending: false };
    this.#criteria = [...sort, id];
  }

  #count(job: V1Job, by: number): void {
    const state = stateName(job);
    const count = (this.#counts.get(state) ?? 0) + by;
    if (count === 0) this.#counts.delete(state);
    else this.#counts.set(state, count);
  }

  #rebuild(): void {
    this.#entries = this.#jobs.filter(this.#matches).map((job) => this.#entry(job));
    this.#entries.sort((a, b) => this.#compare(a, b));
    this.#setRows();
  }

  /** Drops what is gone from the ordered entries and merges what came, sorted, into them. */
  #merge(gone: ReadonlySet<V1Job>, come: readonly V1Job[]): void {
    const added = come.filter(this.#matches).map((job) => this.#entry(job));
    added.sort((a, b) => this.#compare(a, b));
    const merged: Entry[] = [];
    let next = 0;
    for (const entry of this.#entries) {
      if (gone.has(entry.job)) continue;
      while (next < added.length && this.#compare(added[next]!, entry) < 0) merged.push(added[next++]!);
      merged.push(entry);
    }
    while (next < added.length) merged.push(added[next++]!);
    this.#entries = merged;
    this.#setRows();
  }

  #setRows(): void {
    this.#rows = this.#entries.map((entry) => entry.job);
  }

  #entry(job: V1Job): Entry {
    return { job, keys: this.#criteria.map(({ column }) => column.key(job, this.#context)) };
  }

  #compare(a: Entry, b: Entry): number {
    for (let index = 0; index < this.#criteria.length; index++) {
      const left = a.keys[index]!;
      const right = b.keys[index]!;
      if (left === right) continue;
      return left < right === this.#criteria[index]!.descending ? 1 : -1;
    }
    return 0;
  }
}

/** The jobs by id; the same array where they are so already. */
function inIdOrder(jobs: readonly V1Job[]): readonly V1Job[] {
  for (let index = 1; index < jobs.length; index++) {
    if (jobs[index - 1]!.job_id > jobs[index]!.job_id) return [...jobs].sort((a, b) => a.job_id - b.job_id);
  }
  return jobs;
}

/** What two snapshots in the order of ids differ by; a changed record is gone and come. */
function differences(
  before: readonly V1Job[],
  now: readonly V1Job[],
): { readonly gone: ReadonlySet<V1Job>; readonly come: readonly V1Job[] } {
  const gone = new Set<V1Job>();
  const come: V1Job[] = [];
  let old = 0;
  let fresh = 0;
  while (old < before.length || fresh < now.length) {
    const left = before[old];
    const right = now[fresh];
    if (left === right) {
      old++;
      fresh++;
    } else if (left && (!right || left.job_id <= right.job_id)) {
      gone.add(left);
      old++;
    } else if (right) {
      come.push(right);
      fresh++;
    }
  }
  return { gone, come };
}
