/**
 * One partition as Slurm's record describes it (`scontrol show partition`, RESPONSE_PARTITION_INFO).
 * Conventions as for {@link Job}: NO_VAL is `undefined`, INFINITE is `Infinity`, unset strings are `''`.
 */
export interface Partition {
  readonly name: string;
  readonly state_up: 'UP' | 'DOWN' | 'DRAIN' | 'INACTIVE';
  /** Set partition flags, e.g. `DEFAULT`, `HIDDEN`. */
  readonly flags: readonly string[];
  /** Host list. */
  readonly nodes: string;
  readonly nodesets: string;
  readonly total_nodes: number;
  readonly total_cpus: number;
  readonly min_nodes: number | undefined;
  readonly max_nodes: number | undefined;
  /** Minutes. */
  readonly default_time: number | undefined;
  /** Minutes. */
  readonly max_time: number | undefined;
  /** Seconds. */
  readonly grace_time: number;
  /** Minutes a job may run over its limit. */
  readonly over_time_limit: number | undefined;
  /** Bit 63 of Slurm's word (per CPU) is the name's own meaning here; MiB. */
  readonly def_mem_per_cpu: number | undefined;
  readonly def_mem_per_node: number | undefined;
  readonly max_mem_per_cpu: number | undefined;
  readonly max_mem_per_node: number | undefined;
  readonly max_cpus_per_node: number | undefined;
  readonly max_cpus_per_socket: number | undefined;
  /** Jobs that may share a resource (OverSubscribe); see {@link max_share_forced}. */
  readonly max_share: number;
  readonly max_share_forced: boolean;
  readonly preempt_mode: number | undefined;
  readonly priority_job_factor: number;
  readonly priority_tier: number;
  readonly cpu_bind: number;
  readonly cr_type: number;
  readonly allow_accounts: string;
  readonly allow_alloc_nodes: string;
  readonly allow_groups: string;
  readonly allow_qos: string;
  readonly deny_accounts: string;
  readonly deny_qos: string;
  readonly qos_char: string;
  readonly alternate: string;
  readonly billing_weights_str: string;
  readonly tres_fmt_str: string;
  /** e.g. `DefCpuPerGPU=2`. */
  readonly job_defaults: string;
  /** Seconds. */
  readonly resume_timeout: number | undefined;
  /** Seconds. */
  readonly suspend_timeout: number | undefined;
  /** Seconds. */
  readonly suspend_time: number | undefined;
  readonly topology_name?: string;
}
