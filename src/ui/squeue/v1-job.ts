import type { Job } from '../../slurm/job.ts';
import { JOB_STATE_CODES } from '../../slurm/job-state.ts';

/** How `/slurm/v1` writes a value Slurm holds as NO_VAL (`{}`) or INFINITE (`"INFINITE"`). */
type OpenNumber = number | 'INFINITE' | Readonly<Record<string, never>>;

type Written<Value> = number extends Value ? OpenNumber : Exclude<Value, undefined>;

/**
 * A job as clients get it from `GET /slurm/v1/jobs`: Slurm's job record with open numbers.
 * Every member but the id may be missing, since daemons of other releases leave some out.
 */
export type V1Job = { readonly [Name in keyof Job]?: unknown } & {
  readonly [Name in Exclude<
    keyof Job,
    'job_state' | 'job_state_flags' | 'job_resources' | 'pn_min_memory' | 'shared'
  >]?: Written<Job[Name]>;
} & { readonly job_id: number; readonly job_state?: string | readonly string[] };

/** What lists of jobs are in the order of. */
export const idOf = (job: V1Job): number => job.job_id;

/** A number of the record: `undefined` for NO_VAL or a missing member, `Infinity` for INFINITE. */
export function openNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === 'INFINITE') return Number.POSITIVE_INFINITY;
  return undefined;
}

/** The one state name squeue prints, e.g. `COMPLETING`. */
export function stateName(job: V1Job): string {
  const state = job.job_state;
  return (typeof state === 'string' ? state : state?.at(-1)) ?? 'UNKNOWN';
}

/** squeue's ST column: `PD`, `R`, `CG` …; `?` for a state this release does not know. */
export function stateCode(job: V1Job): string {
  return (JOB_STATE_CODES as Readonly<Record<string, string>>)[stateName(job)] ?? '?';
}

/**
 * The job's id as squeue prints it: `1202`, `1202_527`, `1202_[528-1000]`, `118+1`.
 * @param taskLength most characters the expression of the pending tasks may take (SLURM_BITSTR_LEN); 0 = any
 */
export function jobIdText(job: V1Job, taskLength = 0): string {
  if (job.array_task_str) return `${job.array_job_id}_[${waitingTasks(job, taskLength)}]`;
  const task = openNumber(job.array_task_id);
  if (job.array_job_id && task !== undefined) return `${job.array_job_id}_${task}`;
  if (job.het_job_id) return `${job.het_job_id}+${job.het_job_offset ?? 0}`;
  return String(job.job_id);
}

/** The tasks of an array that wait, and how many of them may run at a time: `528-1000%5`. */
export function waitingTasks(job: V1Job, taskLength: number): string {
  const [tasks = '', told] = String(job.array_task_str).split('%');
  const most = told ?? openNumber(job.array_max_tasks);
  return shortenTasks(tasks, taskLength) + (most ? `%${most}` : '');
}

/** The id that commands and the API take for a record: of a folded array its waiting tasks, not the running ones. */
export function actionId(job: V1Job): string {
  if (!job.array_task_str) return jobIdText(job);
  // A controller may have cut the list of tasks off: all that wait.
  if (job.array_task_str.endsWith('...')) return `${job.array_job_id}_*`;
  return `${job.array_job_id}_[${job.array_task_str.replace(/%\d+$/, '')}]`;
}

/** `1,3,5,7,9` cut to `1,3,...`: whole elements only, so what is left is true. */
function shortenTasks(tasks: string, length: number): string {
  if (length <= 0 || tasks.length < length) return tasks;
  const end = tasks.lastIndexOf(',', length - 4);
  return end < 0 ? '...' : `${tasks.slice(0, end)},...`;
}

/** States of jobs that wait, some of which have run before. */
const WAITING = new Set(['PENDING', 'REQUEUED', 'REQUEUE_HOLD', 'SPECIAL_EXIT']);

/**
 * Seconds the job has run, without the time it was suspended.
 * @param now UNIX seconds
 */
export function timeUsed(job: V1Job, now: number): number {
  const state = stateName(job);
  const start = openNumber(job.start_time) ?? 0;
  if (start === 0 || WAITING.has(state)) return 0;
  const before = openNumber(job.pre_sus_time) ?? 0;
  if (state === 'SUSPENDED') return before;
  const ended = openNumber(job.end_time) ?? 0;
  const until = state === 'RUNNING' || ended === 0 ? now : ended;
  const suspended = openNumber(job.suspend_time) ?? 0;
  return suspended ? until - suspended + before : until - start;
}
