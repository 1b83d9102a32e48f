import { countArrayTasks, parseArrayTasks } from '../../../slurm/array-tasks.ts';
import type { JobRecord } from './job-record.ts';

type ArrayPart = NonNullable<JobRecord['array']>;

/** Highest MaxArraySize Slurm allows; what is stored was checked against the configured one. */
const ANY_SIZE = 4_000_001;

const parsed = new WeakMap<ArrayPart, readonly number[]>();

/** The array tasks a record stands for, ascending; none where it is no part of an array. */
export function recordTasks({ array }: JobRecord): readonly number[] {
  if (!array) return [];
  let tasks = parsed.get(array);
  if (!tasks) {
    tasks = /^\d+$/.test(array.tasks) ? [Number(array.tasks)] : parseArrayTasks(array.tasks, ANY_SIZE).tasks;
    parsed.set(array, tasks);
  }
  return tasks;
}

/** How many jobs a record stands for: the tasks of an array, or 1. */
export function taskCount({ array }: JobRecord): number {
  return array ? countArrayTasks(array.tasks) : 1;
}

/** The array task a record is; undefined where it is none, or several. */
export function singleTask({ array }: JobRecord): number | undefined {
  return array && /^\d+$/.test(array.tasks) ? Number(array.tasks) : undefined;
}

/** The id users know a record by: `1202_5`, `1202_[6-1000]`, `118+1`, `115`. */
export function recordName({ id, array, het }: JobRecord): string {
  if (array)
    return /^\d+$/.test(array.tasks) ? `${array.jobId}_${array.tasks}` : `${array.jobId}_[${array.tasks}]`;
  return het ? `${het.jobId}+${het.offset}` : String(id);
}
