import type { Column } from '../squeue/column.ts';
import { columnByName } from '../squeue/columns.ts';
import type { V1Job } from '../squeue/v1-job.ts';
import { WATCH_COLUMNS } from './watch-columns.ts';

/**
 * The members of a job a view looks at while nothing but its own columns is shown: a quarter of a record, which is
 * what 100,000 of them cost to send and to keep.
 */
export const WATCHED_MEMBERS: readonly (keyof V1Job)[] = [
  'account',
  'array_job_id',
  'array_max_tasks',
  'array_task_id',
  'array_task_str',
  'cluster',
  'dependency',
  'end_time',
  'het_job_id',
  'het_job_offset',
  'job_id',
  'job_state',
  'name',
  'nodes',
  'num_cpus',
  'num_nodes',
  'partition',
  'pre_sus_time',
  'priority',
  'qos',
  'resv_name',
  'start_time',
  'state_desc',
  'state_reason',
  'std_err',
  'std_out',
  'submit_time',
  'suspend_time',
  'time_limit',
  'user_id',
  'user_name',
];

const COVERED: ReadonlySet<Column> = new Set([
  ...WATCH_COLUMNS,
  ...['Account', 'Priority', 'QOS', 'Reason', 'State'].map((name) => columnByName(name)!),
]);

/** Whether these columns can tell everything from {@link WATCHED_MEMBERS}. */
export function areWatched(columns: readonly Column[]): boolean {
  return columns.every((column) => COVERED.has(column));
}
