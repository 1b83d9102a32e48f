import type { Accounts } from '../../../slurm/accounts.ts';
import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobDescription } from '../../../slurm/job-description.ts';

export interface JobOwner {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
}

/**
 * Who a job runs as: the caller, or whom the description names if the caller may speak for others (root).
 * @throws SlurmError `ACCESS_DENIED`, and `RUN_AS_DENIED` where this process may not become that user
 */
export async function jobOwner(
  caller: Caller,
  { user_id: uid = caller.uid, group_id }: JobDescription,
  accounts: Accounts,
): Promise<JobOwner> {
  if (uid !== caller.uid && caller.uid !== 0) {
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: `submit jobs of user ${uid}` });
  }
  const account = await accounts.byUid(uid);
  const name = account?.name ?? (uid === caller.uid ? caller.name : String(uid));
  const self = process.geteuid!();
  if (self !== 0 && uid !== self) {
    throw new SlurmError('RUN_AS_DENIED', { daemon: `user ${self}`, user: `${name} (${uid})` });
  }
  const gid = group_id ?? (uid === caller.uid ? caller.gid : (account?.gid ?? uid));
  if (caller.uid !== 0 && gid !== caller.gid) {
    const groups = account ? await accounts.groups(account) : [];
    if (!groups.includes(gid)) {
      throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: `run jobs as group ${gid}` });
    }
  }
  return { uid, gid, name, home: account?.home ?? '/' };
}
