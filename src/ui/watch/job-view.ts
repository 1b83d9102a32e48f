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
 * records, which does not look into them; only those that changed are filtered and put in their places, so that
 * 100,000 jobs can be watched.
 */
export class JobView {
  #jobs: readonly V1Job[] = [];
  #entries: Entry[] = [];
  /** What {@link #entries} were before: the next ones are written there, as lists of this size are costly to make. */
  #spare: Entry[] = [];
  #counts = new Map<string, number>();
  #matches: (job: V1Job) => boolean = () => true;
  #sort: readonly SortField[] = [];
  #criteria: readonly SortField[] = [];
  #context: CellContext;

  constructor(context: CellContext) {
    this.#context = context;
    this.#setCriteria([]);
  }

  /** How many jobs are shown. */
  get length(): number {
    return this.#entries.length;
  }

  /** The jobs shown, in order: all of them, or a part. */
  rows(from = 0, to = this.#entries.length): readonly V1Job[] {
    return this.#entries.slice(from, to).map(({ job }) => job);
  }

  /** The job shown at a place. */
  at(place: number): V1Job | undefined {
    return this.#entries[place]?.job;
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

  /** Takes a new snapshot in, by job id; records that are the same objects as before are not looked at again. */
  update(jobs: readonly V1Job[], context: CellContext): void {
    this.#context = context;
    const before = this.#jobs;
    this.#jobs = jobs;
    const live = this.#criteria.some(({ column }) => LIVE_COLUMNS.has(column.name));
    const { gone, come } = differences(before, jobs);
    for (const job of gone) this.#count(job, -1);
    for (const job of come) this.#count(job, 1);
    if (live || gone.length + come.length > jobs.length * MERGE_LIMIT) this.#rebuild();
    else if (gone.length + come.length > 0) this.#merge(gone, come);
  }

  /** The place of a job among the rows, looked for near `hint` first; -1 where it is not shown. */
  indexOf(jobId: number, hint: number): number {
    if (this.at(hint)?.job_id === jobId) return hint;
    return this.#entries.findIndex(({ job }) => job.job_id === jobId);
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
  }

  /** Takes what is gone out of the ordered entries, and puts what came in between them. */
  #merge(gone: readonly V1Job[], come: readonly V1Job[]): void {
    const lost = new Set<number>();
    for (const job of gone) {
      const at = this.#placeOf(this.#entry(job));
      if (this.#entries[at]?.job === job) lost.add(at);
    }
    const added = come.filter(this.#matches).map((job) => this.#entry(job));
    added.sort((a, b) => this.#compare(a, b));
    const places = added.map((entry) => this.#placeOf(entry));
    const before = this.#entries;
    const now = this.#spare;
    let length = 0;
    let next = 0;
    for (let at = 0; at <= before.length; at++) {
      while (places[next] === at) now[length++] = added[next++]!;
      if (at < before.length && !lost.has(at)) now[length++] = before[at]!;
    }
    now.length = length;
    this.#entries = now;
    this.#spare = before;
  }

  /** Where an entry is among the ordered ones, or would be. */
  #placeOf(entry: Entry): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#entries[middle]!, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
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

/** What two snapshots in the order of ids differ by; a changed record is gone and come. */
function differences(
  before: readonly V1Job[],
  now: readonly V1Job[],
): { readonly gone: readonly V1Job[]; readonly come: readonly V1Job[] } {
  const gone: V1Job[] = [];
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
      gone.push(left);
      old++;
    } else if (right) {
      come.push(right);
      fresh++;
    }
  }
  return { gone, come };
}
