import { placeOf } from '../../slurm/ordered-lists.ts';
import type { CellContext, SortKey } from '../squeue/column.ts';
import { columnByName } from '../squeue/columns.ts';
import type { SortField } from '../squeue/sort.ts';
import { idOf, stateName, type V1Job } from '../squeue/v1-job.ts';
import type { JobChange, JobList } from './known-jobs.ts';

/** A job that is shown, with what it is ordered by. */
interface Entry {
  readonly job: V1Job;
  readonly keys: SortKey[];
}

/** Columns whose order changes while the jobs stay the same. */
const LIVE_COLUMNS = new Set(['TimeUsed', 'TimeLeft', 'PendingTime']);

/** Changes above this share of the table are sorted anew instead of being merged in. */
const MERGE_LIMIT = 0.2;

/**
 * The jobs of a table: selected, filtered, ordered, counted. Only those that changed are looked at, filtered and put
 * in their places, so that 100,000 jobs can be watched.
 */
export class JobView {
  /** Whether a job is one of this view, whatever the filter. */
  readonly #selects: (job: V1Job) => boolean;
  /** All there are, by id. */
  #all: readonly V1Job[] = [];
  #selected: readonly V1Job[] | undefined;
  #total = 0;
  #entries: Entry[] = [];
  /** What {@link #entries} were before: the next ones are written there, as lists of this size are costly to make. */
  #spare: Entry[] = [];
  #counts = new Map<string, number>();
  #matches: (job: V1Job) => boolean = () => true;
  #sort: readonly SortField[] = [];
  #criteria: readonly SortField[] = [];
  /** Places of the criteria that are {@link LIVE_COLUMNS}. */
  #live: readonly number[] = [];
  #context: CellContext;

  /** @param selects the jobs this is a view of; absent = all */
  constructor(context: CellContext, selects: (job: V1Job) => boolean = () => true) {
    this.#context = context;
    this.#selects = selects;
    this.#setCriteria([]);
  }

  /** How many jobs are shown. */
  get length(): number {
    return this.#entries.length;
  }

  /** How many jobs there are, whether shown or not. */
  get total(): number {
    return this.#total;
  }

  /** The jobs shown, in order: all of them, or a part. */
  rows(from = 0, to = this.#entries.length): readonly V1Job[] {
    return this.#entries.slice(from, to).map(({ job }) => job);
  }

  /** The job shown at a place. */
  at(place: number): V1Job | undefined {
    return this.#entries[place]?.job;
  }

  /** All jobs by id, whether shown or not. */
  get jobs(): readonly V1Job[] {
    this.#selected ??= this.#all.filter(this.#selects);
    return this.#selected;
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

  /** Takes the jobs of an answer in; those that are as before are not looked at again. */
  update({ jobs, changes }: JobList, context: CellContext): void {
    this.#all = jobs;
    const own = changes?.filter((change) => change.some((job) => job && this.#selects(job)));
    if (!own) this.#countAll();
    else for (const [left, right] of own) this.#recount(left, right);
    const many = !own || own.length > this.#total * MERGE_LIMIT;
    // What is there is in the order of the moment before.
    if (!many) this.#takeIn(own);
    this.#context = context;
    if (many) this.#rebuild();
    else if (this.#live.length > 0) this.#orderAnew();
  }

  /** The place of a job among the rows, looked for at `hint` first; -1 where it is not shown. */
  indexOf(jobId: number, hint: number): number {
    if (this.at(hint)?.job_id === jobId) return hint;
    const job = this.#all[placeOf(this.#all, jobId, idOf)];
    return job?.job_id === jobId ? this.#shownAt(job) : -1;
  }

  #setCriteria(sort: readonly SortField[]): void {
    const id = { column: columnByName('JobArrayId')!, descending: false };
    this.#criteria = [...sort, id];
    this.#live = [...sort.keys()].filter((at) => LIVE_COLUMNS.has(sort[at]!.column.name));
  }

  #countAll(): void {
    this.#total = 0;
    this.#counts.clear();
    this.#selected = undefined;
    for (const job of this.#all) this.#recount(undefined, job);
  }

  /** Counts a job that became another, or came, or went. */
  #recount(before: V1Job | undefined, now: V1Job | undefined): void {
    if (before && this.#selects(before)) this.#count(before, -1);
    if (now && this.#selects(now)) this.#count(now, 1);
  }

  #count(job: V1Job, by: number): void {
    const state = stateName(job);
    const count = (this.#counts.get(state) ?? 0) + by;
    if (count === 0) this.#counts.delete(state);
    else this.#counts.set(state, count);
    this.#total += by;
    this.#selected = undefined;
  }

  #rebuild(): void {
    const shown = this.#all.filter((job) => this.#selects(job) && this.#matches(job));
    this.#entries = shown.map((job) => this.#entry(job));
    this.#entries.sort((a, b) => this.#compare(a, b));
  }

  /** Orders what is shown by the present moment: nearly in order already, it is soon sorted. */
  #orderAnew(): void {
    for (const { job, keys } of this.#entries)
      for (const at of this.#live) keys[at] = this.#criteria[at]!.column.key(job, this.#context);
    this.#entries.sort((a, b) => this.#compare(a, b));
  }

  /** Puts the jobs that changed where they belong: most stay where they are. */
  #takeIn(changes: readonly JobChange[]): void {
    const lost: number[] = [];
    const added: Entry[] = [];
    for (const [before, now] of changes) {
      const place = before ? this.#shownAt(before) : -1;
      const entry = now && this.#selects(now) && this.#matches(now) ? this.#entry(now) : undefined;
      if (place >= 0 && entry && this.#fits(entry, place)) {
        this.#entries[place] = entry;
        continue;
      }
      if (place >= 0) lost.push(place);
      if (entry) added.push(entry);
    }
    if (lost.length + added.length > 0) this.#merge(lost, added);
  }

  /** Whether an entry may take the place of another without the order being lost. */
  #fits(entry: Entry, place: number): boolean {
    const before = this.#entries[place - 1];
    const after = this.#entries[place + 1];
    return !(before && this.#compare(before, entry) > 0) && !(after && this.#compare(entry, after) > 0);
  }

  /** Takes entries out of the ordered ones by their places, and puts others in between them. */
  #merge(lost: number[], added: Entry[]): void {
    lost.sort((a, b) => a - b);
    added.sort((a, b) => this.#compare(a, b));
    const places = added.map((entry) => this.#placeOf(entry));
    const before = this.#entries;
    const now = this.#spare;
    let length = 0;
    let next = 0;
    let skipped = 0;
    for (let at = 0; at <= before.length; at++) {
      while (places[next] === at) now[length++] = added[next++]!;
      if (lost[skipped] === at) skipped++;
      else if (at < before.length) now[length++] = before[at]!;
    }
    now.length = length;
    this.#entries = now;
    this.#spare = before;
  }

  /** The place of a job among the rows; -1 where it is not shown. */
  #shownAt(job: V1Job): number {
    const place = this.#placeOf(this.#entry(job));
    return this.at(place) === job ? place : -1;
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
