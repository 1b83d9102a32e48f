import type { Job } from '../../../src/slurm/job.ts';
import { jobStateName } from '../../../src/slurm/job-state.ts';
import { named } from '../accounts.ts';
import type { Expectations } from './comparison.ts';
import { orNull } from './slurmrestd-numbers.ts';

/** The job flags this parser has names for. */
const FLAGS = new Set([
  'KILL_INV_DEP',
  'NO_KILL_INV_DEP',
  'HAS_STATE_DIR',
  'BACKFILL_TEST',
  'GRES_ENFORCE_BIND',
  'TEST_NOW_ONLY',
  'SPREAD_JOB',
  'USE_MIN_NODES',
  'JOB_KILL_HURRY',
  'TRES_STR_CALC',
  'SIB_JOB_FLUSH',
  'HET_JOB_FLAG',
  'JOB_CPUS_SET',
  'TOP_PRIO_TMP',
  'JOB_ACCRUE_OVER',
  'GRES_DISABLE_BIND',
  'JOB_WAS_RUNNING',
  'JOB_MEM_SET',
  'JOB_RESIZED',
]);
const SHARED = ['none', 'shared', 'user', 'mcs'];

/** A job of slurmrestd's v0.0.38, which Slurm 22.05 has. */
export const JOB_OF_V38: Expectations<Job> = {
  account: (job) => job.account,
  accrue_time: (job) => job.accrue_time,
  admin_comment: (job) => job.admin_comment,
  array_job_id: (job) => job.array_job_id,
  array_task_id: (job) => orNull(job.array_task_id),
  array_max_tasks: (job) => job.array_max_tasks,
  array_task_string: (job) =>
    job.array_task_str && job.array_max_tasks
      ? `${job.array_task_str}%${job.array_max_tasks}`
      : job.array_task_str,
  association_id: (job) => job.assoc_id,
  batch_features: (job) => job.batch_features,
  batch_flag: (job) => job.batch_flag,
  batch_host: (job) => job.batch_host,
  flags: (job) => job.bitflags.filter((name) => FLAGS.has(name)),
  burst_buffer: (job) => job.burst_buffer,
  burst_buffer_state: (job) => job.burst_buffer_state,
  cluster: (job) => job.cluster,
  cluster_features: (job) => job.cluster_features,
  command: (job) => job.command,
  comment: (job) => job.comment,
  container: (job) => job.container,
  contiguous: (job) => job.contiguous,
  // The parser has the two the wrong way round, and leaves the mark of threads in the number.
  core_spec: (job) => (job.thread_spec === undefined ? null : job.thread_spec | 0x8000),
  thread_spec: (job) => orNull(job.core_spec),
  cores_per_socket: (job) => orNull(job.cores_per_socket),
  billable_tres: (job) => orNull(job.billable_tres),
  cpus_per_task: 'is null whatever the job asked for',
  // One name for nothing, another for a frequency.
  cpu_frequency_minimum: (job) => (job.cpu_freq_min === undefined ? null : undefined),
  cpu_frequency_minumum: (job) => job.cpu_freq_min,
  cpu_frequency_maximum: (job) => orNull(job.cpu_freq_max),
  cpu_frequency_governor: (job) => orNull(job.cpu_freq_gov),
  cpus_per_tres: (job) => job.cpus_per_tres,
  deadline: (job) => job.deadline,
  delay_boot: (job) => orNull(job.delay_boot),
  dependency: (job) => job.dependency,
  derived_exit_code: (job) => job.derived_ec,
  eligible_time: (job) => job.eligible_time,
  end_time: (job) => job.end_time,
  excluded_nodes: (job) => job.exc_nodes,
  exit_code: (job) => job.exit_code,
  features: (job) => job.features,
  federation_origin: (job) => job.fed_origin_str,
  federation_siblings_active: (job) => job.fed_siblings_active_str,
  federation_siblings_viable: (job) => job.fed_siblings_viable_str,
  gres_detail: (job) => job.gres_detail,
  group_id: (job) => job.group_id,
  group_name: (job, { groupName }) => named(groupName(job.group_id), job.group_id, null),
  job_id: (job) => job.job_id,
  job_resources: resources,
  job_state: (job) => jobStateName(job.job_state, job.job_state_flags),
  last_sched_evaluation: (job) => job.last_sched_eval,
  licenses: (job) => job.licenses,
  max_cpus: (job) => orNull(job.max_cpus),
  max_nodes: (job) => orNull(job.max_nodes),
  mcs_label: (job) => job.mcs_label,
  memory_per_tres: (job) => job.mem_per_tres,
  memory_per_node: (job) => (job.pn_min_memory?.per === 'node' && job.pn_min_memory.mib) || null,
  memory_per_cpu: (job) => (job.pn_min_memory?.per === 'cpu' ? job.pn_min_memory.mib : null),
  name: (job) => job.name,
  nodes: (job) => job.nodes,
  // The parser shows Slurm's 32-bit word: nothing for 0, and what is below wraps around.
  nice: (job) => (job.nice === 0 ? null : job.nice >>> 0),
  tasks_per_core: (job) => orNull(job.ntasks_per_core),
  tasks_per_node: (job) => orNull(job.ntasks_per_node),
  tasks_per_socket: (job) => orNull(job.ntasks_per_socket),
  tasks_per_board: (job) => orNull(job.ntasks_per_board),
  // Nothing for a job whose tasks are not known.
  cpus: (job) => (job.num_tasks === undefined ? null : job.num_cpus),
  node_count: (job) => job.num_nodes,
  tasks: (job) => orNull(job.num_tasks),
  het_job_id: (job) => job.het_job_id,
  het_job_id_set: (job) => job.het_job_id_set,
  het_job_offset: (job) => job.het_job_offset,
  partition: (job) => job.partition,
  prefer: (job) => job.prefer,
  minimum_cpus_per_node: (job) => orNull(job.pn_min_cpus),
  minimum_tmp_disk_per_node: (job) => job.pn_min_tmp_disk,
  preempt_time: (job) => job.preempt_time,
  pre_sus_time: (job) => job.pre_sus_time,
  priority: (job) => job.priority,
  profile: (job) =>
    job.profile === 0
      ? null
      : ['Energy', 'Task', 'Lustre', 'Network'].filter((_, bit) => (job.profile >> (bit + 1)) & 1),
  qos: (job) => job.qos,
  reboot: (job) => job.reboot,
  required_nodes: (job) => job.req_nodes,
  requeue: (job) => job.requeue,
  resize_time: (job) => job.resize_time,
  restart_cnt: (job) => job.restart_cnt,
  resv_name: (job) => job.resv_name,
  shared: (job) => (job.shared === undefined ? null : SHARED[job.shared]),
  show_flags: 'echoes what slurmrestd itself asked for',
  sockets_per_board: (job) => job.sockets_per_board,
  sockets_per_node: (job) => orNull(job.sockets_per_node),
  start_time: (job) => job.start_time,
  state_description: (job) => job.state_desc,
  state_reason: (job) => job.state_reason,
  standard_error: (job) => job.std_err,
  standard_input: (job) => job.std_in,
  standard_output: (job) => job.std_out,
  submit_time: (job) => job.submit_time,
  suspend_time: (job) => job.suspend_time,
  system_comment: (job) => job.system_comment,
  time_limit: (job) => orNull(job.time_limit),
  time_minimum: (job) => orNull(job.time_min),
  threads_per_core: (job) => orNull(job.threads_per_core),
  tres_bind: (job) => job.tres_bind,
  tres_freq: (job) => job.tres_freq,
  tres_per_job: (job) => job.tres_per_job,
  tres_per_node: (job) => job.tres_per_node,
  tres_per_socket: (job) => job.tres_per_socket,
  tres_per_task: (job) => job.tres_per_task,
  tres_req_str: (job) => job.tres_req_str,
  tres_alloc_str: (job) => job.tres_alloc_str,
  user_id: (job) => job.user_id,
  user_name: (job) => named(job.user_name, job.user_id, null),
  wckey: (job) => job.wckey,
  current_working_directory: (job) => job.work_dir,
};

function resources(job: Job): unknown {
  const held = job.job_resources;
  if (!held) return undefined;
  return {
    nodes: held.nodes,
    allocated_cores: held.cpus,
    allocated_hosts: held.allocations.length,
    allocated_nodes: held.allocations.map((node) => {
      const sockets: Record<string, { cores: Record<string, string> }> = {};
      for (const core of node.cores) {
        const socket = String(Math.floor(core / node.cores_per_socket));
        sockets[socket] ??= { cores: {} };
        sockets[socket].cores[String(core % node.cores_per_socket)] = 'allocated';
      }
      return {
        sockets,
        nodename: node.node,
        cpus_used: node.cpus_used,
        memory_used: node.memory_used,
        memory_allocated: node.memory_allocated,
      };
    }),
  };
}
