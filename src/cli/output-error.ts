import { SlurmError } from '../slurm/error.ts';

/** Nobody reads any more, e.g. of `slurmrest openapi | head`. */
export function isUnread(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}

/** What kept a standard stream from being written, as an error for the user. */
export function unwritable(cause: unknown): SlurmError {
  const problem = (cause as Error).message.replace(/, \w+$/, '');
  return new SlurmError('OUTPUT_UNWRITABLE', { problem }, { cause });
}
