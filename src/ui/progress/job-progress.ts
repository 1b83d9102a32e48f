import { tasksOf } from '../squeue/array-folding.ts';
import { formatDuration, formatLimit } from '../squeue/durations.ts';
import { reasonOf } from '../squeue/job-values.ts';
import { printable } from '../squeue/printable.ts';
import { formatTime } from '../squeue/timestamps.ts';
import { jobIdText, openNumber, stateName, timeUsed, type V1Job } from '../squeue/v1-job.ts';

/**
 * The state of what was submitted: `Job 1202 PENDING (Resources)`, `Job 1202 RUNNING on host1`, or of several
 * tasks or components `Job 1202: 3 RUNNING, 5 PENDING`. The same text as long as the state is the same.
 */
export function progressText(jobId: number, jobs: readonly V1Job[]): string {
  const [job] = jobs;
  if (!job) return `Job ${jobId}`;
  if (jobs.length > 1 || job.array_task_str) return `Job ${jobId}: ${countsText(jobs)}`;
  const state = stateName(job);
  const id = `Job ${jobIdText(job)} ${state}`;
  if (state === 'PENDING') return printable(`${id} (${reasonOf(job)})`);
  return job.nodes ? printable(`${id} on ${job.nodes}`) : id;
}

/**
 * What changes while the state stays: the place in the queue and when the job is to start, or how long it runs.
 * @param ahead jobs before it, undefined = not known
 * @param now UNIX seconds
 */
export function progressDetails(
  jobs: readonly V1Job[],
  ahead: number | undefined,
  now: number,
): readonly string[] {
  const pending = jobs.find((job) => stateName(job) === 'PENDING');
  if (pending) {
    const details: string[] = [];
    if (ahead !== undefined)
      details.push(`${ahead === 0 ? 'next' : `${ahead} ahead`} in ${pending.partition}`);
    const start = openNumber(pending.start_time) ?? 0;
    if (start > now) details.push(`expected to start ${formatTime(start, 'standard', now)}`);
    return details.map(printable);
  }
  const [running] = jobs;
  if (!running || jobs.length > 1 || stateName(running) !== 'RUNNING') return [];
  const limit = openNumber(running.time_limit);
  const used = formatDuration(timeUsed(running, now));
  return [limit === undefined ? used : `${used} of ${formatLimit(limit)}`];
}

/**
 * How many jobs wait before the first of `own` that waits: in its partition, with more priority, or the same and
 * an earlier id. Held jobs stand in nobody's way.
 */
export function jobsAhead(own: readonly V1Job[], queue: readonly V1Job[]): number | undefined {
  const job = own.find((one) => stateName(one) === 'PENDING');
  const priority = openNumber(job?.priority) ?? 0;
  if (!job || priority === 0) return undefined;
  const ids = new Set(own.map(({ job_id }) => job_id));
  return queue.filter((other) => {
    if (ids.has(other.job_id) || stateName(other) !== 'PENDING' || other.partition !== job.partition)
      return false;
    const theirs = openNumber(other.priority) ?? 0;
    return theirs > priority || (theirs === priority && other.job_id < job.job_id);
  }).length;
}

function countsText(jobs: readonly V1Job[]): string {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    const members = job.array_task_str ? tasksOf(job.array_task_str).length : 1;
    counts.set(stateName(job), (counts.get(stateName(job)) ?? 0) + members);
  }
  return [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
}
