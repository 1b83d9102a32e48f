import { BLANK_JOB, type Job } from '../../../slurm/job.ts';
import type { Partition } from '../../../slurm/partition.ts';

/** The jobs of partitions that are not hidden, for who does not ask for ALL. */
export function inSight(jobs: readonly Job[], partitions: readonly Partition[]): readonly Job[] {
  const hidden = new Set(partitions.filter(({ flags }) => flags.includes('HIDDEN')).map(({ name }) => name));
  if (hidden.size === 0) return jobs;
  const seen = jobs.filter(({ partition }) => !partition.split(',').every((name) => hidden.has(name)));
  return seen.length === jobs.length ? jobs : seen;
}

/** A job as it is shown to who does not ask for DETAIL. */
export function withoutDetail(job: Job): Job {
  return { ...job, job_resources: BLANK_JOB.job_resources, gres_detail: BLANK_JOB.gres_detail };
}
