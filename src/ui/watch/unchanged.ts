import type { V1Job } from '../squeue/v1-job.ts';

/**
 * The jobs of an answer, those that are as before being the same objects as before: a view then looks at the
 * changed ones only. Both lists are in the order of job ids, as answers are.
 */
export function keepUnchanged(before: readonly V1Job[], now: readonly V1Job[]): readonly V1Job[] {
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
