import { SlurmError } from '../slurm/error.ts';

/** Turns what oclif's parser throws into our error of a wrong command line; anything else stays as it is. */
export function usageError(error: unknown, command: string): unknown {
  if (!(error instanceof Error) || !('oclif' in error)) return error;
  const problem = error.message
    .replace(/\nSee more help with --help$/, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return new SlurmError('USAGE', { problem: problem.replace(/\.?$/, '.'), command }, { cause: error });
}
