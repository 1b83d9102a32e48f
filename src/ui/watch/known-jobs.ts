import { differences, placeOf } from '../../slurm/ordered-lists.ts';
import { idOf, type V1Job } from '../squeue/v1-job.ts';

/** A job before and now; undefined = it was not there, or is there no more. */
export type JobChange = readonly [before: V1Job | undefined, now: V1Job | undefined];

/** All jobs, and what has become of those of the answer before. */
export interface JobList {
  /** By id. It is the source's own, which changes it with its next answer. */
  readonly jobs: readonly V1Job[];
  /** Absent = any of them may be another. */
  readonly changes?: readonly JobChange[];
}

/**
 * The jobs a source has answered so far. Only those that changed are looked at, and the list itself stays the same:
 * to touch each of 100,000 records, or to copy the list, every second costs more than everything else of a view.
 */
export class KnownJobs {
  #jobs: V1Job[] = [];
  #list: JobList | undefined;

  /** The first job. */
  get first(): V1Job | undefined {
    return this.#jobs[0];
  }

  /** Takes an answer of all jobs, in any order. The same list as before where nothing has changed. */
  replace(answered: readonly V1Job[]): JobList {
    const before = this.#jobs;
    this.#jobs = keepUnchanged(before, answered);
    if (!this.#list) return this.#answer({ jobs: this.#jobs });
    const changes = [...differences(before, this.#jobs, idOf)];
    return changes.length === 0 ? this.#list : this.#answer({ jobs: this.#jobs, changes });
  }

  /**
   * Takes an answer of what has changed. The same list as before where nothing has.
   * @param changed new jobs and other records of known ones
   * @param gone ids that are in the list no more
   */
  apply(changed: readonly V1Job[], gone: readonly number[]): JobList {
    if (this.#list && changed.length === 0 && gone.length === 0) return this.#list;
    const changes: JobChange[] = [];
    const added: V1Job[] = [];
    for (const job of changed) {
      const at = placeOf(this.#jobs, job.job_id, idOf);
      const known = this.#known(job.job_id, at);
      changes.push([known, job]);
      if (known) this.#jobs[at] = job;
      else added.push(job);
    }
    const lost = new Set<V1Job>();
    for (const id of gone) {
      const job = this.#known(id, placeOf(this.#jobs, id, idOf));
      if (!job) continue;
      changes.push([job, undefined]);
      lost.add(job);
    }
    if (lost.size > 0) this.#jobs = this.#jobs.filter((job) => !lost.has(job));
    if (added.length > 0) this.#jobs = inIdOrder([...this.#jobs, ...added]);
    return this.#answer({ jobs: this.#jobs, changes });
  }

  #answer(list: JobList): JobList {
    this.#list = list;
    return list;
  }

  #known(id: number, at: number): V1Job | undefined {
    const job = this.#jobs[at];
    return job?.job_id === id ? job : undefined;
  }
}

/** The jobs of an answer in the order of their ids, those that are as before being the same objects as before. */
function keepUnchanged(before: readonly V1Job[], answered: readonly V1Job[]): V1Job[] {
  let old = 0;
  return inIdOrder(answered).map((job) => {
    while (old < before.length && before[old]!.job_id < job.job_id) old++;
    const known = before[old];
    return known?.job_id === job.job_id && isSame(known, job) ? known : job;
  });
}

/** The jobs by id; the same array where they are so already. */
function inIdOrder<List extends readonly V1Job[]>(jobs: List): List | V1Job[] {
  const isSorted = jobs.every((job, at) => at === 0 || jobs[at - 1]!.job_id <= job.job_id);
  return isSorted ? jobs : [...jobs].sort((a, b) => a.job_id - b.job_id);
}

function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  for (const name in b) {
    const left = a[name];
    const right = b[name];
    if (left === right) continue;
    if (typeof left !== 'object' || typeof right !== 'object') return false;
    if (JSON.stringify(left) !== JSON.stringify(right)) return false;
  }
  return true;
}
