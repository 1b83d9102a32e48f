import { SlurmError } from '../../../slurm/error.ts';

/** The disk, the user's part of it, or the largest file a process may make is full. */
const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/** The same as errno(3) numbers, which LMDB reports. */
const FULL_NUMBERS: readonly unknown[] = [28, 122, 27];
/** lmdb.h: MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_PANIC, MDB_VERSION_MISMATCH, MDB_INVALID. */
const DAMAGE = [-30797, -30796, -30795, -30794, -30793];

/** What an error of LMDB or of the file system means to the user. */
export function storeError(cause: unknown, path: string): SlurmError {
  if (cause instanceof SlurmError) return cause;
  const { code, message = String(cause) } = cause as { code?: number | string; message?: string };
  if (FULL.includes(code) || FULL_NUMBERS.includes(code)) {
    return new SlurmError('STATE_DISK_FULL', { path }, { cause });
  }
  if (DAMAGE.includes(Number(code)))
    return new SlurmError('STATE_CORRUPT', { path, problem: message }, { cause });
  return new SlurmError('STATE_UNUSABLE', { path, problem: message }, { cause });
}
