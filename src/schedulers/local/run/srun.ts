import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';
import { SRUN_PROGRAM } from './srun/program.ts';
import { problemOf } from './start-record.ts';
import { GETRUSAGE, PRCTL } from './system-calls.ts';

/** The folder that jobs need first on their PATH to find `srun`, given the folder of the runner. */
export function commandFolder(runnerDirectory: string): string {
  return join(runnerDirectory, 'bin');
}

/**
 * Writes `srun` where jobs find it, unless it is there already.
 *
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function installSrun(runnerDirectory: string, perl: string): void {
  const folder = commandFolder(runnerDirectory);
  const path = join(folder, 'srun');
  const text = `#!${perl}${SRUN_PROGRAM.replaceAll('PRCTL', String(PRCTL)).replaceAll('GETRUSAGE', String(GETRUSAGE))}`;
  try {
    if (contentOf(path) === text) return;
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    // Jobs may be running the old one.
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, text, { mode: 0o755 });
    renameSync(fresh, path);
  } catch (error) {
    throw new SlurmError(
      'JOB_DIRECTORY_UNUSABLE',
      { path: folder, problem: problemOf(error) },
      { cause: error },
    );
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
