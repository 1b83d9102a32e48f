import type { Account, Accounts } from '../../slurm/accounts.ts';

/** Milliseconds an answer is good for. */
const BRIEFLY = 1000;
/** More names than that in one moment are not worth remembering. */
const MANY = 1000;

/** The same accounts, asked at most once a second for each user however many requests come. */
export function briefAccounts(accounts: Accounts, now: () => number = () => performance.now()): Accounts {
  const known = new Map<string | number, Promise<Account | undefined>>();
  let until = 0;
  const remembered = (key: string | number, ask: () => Promise<Account | undefined>) => {
    if (now() >= until || known.size > MANY) {
      known.clear();
      until = now() + BRIEFLY;
    }
    let answer = known.get(key);
    if (!answer) {
      answer = ask();
      known.set(key, answer);
    }
    return answer;
  };
  return {
    byName: (name) => remembered(name, () => accounts.byName(name)),
    byUid: (uid) => remembered(uid, () => accounts.byUid(uid)),
    groups: (account) => accounts.groups(account),
  };
}
