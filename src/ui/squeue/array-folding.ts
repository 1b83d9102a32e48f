import { formatArrayTasks, parseArrayTasks } from '../../slurm/array-tasks.ts';
import { openNumber, stateName, type V1Job } from './v1-job.ts';

/** The tasks of an expression, ascending; what a controller cut off (`1,3,...`) is not among them. */
export function tasksOf(expression: string): readonly number[] {
  const whole = expression.replace(/,?\.\.\.$/, '');
  return whole === '' ? [] : parseArrayTasks(whole, Number.POSITIVE_INFINITY).tasks;
}

/**
 * One record for each task of the arrays that wait folded into one, as squeue's `--array` lists them.
 * The other records stay the same objects.
 */
export function unfoldArrays(jobs: readonly V1Job[]): readonly V1Job[] {
  return jobs.flatMap((job) => {
    if (!job.array_task_str) return job;
    return tasksOf(job.array_task_str).map((task) => ({ ...job, array_task_id: task, array_task_str: '' }));
  });
}

/**
 * Puts waiting tasks that became records of their own (they were changed, or ran and were requeued) back
 * into the record of their array where name and partition still agree, as squeue does.
 */
export function foldArrays(jobs: readonly V1Job[]): readonly V1Job[] {
  const waiting = jobs.filter((job) => job.array_job_id && stateName(job) === 'PENDING');
  if (waiting.length < 2) return jobs;
  const likeness = (job: V1Job) => `${job.array_job_id}/${job.name}/${job.partition}`;
  const folded = new Map<V1Job, V1Job[]>();
  const arrays = new Map<string, V1Job>();
  for (const job of waiting) if (job.array_task_str) arrays.set(likeness(job), job);
  const absorbed = new Set<V1Job>();
  for (const job of waiting) {
    const array = arrays.get(likeness(job));
    if (!array || job.array_task_str || openNumber(job.array_task_id) === undefined) continue;
    folded.set(array, [...(folded.get(array) ?? []), job]);
    absorbed.add(job);
  }
  if (absorbed.size === 0) return jobs;
  return jobs.filter((job) => !absorbed.has(job)).map((job) => withTasks(job, folded.get(job) ?? []));
}

function withTasks(array: V1Job, singles: readonly V1Job[]): V1Job {
  if (singles.length === 0) return array;
  const added = singles.map((job) => openNumber(job.array_task_id) ?? 0);
  const tasks = [...new Set([...tasksOf(String(array.array_task_str)), ...added])].sort((a, b) => a - b);
  const reasons = new Set([array, ...singles].map((job) => String(job.state_reason ?? 'None')));
  return {
    ...array,
    array_task_str: formatArrayTasks(tasks),
    ...(reasons.size > 1 && { state_desc: [...reasons].join(',') }),
  };
}
