import type { Account, Accounts } from '../../slurm/accounts.ts';
import { SlurmError } from '../../slurm/error.ts';

/**
 * The account of a login name.
 * @throws SlurmError `USER_UNKNOWN`
 */
export async function accountOfName(accounts: Accounts, name: string): Promise<Account> {
  const account = await accounts.byName(name);
  if (!account) throw new SlurmError('USER_UNKNOWN', { user: name });
  return account;
}

/**
 * The account of a uid written as decimal digits.
 * @throws SlurmError `USER_UNKNOWN`
 */
export async function accountOfId(accounts: Accounts, text: string): Promise<Account> {
  // 4294967295 is (uid_t)-1, which system calls take for "leave it as it is".
  const uid = /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : Number.NaN;
  const account = uid < 0xffffffff ? await accounts.byUid(uid) : undefined;
  if (!account) throw new SlurmError('USER_UNKNOWN', { user: text });
  return account;
}
