import type { Job } from '../../../slurm/job.ts';

const marked = new WeakMap<Job, Job>();

/**
 * Jobs as Slurm's own programs have them: BACKFILL_LAST is not sent but follows, for a waiting job that the last
 * backfill cycle looked at. Records without the mark stay the objects they are, and those with it are the same
 * each time.
 * @param lastBackfill UNIX seconds of that cycle; 0 = not told (before protocol version 37)
 */
export function markBackfilled(jobs: readonly Job[], lastBackfill: number): readonly Job[] {
  const isMarked = (job: Job) =>
    job.job_state === 'PENDING' &&
    job.last_sched_eval >= lastBackfill &&
    job.bitflags.includes('BACKFILL_SCHED');
  if (lastBackfill === 0 || !jobs.some(isMarked)) return jobs;
  return jobs.map((job) => (isMarked(job) ? withMark(job) : job));
}

function withMark(job: Job): Job {
  let copy = marked.get(job);
  if (!copy) {
    const bitflags = job.bitflags.flatMap((flag) =>
      flag === 'BACKFILL_SCHED' ? [flag, 'BACKFILL_LAST'] : [flag],
    );
    copy = { ...job, bitflags };
    marked.set(job, copy);
  }
  return copy;
}
