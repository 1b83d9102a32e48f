import { type Limits, NO_LIMITS } from './limits.ts';
import type { Usage } from './usage.ts';

/** Source: ASSOC_FLAG_… of slurmdb.h, in slurmrestd's words. */
export type AssociationFlag = 'DELETED' | 'NoUpdate' | 'Exact' | 'NoUsersAreCoords' | 'UsersAreCoords';

/**
 * An account, or a user in an account, on a cluster, with its limits (slurmdb_assoc_rec_t, `sacctmgr show assoc`).
 */
export interface Association extends Limits {
  readonly accounting_list: readonly Usage[];
  readonly acct: string;
  readonly cluster: string;
  readonly comment: string;
  /** Of a QOS; 0 or `undefined` for none. */
  readonly def_qos_id: number | undefined;
  readonly flags: readonly AssociationFlag[];
  readonly id: number;
  readonly is_def: boolean;
  readonly lineage: string;
  readonly max_jobs: number | undefined;
  readonly max_jobs_accrue: number | undefined;
  readonly max_submit_jobs: number | undefined;
  readonly max_tres_run_mins: string;
  readonly parent_acct: string;
  readonly parent_id: number;
  readonly partition: string;
  readonly priority: number | undefined;
  /** Ids of QOS, or their names if asked for so; one of a change may begin with `+` or `-`. */
  readonly qos_list: readonly string[];
  readonly shares_raw: number | undefined;
  readonly uid: number | undefined;
  /** `''` of an account. */
  readonly user: string;
}

export const BLANK_ASSOCIATION: Association = {
  ...NO_LIMITS,
  accounting_list: [],
  acct: '',
  cluster: '',
  comment: '',
  def_qos_id: undefined,
  flags: [],
  id: 0,
  is_def: false,
  lineage: '',
  max_jobs: undefined,
  max_jobs_accrue: undefined,
  max_submit_jobs: undefined,
  max_tres_run_mins: '',
  parent_acct: '',
  parent_id: 0,
  partition: '',
  priority: undefined,
  qos_list: [],
  shares_raw: undefined,
  uid: undefined,
  user: '',
};
