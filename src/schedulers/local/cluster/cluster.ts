import type { SlurmConf } from '../../../slurm/slurm-conf.ts';
import type { Gres } from './gres.ts';

/** A machine jobs are placed on, as configured. */
export interface ClusterNode {
  readonly name: string;
  readonly cpus: number;
  readonly boards: number;
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly threadsPerCore: number;
  /** MiB. */
  readonly memory: number;
  /** MiB. */
  readonly tmpDisk: number;
  readonly weight: number;
  readonly features: readonly string[];
  readonly gres: readonly Gres[];
  readonly state: 'UP' | 'DOWN' | 'DRAIN';
  readonly reason: string;
}

export interface ClusterPartition {
  readonly name: string;
  /** Indexes into {@link Cluster.nodes}, in the order nodes are filled: by weight, then as configured. */
  readonly nodes: readonly number[];
  /** As written, or folded from the names. */
  readonly nodeList: string;
  readonly isDefault: boolean;
  readonly hidden: boolean;
  readonly rootOnly: boolean;
  readonly state: 'UP' | 'DOWN' | 'DRAIN' | 'INACTIVE';
  /** Minutes. */
  readonly maxTime: number;
  /** Minutes; undefined = {@link maxTime}. */
  readonly defaultTime: number | undefined;
  /** Minutes a job may run over its limit. */
  readonly overTimeLimit: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly maxCpusPerNode: number;
  readonly priorityTier: number;
  readonly priorityJobFactor: number;
  /** Jobs get whole nodes (OverSubscribe=EXCLUSIVE). */
  readonly exclusive: boolean;
  /** MiB. */
  readonly defMemory: { readonly mib: number; readonly per: 'node' | 'cpu' } | undefined;
  /** MiB. */
  readonly maxMemory: { readonly mib: number; readonly per: 'node' | 'cpu' } | undefined;
}

/** What there is to schedule on and by which rules; fixed while the process runs. */
export interface Cluster {
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly nodeIndex: ReadonlyMap<string, number>;
  readonly partitions: readonly ClusterPartition[];
  readonly partitionByName: ReadonlyMap<string, ClusterPartition>;
  readonly licenses: ReadonlyMap<string, number>;
  readonly maxArraySize: number;
  readonly maxJobCount: number;
  readonly firstJobId: number;
  readonly maxJobId: number;
  /** Seconds from SIGTERM to SIGKILL. */
  readonly killWait: number;
  /** Seconds an ended job stays visible. */
  readonly minJobAge: number;
  /** Seconds what is over stays in the history (PurgeJobAfter of slurmdbd.conf). */
  readonly purgeJobAfter: number;
  /** Jobs may be requeued unless they say otherwise (JobRequeue). */
  readonly requeue: boolean;
  /** Cancel jobs whose dependency can never be met (DependencyParameters=kill_invalid_depend). */
  readonly killInvalidDepend: boolean;
}

/** Where the nodes and rules come from: slurm.conf, or this machine as it is. */
export type ClusterSource = SlurmConf | undefined;
