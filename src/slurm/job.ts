import type { JobState, JobStateFlag } from './job-state.ts';

/** Memory asked for: MiB on every node, or MiB for every CPU. */
export interface MemoryRequest {
  readonly mib: number;
  readonly per: 'node' | 'cpu';
}

/** What a started job holds on one node. */
export interface NodeAllocation {
  readonly node: string;
  readonly cpus: number;
  readonly cpus_used: number;
  /** MiB */
  readonly memory_allocated: number;
  /** MiB */
  readonly memory_used: number;
  readonly sockets: number;
  readonly cores_per_socket: number;
  /** Indexes of the allocated cores on this node, counted through all sockets. */
  readonly cores: readonly number[];
}

/** What a started job holds on all its nodes. */
export interface JobResources {
  /** Host list, e.g. `host[1-4]`. */
  readonly nodes: string;
  readonly cpus: number;
  readonly threads_per_core: number;
  readonly whole_node: number;
  /** What was a consumable resource, Slurm's bit set. */
  readonly cr_type: number;
  /** How the nodes are shared: 0 available to others, 1 one row of jobs, else reserved. */
  readonly node_req: number;
  readonly allocations: readonly NodeAllocation[];
}

/**
 * One job as Slurm's own job record describes it (`scontrol show job`, RESPONSE_JOB_INFO).
 *
 * Members keep Slurm's field names. Conventions, for every record of this folder:
 * times are UNIX seconds with 0 = not set; `undefined` is Slurm's NO_VAL ("not set");
 * `Infinity` is Slurm's INFINITE; an unset string is `''`; exit codes are wait(2) status words.
 *
 * A record is immutable once handed out: a changed job is a new object, so an object's identity
 * may key caches of what was made from it.
 */
