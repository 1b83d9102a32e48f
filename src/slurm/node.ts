/** Base states of a node. Source: sinfo(1) "NODE STATE CODES". */
export type NodeState = 'UNKNOWN' | 'DOWN' | 'IDLE' | 'ALLOCATED' | 'ERROR' | 'MIXED' | 'FUTURE';

/**
 * One node as Slurm's node record describes it (`scontrol show node`, RESPONSE_NODE_INFO).
 * Conventions as for {@link Job}: NO_VAL is `undefined`, unset strings are `''`, times UNIX seconds, sizes MiB.
 */
export interface Node {
  readonly name: string;
  readonly node_hostname: string;
  readonly node_addr: string;
  readonly port: number;
  readonly node_state: NodeState;
  /** e.g. `DRAIN`, `COMPLETING`. */
  readonly node_state_flags: readonly string[];
  readonly next_state: NodeState;
  readonly version: string;
  readonly cpus: number;
  readonly cpus_efctv: number;
  readonly boards: number;
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
  readonly real_memory: number;
  readonly free_mem: number | undefined;
  readonly tmp_disk: number;
  readonly alloc_cpus: number;
  readonly alloc_memory: number;
  /** One-minute load average × 100. */
  readonly cpu_load: number | undefined;
  readonly weight: number;
  readonly owner: number | undefined;
  readonly core_spec_cnt: number;
  readonly cpu_spec_list: string;
  readonly mem_spec_limit: number;
  readonly cpu_bind: number;
  readonly mcs_label: string;
  readonly arch: string;
  readonly os: string;
  readonly features: string;
  readonly features_act: string;
  readonly gres: string;
  readonly gres_drain: string;
  readonly gres_used: string;
  readonly tres_fmt_str: string;
  readonly alloc_tres_fmt_str: string;
  readonly comment: string;
  readonly extra: string;
  readonly reason: string;
  readonly reason_time: number;
  readonly reason_uid: number | undefined;
  readonly boot_time: number;
  readonly slurmd_start_time: number;
  readonly last_busy: number;
  readonly resv_name: string;
  /** Partitions the node is in, in the order of the configuration. */
  readonly partitions: readonly string[];

  // What only Slurm's own controllers tell.
  readonly bcast_address?: string;
  readonly cert_flags?: number;
  readonly cert_last_renewal?: number;
  readonly energy_ave_watts?: number;
  /** Joules. */
  readonly energy_base?: number;
  /** Joules. */
  readonly energy_consumed?: number;
  readonly energy_poll_time?: number;
  /** Joules. */
  readonly energy_previous?: number;
  readonly energy_watts?: number | undefined;
  readonly gpu_spec?: string;
  readonly instance_id?: string;
  readonly instance_type?: string;
  readonly res_cores_per_gpu?: number;
  readonly resume_after?: number;
  /** Idle seconds before it is suspended. */
  readonly suspend_time?: number | undefined;
  readonly topology_str?: string;
}
