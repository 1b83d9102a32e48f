import { parseArrayTasks } from '../../slurm/array-tasks.ts';
import type { Job } from '../../slurm/job.ts';
import type { JobSelector } from '../../slurm/job-id.ts';

/** No cluster can set MaxArraySize higher. Source: slurm.conf(5). */
const MAX_ARRAY_SIZE = 4_000_001;

/**
 * Of the records of one job id (an array's tasks, a het job's components) those a selector means. Tasks that
 * have not started share one record, which is meant by each of them.
 * @throws SlurmError `ARRAY_INVALID`
 */
export function selectJobs(jobs: readonly Job[], selector: JobSelector): Job[] {
  switch (selector.kind) {
    case 'job':
      return [...jobs];
    case 'component':
      return jobs.filter((job) => job.het_job_id !== 0 && job.het_job_offset === selector.offset);
    case 'tasks': {
      const isPendingRest = (job: Job): boolean => job.array_task_str !== '';
      if (selector.tasks === '*') return jobs.filter(isPendingRest);
      const wanted = new Set(parseArrayTasks(selector.tasks, MAX_ARRAY_SIZE).tasks);
      return jobs.filter((job) =>
        isPendingRest(job)
          ? parseArrayTasks(job.array_task_str, MAX_ARRAY_SIZE).tasks.some((task) => wanted.has(task))
          : job.array_task_id !== undefined && wanted.has(job.array_task_id),
      );
    }
  }
}
