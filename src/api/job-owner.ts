import { resolve } from 'node:path';
import type { Connection } from '../engine/connection.ts';
import type { Caller } from '../slurm/caller.ts';
import { SlurmError } from '../slurm/error.ts';
import type { JobDescription } from '../slurm/job-description.ts';
import { invalid } from '../slurm/options/readers.ts';

/**
 * Gives a description its owner and working directory. Anyone may submit as who they are and for any
 * of their groups; root as anyone.
 * A caller in this process or on its pipe works where this process does; a daemon knows no such place.
 * @param prefix what stands before a member's name in messages, e.g. `job.`
 * @throws SlurmError `ACCESS_DENIED`, `FIELD_INVALID`
 */
export async function ownedBy(
  caller: Caller,
  connection: Connection,
  description: JobDescription,
  prefix: string,
): Promise<JobDescription> {
  return {
    ...description,
    ...(await ownerOf(caller, description, prefix)),
    work_dir: workDirOf(connection, description, prefix),
  };
}

async function ownerOf(
  caller: Caller,
  { user_id = caller.uid, group_id }: JobDescription,
  prefix: string,
): Promise<{ user_id: number; group_id: number }> {
  const own = user_id === caller.uid;
  const privileged = caller.uid === 0;
  if (!own && !privileged) throw denied(caller, `submit jobs of user ${user_id}`);
  if (group_id === caller.gid || (group_id !== undefined && privileged)) return { user_id, group_id };
  if (group_id === undefined && own) return { user_id, group_id: caller.gid };
  const { accounts } = await import('../slurm/accounts.ts');
  const account = await accounts.byUid(user_id);
  if (group_id === undefined) {
    if (account) return { user_id, group_id: account.gid };
    throw invalid(`${prefix}group_id`, `is missing; this machine does not know user ${user_id}`);
  }
  if (!account || !(await accounts.groups(account)).includes(group_id))
    throw denied(caller, `submit jobs of group ${group_id}`);
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