export interface Job {
  readonly account: string;
  readonly accrue_time: number;
  readonly admin_comment: string;
  readonly alloc_node: string;
  readonly alloc_sid: number;
  /** 0 unless the job is a task or the pending rest of an array. */
  readonly array_job_id: number;
  readonly array_task_id: number | undefined;
  /** The `%N` limit of the array; 0 = no limit. */
  readonly array_max_tasks: number;
  /** Pending tasks of an array as ranges, e.g. `528-1000`; `''` once it is a single task. */
  readonly array_task_str: string;
  readonly assoc_id: number;
  readonly batch_features: string;
  readonly batch_flag: boolean;
  readonly batch_host: string;
  readonly billable_tres: number | undefined;
  /** Names of the set job flags, e.g. `JOB_WAS_RUNNING`. */
  readonly bitflags: readonly string[];
  readonly boards_per_node: number;
  readonly burst_buffer: string;
  readonly burst_buffer_state: string;
  readonly cluster: string;
  readonly cluster_features: string;
  readonly command: string;
  readonly comment: string;
  readonly container: string;
  readonly container_id: string;
  readonly container_type: string;
  readonly contiguous: boolean;
  readonly core_spec: number | undefined;
  readonly thread_spec: number | undefined;
  readonly cores_per_socket: number | undefined;
  readonly cpu_freq_gov: number | undefined;
  readonly cpu_freq_max: number | undefined;
  readonly cpu_freq_min: number | undefined;
  readonly cpus_per_task: number | undefined;
  readonly cpus_per_tres: string;
  readonly cronspec: string;
  readonly deadline: number;
  /** Seconds. */
  readonly delay_boot: number | undefined;
  readonly dependency: string;
  readonly derived_ec: number;
  readonly eligible_time: number;
  readonly end_time: number;
  readonly exc_nodes: string;
  readonly exit_code: number;
  readonly extra: string;
  readonly failed_node: string;
  readonly features: string;
  readonly fed_origin_str: string;
  readonly fed_siblings_active: number;
  readonly fed_siblings_active_str: string;
  readonly fed_siblings_viable: number;
  readonly fed_siblings_viable_str: string;
  /** GRES detail, one entry a node. */
  readonly gres_detail: readonly string[];
  readonly gres_total: string;
  readonly group_id: number;
  /** 0 unless the job is a component of a het job. */
  readonly het_job_id: number;
  /** Job ids of all components, e.g. `118-119`. */
  readonly het_job_id_set: string;
  readonly het_job_offset: number;
  readonly job_id: number;
  readonly job_resources: JobResources | undefined;
  /** Numbers of nodes the job can do with, e.g. `1,3-5`, where it asked for certain ones. */
  readonly job_size_str: string;
  readonly job_state: JobState;
  readonly job_state_flags: readonly JobStateFlag[];
  readonly last_sched_eval: number;
  readonly licenses: string;
  readonly licenses_allocated: string;
  readonly mail_type: number;
  readonly mail_user: string;
  readonly max_cpus: number | undefined;
  readonly max_nodes: number | undefined;
  readonly mcs_label: string;
  readonly mem_per_tres: string;
  readonly mem_update_delay: number;
  readonly mem_update_margin: number;
  readonly name: string;
  readonly network: string;
  /** Signed: -20 raises, 20 lowers the priority. */
  readonly nice: number;
  /** Host list of the allocated nodes. */
  readonly nodes: string;
  readonly ntasks_per_board: number | undefined;
  readonly ntasks_per_core: number | undefined;
  readonly ntasks_per_node: number | undefined;
  readonly ntasks_per_socket: number | undefined;
  readonly ntasks_per_tres: number | undefined;
  readonly num_cpus: number;
  readonly num_nodes: number;
  readonly num_tasks: number | undefined;
  readonly partition: string;
  readonly pn_min_cpus: number | undefined;
  readonly pn_min_memory: MemoryRequest | undefined;
  /** MiB. */
  readonly pn_min_tmp_disk: number;
  readonly pre_sus_time: number;
  readonly preempt_time: number;
  readonly preemptable_time: number;
  readonly prefer: string;
  readonly priority: number;
  /** In each partition, of a job that waits in several. */
  readonly priority_by_partition: readonly { readonly partition: string; readonly priority: number }[];
  readonly profile: number;
  readonly qos: string;
  readonly reboot: boolean;
  readonly req_nodes: string;
  readonly req_switch: number | undefined;
  readonly requeue: boolean;
  readonly resize_time: number;
  readonly restart_cnt: number;
  readonly resv_name: string;
  readonly resv_ports: string;
  readonly sched_nodes: string;
  /** Nodes of each segment of the topology; 0 = none asked for. */
  readonly segment_size: number;
  readonly selinux_context: string;
  /** Slurm's `shared`: 0 exclusive, 1 oversubscribe, 2 user, 3 mcs, 4 topo. */
  readonly shared: number | undefined;
  readonly show_flags: number;
  readonly site_factor: number;
  /** The id that stays the job's own when job ids begin anew, e.g. `sCY9M8572PBG00`; since 25.11. */
  readonly sluid: string;
  readonly sockets_per_board: number;
  readonly sockets_per_node: number | undefined;
  /** 0 = not started; of a pending job the time it is expected to start. */
  readonly start_time: number;
  readonly state_desc: string;
  /** Reason name as squeue prints it, e.g. `Resources`. */
  readonly state_reason: string;
  readonly std_err: string;
  readonly std_in: string;
  readonly std_out: string;
  readonly submit_line: string;
  readonly submit_time: number;
  readonly suspend_time: number;
  readonly system_comment: string;
  readonly threads_per_core: number | undefined;
  /** Minutes. */
  readonly time_limit: number | undefined;
  /** Minutes. */
  readonly time_min: number | undefined;
  readonly tres_alloc_str: string;
  readonly tres_bind: string;
  readonly tres_freq: string;
  readonly tres_per_job: string;
  readonly tres_per_node: string;
  readonly tres_per_socket: string;
  readonly tres_per_task: string;
  readonly tres_req_str: string;
  readonly user_id: number;
  readonly user_name: string;
  /** Seconds to wait for the wanted switch count. */
  readonly wait4switch: number;
  readonly wckey: string;
  readonly work_dir: string;
}

