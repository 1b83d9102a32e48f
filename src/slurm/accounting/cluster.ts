import type { Association } from './association.ts';
import type { ClusterUsage } from './usage.ts';

/** Source: CLUSTER_FLAG_… of slurmdb.h, in slurmrestd's words. */
export type ClusterFlag = 'DELETED' | 'REGISTERING' | 'MULTIPLE_SLURMD' | 'FEDERATION' | 'EXTERNAL';

/** A cluster the accounting storage knows (slurmdb_cluster_rec_t, `sacctmgr show cluster`). */
export interface AccountingCluster {
  /** Only if asked for. */
  readonly accounting_list: readonly ClusterUsage[];
  readonly control_host: string;
  readonly control_port: number;
  readonly flags: readonly ClusterFlag[];
  readonly id: number;
  readonly name: string;
  /** Host list. */
  readonly nodes: string;
  readonly root_assoc: Association | undefined;
  /** Number of the protocol its controller speaks, e.g. 10752 of Slurm 24.11. */
  readonly rpc_version: number;
  readonly tres_str: string;
}
