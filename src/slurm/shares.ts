/** A value for each kind of trackable resource. */
export interface TresValue {
  /** e.g. `cpu`, `gres/gpu`. */
  readonly name: string;
  readonly value: number | undefined;
}

/** Fair share of an association (sshare(1)). Member names are those of Slurm's assoc_shares_object. */
export interface AssociationShares {
  readonly assoc_id: number;
  readonly cluster: string;
  /** User, or account. */
  readonly name: string;
  readonly parent: string;
  readonly partition: string;
  readonly shares_norm: number | undefined;
  readonly shares_raw: number | undefined;
  readonly tres_run_secs: readonly TresValue[];
  readonly tres_grp_mins: readonly TresValue[];
  readonly usage_efctv: number | undefined;
  readonly usage_norm: number | undefined;
  readonly usage_raw: number;
  readonly usage_tres_raw: readonly TresValue[];
  readonly fs_factor: number | undefined;
  readonly level_fs: number | undefined;
  readonly user: boolean;
}

/** What sshare(1) shows. */
export interface Shares {
  readonly associations: readonly AssociationShares[];
  readonly tot_shares: number;
}
