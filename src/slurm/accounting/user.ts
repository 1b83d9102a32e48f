import type { Coordinator } from './account.ts';
import type { Association } from './association.ts';
import type { Wckey } from './wckey.ts';

/** Source: slurmdb_admin_level_t of slurmdb.h, in sacctmgr's words and order. */
export const ADMIN_LEVELS = ['Not Set', 'None', 'Operator', 'Administrator'] as const;

export type AdminLevel = (typeof ADMIN_LEVELS)[number];

/** A user of the cluster's accounting (slurmdb_user_rec_t, `sacctmgr show user`). */
export interface AccountingUser {
  readonly admin_level: AdminLevel;
  /** Only if asked for. */
  readonly assoc_list: readonly Association[];
  /** Accounts the user may manage; only if asked for. */
  readonly coord_accts: readonly Coordinator[];
  readonly def_qos_id: number;
  readonly default_acct: string;
  readonly default_wckey: string;
  readonly flags: readonly 'DELETED'[];
  readonly name: string;
  readonly old_name: string;
  readonly uid: number;
  /** Only if asked for. */
  readonly wckey_list: readonly Wckey[];
}
