import { formatArrayTasks } from '../slurm/array-tasks.ts';
import { exitStatus } from '../slurm/exit-status.ts';
import { jobIdText, openNumber, stateName, type V1Job } from './squeue/v1-job.ts';

/** How jobs ended, a line for each; tasks of an array that ended alike share one: `Job 1202_[1-9] COMPLETED`. */
export function outcomeLines(jobs: readonly V1Job[]): string[] {
  const alike = new Map<string, V1Job[]>();
  for (const job of jobs) {
    const array = job.array_job_id ? `array ${job.array_job_id}` : jobIdText(job);
    const key = `${array} ${outcome(job)}`;
    alike.set(key, [...(alike.get(key) ?? []), job]);
  }
  return [...alike.values()].map((group) => `Job ${idText(group)} ${outcome(group[0]!)}`);
}

/** True when every job did what it was to do. */
export function allCompleted(jobs: readonly V1Job[]): boolean {
  return jobs.every((job) => stateName(job) === 'COMPLETED');
}

function outcome(job: V1Job): string {
  const state = stateName(job);
  const { code, signal } = exitStatus(openNumber(job.exit_code) ?? 0);
  if (signal !== 0) return `${state}, ended by signal ${signal}`;
  return state === 'COMPLETED' && code === 0 ? state : `${state}, exit code ${code}`;
}

function idText(group: readonly V1Job[]): string {
  const [first] = group as [V1Job];
  if (group.length === 1) return jobIdText(first);
  const tasks = group.flatMap((job) => openNumber(job.array_task_id) ?? []);
  return `${first.array_job_id}_[${formatArrayTasks(tasks.sort((a, b) => a - b))}]`;
}
