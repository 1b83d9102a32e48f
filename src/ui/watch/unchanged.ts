import { placeOf } from '../../slurm/ordered-lists.ts';
import { idOf, type V1Job } from '../squeue/v1-job.ts';

/**
 * The jobs of an answer in the order of their ids, those that are as before being the same objects as before: a
 * view then looks at the changed ones only.
 */
export function keepUnchanged(before: readonly V1Job[], answered: readonly V1Job[]): readonly V1Job[] {
  const now = inIdOrder(answered);
  let old = 0;
  let changed = before.length !== now.length;
  const kept = now.map((job) => {
    while (old < before.length && before[old]!.job_id < job.job_id) old++;
    const known = before[old];
    if (known?.job_id === job.job_id && isSame(known, job)) return known;
    changed = true;
    return job;
  });
  return changed ? kept : before;
}

/** The jobs by id; the same array where they are so already. */
function inIdOrder(jobs: readonly V1Job[]): readonly V1Job[] {
  const isSorted = jobs.every((job, at) => at === 0 || jobs[at - 1]!.job_id <= job.job_id);
  return isSorted ? jobs : [...jobs].sort((a, b) => a.job_id - b.job_id);
}

/**
 * The jobs after what has changed, by id as they are; the same array where nothing has. Only the changed ones are
 * looked at: to touch each of 100,000 records costs more than to copy the list.
 * @param changed new jobs and other records of known ones, by id
 * @param gone ids that are in the list no more
 */
export function applyChanges(
  before: readonly V1Job[],
  changed: readonly V1Job[],
  gone: readonly number[],
): readonly V1Job[] {
  if (changed.length === 0 && gone.length === 0) return before;
  const now = [...before];
  const added: V1Job[] = [];
  for (const job of changed) {
    const at = placeOf(before, job.job_id, idOf);
    if (before[at]?.job_id === job.job_id) now[at] = job;
    else added.push(job);
  }
  const lost = new Set(
    gone.map((id) => placeOf(before, id, idOf)).filter((at, of) => before[at]?.job_id === gone[of]),
  );
  const left = lost.size > 0 ? now.filter((_job, at) => !lost.has(at)) : now;
  if (added.length === 0) return left;
  return inIdOrder([...left, ...added]);
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
