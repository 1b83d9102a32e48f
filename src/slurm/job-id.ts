import { SlurmError } from './error.ts';

/**
 * Which jobs an operation means, in the forms scancel(1) and scontrol(1) take:
 * `1202` (the job, the whole array, the whole het job), `1202_5`, `1202_[3-5,9]` and `1202_*`
 * (array tasks), `118+1` (a het component).
 */
export type JobSelector =
  | { readonly kind: 'job'; readonly jobId: number }
  /** `tasks` in the form of {@link parseArrayTasks}; `*` = all that are pending. */
  | { readonly kind: 'tasks'; readonly jobId: number; readonly tasks: string }
  | { readonly kind: 'component'; readonly jobId: number; readonly offset: number };

/** Slurm's highest job id: MAX_JOB_ID of slurm.conf(5), 2^26 - 1. */
export const MAX_JOB_ID = 0x03ffffff;

const FORM = /^(\d+)(?:_(?:(\d+)|\[([\d,:-]+)\]|(\*))|\+(\d+))?$/;

/**
 * Reads a job id as users write it.
 * @throws SlurmError `JOB_ID_MALFORMED`
 */
export function parseJobId(text: string): JobSelector {
  const match = FORM.exec(text);
  const jobId = Number(match?.[1]);
  if (!match || jobId < 1 || jobId > MAX_JOB_ID) throw new SlurmError('JOB_ID_MALFORMED', { text });
  const tasks = match[2] ?? match[3] ?? match[4];
  if (tasks !== undefined) return { kind: 'tasks', jobId, tasks };
  if (match[5] !== undefined) return { kind: 'component', jobId, offset: Number(match[5]) };
  return { kind: 'job', jobId };
}

/** The text form that {@link parseJobId} reads back, as Slurm's messages carry it. */
export function formatJobId(selector: JobSelector): string {
  switch (selector.kind) {
    case 'job':
      return String(selector.jobId);
    case 'tasks':
      return /^(\d+|\*)$/.test(selector.tasks)
        ? `${selector.jobId}_${selector.tasks}`
        : `${selector.jobId}_[${selector.tasks}]`;
    case 'component':
      return `${selector.jobId}+${selector.offset}`;
  }
}
