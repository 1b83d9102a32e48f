import { readFileSync } from 'node:fs';
import type { Account, Accounts } from '../slurm/accounts.ts';
import { SlurmError } from '../slurm/error.ts';

/** Names or numbers of the user and group to become. */
export interface Identity {
  readonly user: string | undefined;
  readonly group: string | undefined;
}

/**
 * Becomes another user for good, as slurmrestd's `-u` and `-g` do: supplementary groups are dropped.
 * @throws SlurmError `IDENTITY_REFUSED`
 */
export async function become({ user, group }: Identity, accounts: Accounts): Promise<void> {
  if (user === undefined && group === undefined) return;
  const account = user === undefined ? undefined : await accountOf(user, accounts);
  const gid = group === undefined ? account?.gid : gidOf(group);
  if (account?.uid === process.geteuid?.() && (gid === undefined || gid === process.getegid?.())) return;
  if (process.geteuid?.() !== 0) throw refused(user ?? group ?? '', 'only root can become somebody else');
  if (gid !== undefined) {
    process.setgroups?.([gid]);
    process.setgid?.(gid);
  }
  if (!account) return;
  process.setuid?.(account.uid);
  Object.assign(process.env, { USER: account.name, LOGNAME: account.name, HOME: account.home });
}

async function accountOf(user: string, accounts: Accounts): Promise<Account> {
  const found =
    (await accounts.byName(user)) ?? (/^\d+$/.test(user) ? await accounts.byUid(Number(user)) : undefined);
  if (!found) throw refused(user, 'this machine knows no such user');
  return found;
}

function gidOf(group: string): number {
  if (/^\d+$/.test(group)) return Number(group);
  const entry = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${group}:`));
  if (!entry) throw refused(group, 'this machine knows no such group');
  return Number(entry.split(':')[2]);
}

function refused(who: string, problem: string): SlurmError {
  return new SlurmError('IDENTITY_REFUSED', { who, problem });
}
