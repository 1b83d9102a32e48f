import { readFileSync, statSync } from 'node:fs';
import { SlurmError } from '../../slurm/error.ts';

/**
 * The key of an authenticating proxy, from the command line or a file; undefined when there is none.
 * @throws SlurmError `KEY_FILE_UNUSABLE`
 */
export function proxyKey(flags: {
  readonly key?: string | undefined;
  readonly 'key-file'?: string | undefined;
}): string | undefined {
  const file = flags['key-file'];
  if (file === undefined) return flags.key || undefined;
  return readKey(file);
}

/**
 * A secret that is kept in a file.
 * @throws SlurmError `KEY_FILE_UNUSABLE` where the file is empty, or others may read it
 */
export function readKey(file: string): string {
  const key = readPrivate(file);
  if (key === '') throw new SlurmError('KEY_FILE_UNUSABLE', { file, problem: 'it is empty' });
  return key;
}

function readPrivate(file: string): string {
  try {
    if (statSync(file).mode & 0o007)
      throw new SlurmError('KEY_FILE_UNUSABLE', {
        file,
        problem: 'everybody may read or write it; chmod 600 it',
      });
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if (cause instanceof SlurmError) throw cause;
    throw new SlurmError(
      'KEY_FILE_UNUSABLE',
      { file, problem: `${(cause as NodeJS.ErrnoException).code}` },
      { cause },
    );
  }
}

/** Takes secrets out of what other users, or the programs this process starts, can see of it. */
export function hideSecrets(title: string): void {
  process.title = title; // Replaces the command line in ps(1) and /proc.
  delete process.env['SLURMREST_API_KEY'];
}
