import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';

/**
 * Path of the perl that starts jobs and runs `srun`: the system's own before any other on the PATH.
 *
 * @throws SlurmError PERL_MISSING
 */
export function findPerl(): string {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(':').filter(Boolean)];
  const perl = folders.map((folder) => join(folder, 'perl')).find(isExecutable);
  if (!perl) throw new SlurmError('PERL_MISSING', {});
  return perl;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
