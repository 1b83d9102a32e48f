import { expandTasks } from './selection.ts';
import type { V1Job } from './v1-job.ts';

/**
 * One record for each task of the arrays that wait folded into one, as squeue's `--array` lists them.
 * The other records stay the same objects.
 */
export function unfoldArrays(jobs: readonly V1Job[]): readonly V1Job[] {
  return jobs.flatMap((job) => {
    if (!job.array_task_str) return job;
    return expandTasks(job.array_task_str).map((task) => ({
      ...job,
      array_task_id: task,
      array_task_str: '',
    }));
  });
}
