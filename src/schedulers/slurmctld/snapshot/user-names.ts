import type { Accounts } from '../../../slurm/accounts.ts';

/** More users than any cluster has; beyond it a controller is making them up. */
const MAX_USERS = 1_000_000;

/**
 * Login names for decoders, which cannot wait: a name that is not known yet is noted, {@link UserNames.settle}
 * looks it up, and the decoder runs again.
 */
export class UserNames {
  private readonly names = new Map<number, string>();
  private readonly missing = new Set<number>();
  private readonly accounts: Accounts;

  constructor(accounts: Accounts) {
    this.accounts = accounts;
  }

  /** The decimal uid for a user this machine does not know, and for now for one not looked up yet. */
  readonly of = (uid: number): string => {
    const name = this.names.get(uid);
    if (name === undefined) this.missing.add(uid);
    return name ?? String(uid);
  };

  /** Runs `decode` until every name it asked for is known. */
  async settle<Result>(decode: () => Result): Promise<Result> {
    for (;;) {
      this.missing.clear();
      const result = decode();
      if (this.missing.size === 0 || this.names.size > MAX_USERS) return result;
      const wanted = [...this.missing];
      const accounts = await Promise.all(wanted.map((uid) => this.accounts.byUid(uid)));
      for (const [index, uid] of wanted.entries()) this.names.set(uid, accounts[index]?.name ?? String(uid));
    }
  }
}
