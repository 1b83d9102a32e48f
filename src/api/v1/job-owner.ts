import { resolve } from 'node:path';
import type { Connection } from '../../engine/connection.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { JobDescription } from '../../slurm/job-description.ts';
import { invalid } from '../../slurm/options/readers.ts';

/**
 * Gives a description its owner and working directory. Anyone may submit as who they are; root as anyone.
 * A caller in this process or on its pipe works where this process does; a daemon knows no such place.
 * @param prefix what stands before a member's name in messages, e.g. `job.`
 * @throws SlurmError `ACCESS_DENIED`, `FIELD_INVALID`
 */
export function ownedBy(
  caller: Caller,
  connection: Connection,
  description: JobDescription,
  prefix: string,
): JobDescription {
  return {
    ...description,
    ...ownerOf(caller, description, prefix),
    work_dir: workDirOf(connection, description, prefix),
  };
}

function ownerOf(
  caller: Caller,
  { user_id = caller.uid, group_id }: JobDescription,
  prefix: string,
): { user_id: number; group_id: number } {
  const privileged = caller.uid === 0;
  if (user_id !== caller.uid && !privileged) throw denied(caller, `submit jobs of user ${user_id}`);
  if (group_id === undefined) {
    // Root's own group is not one to lend to others.
    if (user_id !== caller.uid)
      throw invalid(`${prefix}group_id`, `is missing; user_id ${user_id} does not tell it`);
    return { user_id, group_id: caller.gid };
  }
  if (group_id !== caller.gid && !privileged) throw denied(caller, `submit jobs of group ${group_id}`);
  return { user_id, group_id };
}

function workDirOf(connection: Connection, { work_dir }: JobDescription, prefix: string): string {
  if (work_dir?.startsWith('/')) return work_dir;
  if (connection.transport === 'direct' || connection.transport === 'pipe') return resolve(work_dir ?? '.');
  const problem =
    work_dir === undefined
      ? 'is missing; the daemon does not know where you work'
      : `must be an absolute path, not "${work_dir}"`;
  throw invalid(`${prefix}current_working_directory`, problem);
}

function denied(caller: Caller, what: string): SlurmError {
  return new SlurmError('ACCESS_DENIED', { who: caller.name, what });
}
