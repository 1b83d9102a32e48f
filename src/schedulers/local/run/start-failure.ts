import { SlurmError } from '../../../slurm/error.ts';
import type { Launch } from './runner.ts';

/** The error for what the launcher program reports as `failed STAGE PROBLEM`. */
export function startFailure(launch: Launch, detail: string): SlurmError {
  const [stage = '', ...words] = detail.split(' ');
  const problem = words.join(' ');
  switch (stage) {
    case 'stdin':
    case 'stdout':
    case 'stderr':
      return new SlurmError('JOB_OUTPUT_UNUSABLE', { stream: stage, path: launch[stage], problem });
    case 'identity':
      return new SlurmError('JOB_USER_REFUSED', { uid: launch.uid, problem });
    case 'directory':
      return new SlurmError('JOB_DIRECTORY_UNUSABLE', { path: launch.directory, problem });
    default:
      return new SlurmError('JOB_FORK_FAILED', { problem });
  }
}
