import type { Usage } from './usage.ts';

/** A workload characterisation key of a user on a cluster (slurmdb_wckey_rec_t, `sacctmgr show wckey`). */
export interface Wckey {
  readonly accounting_list: readonly Usage[];
  readonly cluster: string;
  readonly flags: readonly 'DELETED'[];
  readonly id: number;
  readonly is_def: boolean;
  readonly name: string;
  readonly uid: number;
  readonly user: string;
}
