import type { Caller } from './caller.ts';

/**
 * What is to become of nodes (scontrol(1), "update node"). Member names are those of Slurm's update_node_msg; absent
 * ones stay as they are.
 */
export interface NodeChanges {
  /** Host list. */
  readonly node_names: string;
  readonly comment?: string;
  readonly cpu_bind?: number;
  readonly extra?: string;
  /** Joined by commas. */
  readonly features?: string;
  readonly features_act?: string;
  readonly gres?: string;
  /** Host lists, an entry for each of the nodes. */
  readonly node_addr?: string;
  readonly node_hostname?: string;
  /** A base state or flags, e.g. `['DRAIN']`, `['RESUME']`. */
  readonly state?: readonly string[];
  readonly reason?: string;
  /** Who gives the reason; absent = who asks. Slurm before 23.02. */
  readonly reason_uid?: number;
  /** Seconds. */
  readonly resume_after?: number;
  readonly topology_str?: string;
  readonly weight?: number;
}

/**
 * What a reservation is to be (scontrol(1), "create reservation"). Member names are those of Slurm's resv_desc_msg;
 * in an update absent ones stay as they are.
 */
export interface ReservationDescription {
  readonly name: string;
  /** Joined by commas, as groups, licenses and users. */
  readonly accounts?: string;
  readonly burst_buffer?: string;
  readonly comment?: string;
  readonly core_cnt?: number;
  /** Minutes. */
  readonly duration?: number;
  /** UNIX seconds. */
  readonly end_time?: number;
  readonly features?: string;
  /** e.g. `['MAINT', 'IGNORE_JOBS']`; `NO_` takes one away. */
  readonly flags?: readonly string[];
  readonly groups?: string;
  readonly licenses?: string;
  /** Seconds. */
  readonly max_start_delay?: number;
  readonly node_cnt?: number;
  /** Host list, or `ALL`. */
  readonly node_list?: string;
  readonly partition?: string;
  /** Seconds. */
  readonly purge_comp_time?: number;
  /** UNIX seconds. */
  readonly start_time?: number;
  /** e.g. `node=2,gres/gpu=8`. */
  readonly tres_str?: string;
  readonly users?: string;
}

/**
 * What is to become of a partition (scontrol(1), "create partition"). Member names are those of Slurm's
 * update_part_msg; absent ones stay as they are.
 */
export interface PartitionChanges {
  readonly name: string;
  readonly allow_accounts?: string;
  readonly allow_alloc_nodes?: string;
  readonly allow_groups?: string;
  readonly allow_qos?: string;
  readonly alternate?: string;
  readonly billing_weights_str?: string;
  readonly cpu_bind?: number;
  /** MiB; 0 is no limit. */
  readonly def_mem?: { readonly mib: number; readonly per: 'cpu' | 'node' };
  /** Minutes. */
  readonly default_time?: number;
  readonly deny_accounts?: string;
  readonly deny_qos?: string;
  /** e.g. `['HIDDEN']`; `_CLEAR` takes one away. */
  readonly flags?: readonly string[];
  readonly job_defaults_str?: string;
  /** Seconds. */
  readonly grace_time?: number;
  readonly max_cpus_per_node?: number;
  readonly max_cpus_per_socket?: number;
  readonly max_mem?: { readonly mib: number; readonly per: 'cpu' | 'node' };
  readonly max_nodes?: number;
  /** Slurm's word: the number of jobs, with bit 15 set where sharing is forced; 0 is exclusive. */
  readonly max_share?: number;
  /** Minutes. */
  readonly max_time?: number;
  readonly min_nodes?: number;
  /** Host list. */
  readonly nodes?: string;
  /** Minutes. */
  readonly over_time_limit?: number;
  /** Bits of PREEMPT_MODE_…. */
  readonly preempt_mode?: number;
  readonly priority_job_factor?: number;
  readonly priority_tier?: number;
  readonly qos_char?: string;
  readonly state_up?: 'UP' | 'DOWN' | 'DRAIN' | 'INACTIVE';
  readonly topology_name?: string;
}

/**
 * What administrators do to a cluster. Whether the caller may is the cluster's to say; every method throws
 * {@link SlurmError} only, `ACCESS_DENIED` or 2002 among them.
 */
export interface Administration {
  updateNodes(caller: Caller, changes: NodeChanges): Promise<void>;
  /** @param line as slurm.conf has it, `NodeName=…` */
  createNodes(caller: Caller, line: string): Promise<void>;
  /** @param names host list */
  deleteNodes(caller: Caller, names: string): Promise<void>;

  /** @returns the name it has got */
  createReservation(caller: Caller, reservation: ReservationDescription): Promise<string>;
  updateReservation(caller: Caller, changes: ReservationDescription): Promise<void>;
  deleteReservation(caller: Caller, name: string): Promise<void>;

  createPartition(caller: Caller, partition: PartitionChanges): Promise<void>;
  updatePartition(caller: Caller, changes: PartitionChanges): Promise<void>;
  deletePartition(caller: Caller, name: string): Promise<void>;

  /** Has the controllers and nodes read their configuration anew. */
  reconfigure(caller: Caller): Promise<void>;
}