/** A job with every member at Slurm's "not set" value, to be spread under what is known. */
export const BLANK_JOB: Job = Object.freeze({
  account: '',
  accrue_time: 0,
  admin_comment: '',
  alloc_node: '',
  alloc_sid: 0,
  array_job_id: 0,
  array_task_id: undefined,
  array_max_tasks: 0,
  array_task_str: '',
  assoc_id: 0,
  batch_features: '',
  batch_flag: false,
  batch_host: '',
  billable_tres: undefined,
  bitflags: [],
  boards_per_node: 0,
  burst_buffer: '',
  burst_buffer_state: '',
  cluster: '',
  cluster_features: '',
  command: '',
  comment: '',
  container: '',
  container_id: '',
  container_type: '',
  contiguous: false,
  core_spec: undefined,
  thread_spec: undefined,
  cores_per_socket: undefined,
  cpu_freq_gov: undefined,
  cpu_freq_max: undefined,
  cpu_freq_min: undefined,
  cpus_per_task: undefined,
  cpus_per_tres: '',
  cronspec: '',
  deadline: 0,
  delay_boot: undefined,
  dependency: '',
  derived_ec: 0,
  eligible_time: 0,
  end_time: 0,
  exc_nodes: '',
  exit_code: 0,
  extra: '',
  failed_node: '',
  features: '',
  fed_origin_str: '',
  fed_siblings_active: 0,
  fed_siblings_active_str: '',
  fed_siblings_viable: 0,
  fed_siblings_viable_str: '',
  gres_detail: [],
  gres_total: '',
  group_id: 0,
  het_job_id: 0,
  het_job_id_set: '',
  het_job_offset: 0,
  job_id: 0,
  job_resources: undefined,
  job_size_str: '',
  job_state: 'PENDING',
  job_state_flags: [],
  last_sched_eval: 0,
  licenses: '',
  licenses_allocated: '',
  mail_type: 0,
  mail_user: '',
  max_cpus: undefined,
  max_nodes: undefined,
  mcs_label: '',
  mem_per_tres: '',
  mem_update_delay: 0,
  mem_update_margin: 0,
  name: '',
  network: '',
  nice: 0,
  nodes: '',
  ntasks_per_board: undefined,
  ntasks_per_core: undefined,
  ntasks_per_node: undefined,
  ntasks_per_socket: undefined,
  ntasks_per_tres: undefined,
  num_cpus: 0,
  num_nodes: 0,
  num_tasks: undefined,
  partition: '',
  pn_min_cpus: undefined,
  pn_min_memory: undefined,
  pn_min_tmp_disk: 0,
  pre_sus_time: 0,
  preempt_time: 0,
  preemptable_time: 0,
  prefer: '',
  priority: 0,
  priority_by_partition: [],
  profile: 0,
  qos: '',
  reboot: false,
  req_nodes: '',
  req_switch: undefined,
  requeue: false,
  resize_time: 0,
  restart_cnt: 0,
  resv_name: '',
  resv_ports: '',
  sched_nodes: '',
  segment_size: 0,
  selinux_context: '',
  shared: undefined,
  show_flags: 0,
  site_factor: 0,
  sluid: '',
  sockets_per_board: 0,
  sockets_per_node: undefined,
  start_time: 0,
  state_desc: '',
  state_reason: 'None',
  std_err: '',
  std_in: '',
  std_out: '',
  submit_line: '',
  submit_time: 0,
  suspend_time: 0,
  system_comment: '',
  threads_per_core: undefined,
  time_limit: undefined,
  time_min: undefined,
  tres_alloc_str: '',
  tres_bind: '',
  tres_freq: '',
  tres_per_job: '',
  tres_per_node: '',
  tres_per_socket: '',
  tres_per_task: '',
  tres_req_str: '',
  user_id: 0,
  user_name: '',
  wait4switch: 0,
  wckey: '',
  work_dir: '',
} satisfies Job);
