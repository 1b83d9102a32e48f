import type { Account, Accounts } from '../slurm/accounts.ts';
import type { Caller } from '../slurm/caller.ts';
import { SlurmError } from '../slurm/error.ts';
import { openOtherUsersFile } from './other-users-file.ts';
import { openOwnFile } from './own-file.ts';
import type { ReadableFile } from './readable-file.ts';

/**
 * Opens a file with the rights of the caller and of nobody else: the kernel decides, for a process that is the
 * caller's. Whoever runs the daemon reads in it; for others root's daemon starts a process that becomes them.
 * @param path absolute
 * @throws SlurmError `OUTPUT_MISSING`, `OUTPUT_DENIED`, `OUTPUT_UNREADABLE`, `READ_AS_DENIED`, `USER_UNKNOWN`
 */
export async function openFileAs(caller: Caller, path: string, accounts: Accounts): Promise<ReadableFile> {
  const daemon = process.geteuid!();
  try {
    if (caller.uid === daemon) return await openOwnFile(path);
    const account = await accounts.byUid(caller.uid);
    if (daemon !== 0) throw await cannotBecome(caller, daemon, accounts);
    if (!account) throw new SlurmError('USER_UNKNOWN', { user: caller.uid });
    return await openOtherUsersFile(path, await identityOf(account, accounts));
  } catch (error) {
    throw error instanceof SlurmError ? error : problemOf(error as NodeJS.ErrnoException, caller, path);
  }
}

async function identityOf(account: Account, accounts: Accounts) {
  return { uid: account.uid, gid: account.gid, groups: await accounts.groups(account) };
}

async function cannotBecome(caller: Caller, daemon: number, accounts: Accounts): Promise<SlurmError> {
  const { name = String(daemon) } = (await accounts.byUid(daemon)) ?? {};
  return new SlurmError('READ_AS_DENIED', { daemon: name, user: caller.name });
}

function problemOf(error: NodeJS.ErrnoException, { name }: Caller, path: string): SlurmError {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new SlurmError('OUTPUT_MISSING', { path }, { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new SlurmError('OUTPUT_DENIED', { path, user: name }, { cause: error });
    default:
      return new SlurmError('OUTPUT_UNREADABLE', { path, problem: error.message }, { cause: error });
  }
}
