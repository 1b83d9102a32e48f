import { parseJobId } from '../../slurm/job-id.ts';
import { readJobState } from '../../slurm/read-job-state.ts';
import { tasksOf } from './array-folding.ts';
import { openNumber, stateName, type V1Job } from './v1-job.ts';

/** Which jobs a listing shows; an absent member shows all. Lists are "any of these". */
export interface Selection {
  /** State names; absent = the jobs still in the queue, as squeue's default; `[]` = every state. */
  readonly states?: readonly string[];
  /** Login names or decimal uids. */
  readonly users?: readonly string[];
  readonly partitions?: readonly string[];
  readonly names?: readonly string[];
  readonly accounts?: readonly string[];
  readonly qos?: readonly string[];
  readonly reservations?: readonly string[];
  /** Job ids in any form {@link parseJobId} reads. */
  readonly jobs?: readonly string[];
}

/** States squeue lists when none are asked for. Source: squeue(1), "--states". */
const QUEUED = new Set([
  'PENDING',
  'RUNNING',
  'SUSPENDED',
  'COMPLETING',
  'STAGE_OUT',
  'CONFIGURING',
  // Of jobs that wait once more.
  'REQUEUED',
  'REQUEUE_HOLD',
  'SPECIAL_EXIT',
  'STOPPED',
]);

/**
 * Reads `--states`: names or two-letter codes in any case, or `all`.
 * @returns state names; empty for `all`
 * @throws SlurmError `FIELD_INVALID`
 */
export function parseStates(text: string): readonly string[] {
  const words = text.split(',');
  if (words.some((word) => word.trim().toUpperCase() === 'ALL')) return [];
  return words.map((word) => readJobState(word, '--states'));
}

/** A test for the jobs of a selection. Partitions of a job that waits for several match each. */
export function jobFilter(selection: Selection): (job: V1Job) => boolean {
  const { states, users, partitions, names, accounts, qos, reservations, jobs } = selection;
  const tests: ((job: V1Job) => boolean)[] = [];
  if (!states) tests.push((job) => QUEUED.has(stateName(job)));
  else if (states.length > 0) tests.push((job) => states.some((state) => hasState(job, state)));
  if (users)
    tests.push((job) => users.includes(String(job.user_name)) || users.includes(String(job.user_id)));
  if (partitions) tests.push((job) => anyOf(partitions, job.partition));
  if (names) tests.push((job) => names.includes(String(job.name)));
  if (accounts) tests.push((job) => accounts.includes(String(job.account)));
  if (qos) tests.push((job) => qos.includes(String(job.qos)));
  if (reservations) tests.push((job) => anyOf(reservations, job.resv_name));
  if (jobs) {
    const wanted = jobs.map(idFilter);
    tests.push((job) => wanted.some((matches) => matches(job)));
  }
  return (job) => tests.every((test) => test(job));
}

function anyOf(wanted: readonly string[], list: unknown): boolean {
  return String(list ?? '')
    .split(',')
    .some((name) => wanted.includes(name));
}

function hasState(job: V1Job, state: string): boolean {
  if (stateName(job) === state) return true;
  return Array.isArray(job.job_state_flags) && job.job_state_flags.includes(state);
}

/** Whether a job is what an id means: the job, its array or het job, one task, one component. */
function idFilter(text: string): (job: V1Job) => boolean {
  const id = parseJobId(text);
  switch (id.kind) {
    case 'job':
      return (job) => [job.job_id, job.array_job_id, job.het_job_id].includes(id.jobId);
    case 'component':
      return (job) => job.het_job_id === id.jobId && (job.het_job_offset ?? 0) === id.offset;
    case 'tasks': {
      const wanted = inRanges(id.tasks);
      return (job) => {
        if (job.array_job_id !== id.jobId) return false;
        const task = openNumber(job.array_task_id);
        if (task !== undefined) return wanted(task);
        return tasksOf(String(job.array_task_str ?? '')).some(wanted);
      };
    }
  }
}

function inRanges(expression: string): (task: number) => boolean {
  if (expression === '*') return () => true;
  const tasks = new Set(tasksOf(expression));
  return (task) => tasks.has(task);
}
