import type { MemoryRequest } from './job.ts';

/**
 * What a submission asks for, or an update changes. Member names are those of Slurm's job_desc_msg;
 * an absent member is "not given" (the scheduler's default) and, in an update, "unchanged".
 *
 * Times are absolute UNIX seconds; limits are minutes; `Infinity` is UNLIMITED.
 * `priority: 0` holds the job, and in an update `priority: Infinity` releases it
 * (scontrol(1), "hold" and "release").
 */
export interface JobDescription {
  readonly account?: string;
  readonly acctg_freq?: string;
  readonly admin_comment?: string;
  readonly alloc_node?: string;
  readonly alloc_resp_port?: number;
  /** Arguments of the script, the script's own name first. */
  readonly argv?: readonly string[];
  /** Array tasks as sbatch's `--array`, e.g. `0-15:4%2`. */
  readonly array_inx?: string;
  readonly batch_features?: string;
  readonly begin_time?: number;
  /** Job flags by Slurm's names, e.g. `['SPREAD_JOB']`. */
  readonly bitflags?: readonly string[];
  readonly boards_per_node?: number;
  readonly burst_buffer?: string;
  readonly cluster_features?: string;
  readonly clusters?: string;
  readonly comment?: string;
  readonly container?: string;
  readonly container_id?: string;
  readonly container_type?: string;
  readonly contiguous?: boolean;
  readonly core_spec?: number;
  readonly cores_per_socket?: number;
  readonly cpu_bind?: string;
  /** Bits of CPU_BIND_…. */
  readonly cpu_bind_type?: number;
  readonly cpu_freq_gov?: number;
  readonly cpu_freq_max?: number;
  readonly cpu_freq_min?: number;
  readonly cpus_per_task?: number;
  readonly cpus_per_tres?: string;
  readonly deadline?: number;
  /** Seconds. */
  readonly delay_boot?: number;
  readonly dependency?: string;
  /** UNIX seconds, in an update of a running job. */
  readonly end_time?: number;
  /** `NAME=value`, as execve(2) takes them. */
  readonly environment?: readonly string[];
  readonly exc_nodes?: string;
  readonly extra?: string;
  readonly features?: string;
  readonly group_id?: number;
  readonly immediate?: boolean;
  /** Numbers of nodes the job can do with, e.g. `1,3,5`. */
  readonly job_size_str?: string;
  readonly kill_on_node_fail?: boolean;
  readonly licenses?: string;
  /** Events to mail on, e.g. `['BEGIN', 'END']`. */
  readonly mail_type?: readonly string[];
  readonly mail_user?: string;
  readonly max_cpus?: number;
  readonly max_nodes?: number;
  readonly mcs_label?: string;
  readonly mem_bind?: string;
  /** Bits of MEM_BIND_…. */
  readonly mem_bind_type?: number;
  readonly mem_per_tres?: string;
  /** Minutes. */
  readonly mem_update_delay?: number;
  /** Per cent. */
  readonly mem_update_margin?: number;
  readonly min_cpus?: number;
  readonly min_nodes?: number;
  readonly name?: string;
  readonly network?: string;
  readonly nice?: number;
  readonly ntasks_per_board?: number;
  readonly ntasks_per_core?: number;
  readonly ntasks_per_node?: number;
  readonly ntasks_per_socket?: number;
  readonly ntasks_per_tres?: number;
  readonly num_tasks?: number;
  readonly oom_kill_step?: number;
  readonly open_mode?: 'append' | 'truncate';
  readonly other_port?: number;
  readonly overcommit?: boolean;
  readonly partition?: string;
  readonly plane_size?: number;
  readonly pn_min_cpus?: number;
  readonly pn_min_memory?: MemoryRequest;
  /** MiB. */
  readonly pn_min_tmp_disk?: number;
  readonly prefer?: string;
  readonly priority?: number;
  readonly profile?: number;
  readonly qos?: string;
  readonly reboot?: boolean;
  /** SELinux context. */
  readonly req_context?: string;
  readonly req_nodes?: string;
  readonly req_switch?: number;
  readonly requeue?: boolean;
  readonly reservation?: string;
  readonly segment_size?: number;
  /** Slurm's `shared`: 0 exclusive, 1 oversubscribe, 2 user, 3 mcs, 4 topo. */
  readonly shared?: number;
  readonly site_factor?: number;
  readonly sockets_per_board?: number;
  readonly sockets_per_node?: number;
  /** `NAME=value` for prolog and epilog. */
  readonly spank_job_env?: readonly string[];
  readonly std_err?: string;
  readonly std_in?: string;
  readonly std_out?: string;
  /** The command line the user typed, for `scontrol show job`. */
  readonly submit_line?: string;
  /** Slurm's word for the distribution of tasks. */
  readonly task_dist?: number;
  readonly threads_per_core?: number;
  readonly time_limit?: number;
  readonly time_min?: number;
  readonly tres_bind?: string;
  readonly tres_freq?: string;
  readonly tres_per_job?: string;
  readonly tres_per_node?: string;
  readonly tres_per_socket?: string;
  readonly tres_per_task?: string;
  readonly user_id?: number;
  readonly wait_all_nodes?: boolean;
  /** Seconds. */
  readonly wait4switch?: number;
  /** Deliver only to the batch shell. */
  readonly warn_batch_only?: boolean;
  readonly warn_signal?: number;
  /** Seconds before the end of the job. */
  readonly warn_time?: number;
  readonly wckey?: string;
  readonly work_dir?: string;
  /** Bits of X11_FORWARD_…. */
  readonly x11?: number;
  readonly x11_magic_cookie?: string;
  /** Host, or UNIX socket where the port is 0. */
  readonly x11_target?: string;
  readonly x11_target_port?: number;
}

/** One sbatch: a single job or array (one description), or a het job (several, component order). */
export interface Submission {
  readonly jobs: readonly [JobDescription, ...JobDescription[]];
  readonly script: string;
}
