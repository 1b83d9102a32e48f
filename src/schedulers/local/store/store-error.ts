import { SlurmError } from '../../../slurm/error.ts';

/** errno(3) numbers, which LMDB reports as such. */
const ENOSPC = 28;
const EDQUOT = 122;
/** lmdb.h: MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_PANIC, MDB_VERSION_MISMATCH, MDB_INVALID. */
const DAMAGE = [-30797, -30796, -30795, -30794, -30793];

/** What an error of LMDB or of the file system means to the user. */
export function storeError(cause: unknown, path: string): SlurmError {
  if (cause instanceof SlurmError) return cause;
  const { code, message = String(cause) } = cause as { code?: number | string; message?: string };
  if (code === ENOSPC || code === EDQUOT || code === 'ENOSPC' || code === 'EDQUOT') {
    return new SlurmError('STATE_DISK_FULL', { path }, { cause });
  }
  if (DAMAGE.includes(Number(code)))
    return new SlurmError('STATE_CORRUPT', { path, problem: message }, { cause });
  return new SlurmError('STATE_UNUSABLE', { path, problem: message }, { cause });
}
