import { mkdirSync, type Stats, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';

/** What is where in a state folder. */
export interface StateFolder {
  readonly path: string;
  /** The LMDB file. */
  readonly store: string;
  /** Locked by the process that schedules. */
  readonly leaderLock: string;
  /** FIFO that wakes the process that schedules. */
  readonly doorbell: string;
  /** What a leader that was started for a submission says. */
  readonly leaderLog: string;
  /** A folder for every start, and the runner's own. */
  readonly runs: string;
}

/**
 * Makes the folder where it does not exist, and makes sure that it is ours alone: jobs run with what is in it.
 * Others may pass through it (0711), for jobs of other users find `srun` in there, but not list it.
 * @throws SlurmError `STATE_FOREIGN`, `STATE_EXPOSED`, `STATE_UNUSABLE`, `STATE_DISK_FULL`
 */
export function openStateFolder(path: string): StateFolder {
  const stats = madeFolder(path);
  if (!stats.isDirectory()) throw new SlurmError('STATE_UNUSABLE', { path, problem: 'it is not a folder' });
  const uid = process.geteuid!();
  if (stats.uid !== uid) {
    throw new SlurmError('STATE_FOREIGN', {
      path,
      owner: `user ${stats.uid}`,
      user: `${userName()} (${uid})`,
    });
  }
  if (stats.mode & 0o022) throw new SlurmError('STATE_EXPOSED', { path });
  return {
    path,
    store: join(path, 'store.lmdb'),
    leaderLock: join(path, 'leader.lock'),
    doorbell: join(path, 'doorbell'),
    leaderLog: join(path, 'leader.log'),
    runs: join(path, 'run'),
  };
}

function madeFolder(path: string): Stats {
  try {
    mkdirSync(path, { recursive: true, mode: 0o711 });
    return statSync(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new SlurmError('STATE_DISK_FULL', { path }, { cause });
    throw new SlurmError('STATE_UNUSABLE', { path, problem: message }, { cause });
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'you';
  }
}
