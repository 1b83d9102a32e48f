import type { Association } from './association.ts';

/** Who may manage an account (slurmdb_coord_rec_t). */
export interface Coordinator {
  /** A user as member of an account, an account as member of a user. */
  readonly name: string;
  /** Whether it was said of this very account, not of one above it: Slurm's number. */
  readonly direct: number;
}

/** Source: SLURMDB_ACCT_FLAG_… of slurmdb.h, in slurmrestd's words. */
export type AccountFlag =
  | 'DELETED'
  | 'WithAssociations'
  | 'WithCoordinators'
  | 'NoUsersAreCoords'
  | 'UsersAreCoords';

/** An account (slurmdb_account_rec_t, `sacctmgr show account`). */
export interface Account {
  /** Only if asked for. */
  readonly assoc_list: readonly Association[];
  /** Only if asked for. */
  readonly coordinators: readonly Coordinator[];
  readonly description: string;
  readonly flags: readonly AccountFlag[];
  readonly name: string;
  readonly organization: string;
}
