import { exitStatus } from '../../../src/slurm/exit-status.ts';
import type { Job } from '../../../src/slurm/job.ts';
import { named } from '../accounts.ts';
import type { Expectations } from './comparison.ts';
import { streamPath } from './scontrol-jobs.ts';
import { number } from './slurmrestd-numbers.ts';

/** Names of job flags where this parser's are not Slurm's own. */
const FLAG_NAMES: Readonly<Record<string, string>> = {
  KILL_INV_DEP: 'KILL_INVALID_DEPENDENCY',
  NO_KILL_INV_DEP: 'NO_KILL_INVALID_DEPENDENCY',
  HAS_STATE_DIR: 'HAS_STATE_DIRECTORY',
  BACKFILL_TEST: 'TESTING_BACKFILL',
  GRES_ENFORCE_BIND: 'GRES_BINDING_ENFORCED',
  USE_MIN_NODES: 'PREFER_MINIMUM_NODE_COUNT',
  TRES_STR_CALC: 'SKIP_TRES_STRING_ACCOUNTING',
  HET_JOB_FLAG: 'HETEROGENEOUS_JOB',
  JOB_NTASKS_SET: 'EXACT_TASK_COUNT_REQUESTED',
  JOB_CPUS_SET: 'EXACT_CPU_COUNT_REQUESTED',
  JOB_MEM_SET: 'EXACT_MEMORY_REQUESTED',
  GRES_DISABLE_BIND: 'GRES_BINDING_DISABLED',
  USE_DEFAULT_ACCT: 'USING_DEFAULT_ACCOUNT',
  USE_DEFAULT_PART: 'USING_DEFAULT_PARTITION',
  USE_DEFAULT_QOS: 'USING_DEFAULT_QOS',
  USE_DEFAULT_WCKEY: 'USING_DEFAULT_WCKEY',
  JOB_DEPENDENT: 'DEPENDENT',
  JOB_MAGNETIC: 'MAGNETIC',
  JOB_PART_ASSIGNED: 'PARTITION_ASSIGNED',
  BACKFILL_SCHED: 'BACKFILL_ATTEMPTED',
  BACKFILL_LAST: 'SCHEDULING_ATTEMPTED',
};
const SIGNAL_NAMES: Readonly<Record<number, string>> = {
  1: 'HUP',
  2: 'INT',
  6: 'ABRT',
  9: 'KILL',
  10: 'USR1',
  15: 'TERM',
};
const MAIL_TYPES = ['BEGIN', 'END', 'FAIL', 'REQUEUE', 'TIME=100%', 'TIME=90%', 'TIME=80%', 'TIME=50%'];
const SHARED = ['none', 'oversubscribe', 'user', 'mcs', 'topo'];
const PROFILES = ['ENERGY', 'TASK', 'LUSTRE', 'NETWORK'];

const NOT_OURS = 'no member of our job record';

/** A job of slurmrestd's v0.0.42 to v0.0.45, which Slurm 24.11 to 26.05 have. */
export const JOB_OF_V42: Expectations<Job> = {
  account: (job) => job.account,
  accrue_time: (job) => number(job.accrue_time),
  admin_comment: (job) => job.admin_comment,
  allocating_node: (job) => job.alloc_node,
  array_job_id: (job) => number(job.array_job_id),
  array_task_id: (job) => number(job.array_task_id),
  array_max_tasks: (job) => number(job.array_max_tasks),
  array_task_string: (job) =>
    job.array_task_str && job.array_max_tasks
      ? `${job.array_task_str}%${job.array_max_tasks}`
      : job.array_task_str,
  association_id: (job) => job.assoc_id,
  batch_features: (job) => job.batch_features,
  batch_flag: (job) => job.batch_flag,
  batch_host: (job) => job.batch_host,
  flags: (job) => job.bitflags.map((name) => FLAG_NAMES[name] ?? name),
  burst_buffer: (job) => job.burst_buffer,
  burst_buffer_state: (job) => job.burst_buffer_state,
  cluster: (job) => job.cluster,
  cluster_features: (job) => job.cluster_features,
  command: (job) => job.command,
  comment: (job) => job.comment,
  container: (job) => job.container,
  container_id: (job) => job.container_id,
  container_type: NOT_OURS,
  contiguous: (job) => job.contiguous,
  core_spec: 'slurmrestd shows 0 both for none and for nothing said',
  thread_spec: 'slurmrestd shows 32766 for none',
  cores_per_socket: (job) => number(job.cores_per_socket),
  billable_tres: (job) => number(job.billable_tres),
  cpus_per_task: (job) => number(job.cpus_per_task),
  cpu_frequency_minimum: (job) => number(job.cpu_freq_min),
  cpu_frequency_maximum: (job) => number(job.cpu_freq_max),
  cpu_frequency_governor: (job) => number(job.cpu_freq_gov),
  cpus_per_tres: (job) => job.cpus_per_tres,
  cron: (job) => job.cronspec,
  deadline: (job) => number(job.deadline),
  delay_boot: (job) => number(job.delay_boot),
  dependency: (job) => job.dependency,
  derived_exit_code: (job) => exit(job.derived_ec),
  eligible_time: (job) => number(job.eligible_time),
  end_time: (job) => number(job.end_time),
  excluded_nodes: (job) => job.exc_nodes,
  exit_code: (job) => exit(job.exit_code),
  extra: (job) => job.extra,
  failed_node: (job) => job.failed_node,
  features: (job) => job.features,
  federation_origin: (job) => job.fed_origin_str,
  federation_siblings_active: (job) => job.fed_siblings_active_str,
  federation_siblings_viable: (job) => job.fed_siblings_viable_str,
  gres_detail: (job) => job.gres_detail,
  group_id: (job) => job.group_id,
  group_name: (job, { groupName }) => named(groupName(job.group_id), job.group_id, ''),
  het_job_id: (job) => number(job.het_job_id),
  het_job_id_set: (job) => job.het_job_id_set,
  het_job_offset: (job) => number(job.het_job_offset),
  job_id: (job) => job.job_id,
  job_resources: resources,
  job_size_str: NOT_OURS,
  job_state: (job) => [job.job_state, ...job.job_state_flags],
  last_sched_evaluation: (job) => number(job.last_sched_eval),
  licenses: (job) => job.licenses,
  licenses_allocated: NOT_OURS,
  mail_type: (job) => MAIL_TYPES.filter((_, bit) => (job.mail_type >> bit) & 1),
  mail_user: (job) => job.mail_user,
  max_cpus: (job) => number(job.max_cpus),
  max_nodes: (job) => number(job.max_nodes),
  mcs_label: (job) => job.mcs_label,
  memory_per_tres: (job) => job.mem_per_tres,
  memory_per_cpu: (job) => leastMemory(job, 'cpu'),
  memory_per_node: (job) => leastMemory(job, 'node'),
  memory_update_delay: NOT_OURS,
  memory_update_margin: NOT_OURS,
  name: (job) => job.name,
  network: (job) => job.network,
  nodes: (job) => job.nodes,
  nice: (job) => job.nice,
  tasks_per_core: (job) => number(job.ntasks_per_core),
  tasks_per_tres: (job) => number(job.ntasks_per_tres),
  tasks_per_node: (job) => number(job.ntasks_per_node),
  tasks_per_socket: (job) => number(job.ntasks_per_socket),
  tasks_per_board: (job) => number(job.ntasks_per_board),
  cpus: (job) => number(job.num_cpus),
  node_count: (job) => number(job.num_nodes),
  tasks: (job) => number(job.num_tasks),
  partition: (job) => job.partition,
  power: 'power management is no part of our job record',
  prefer: (job) => job.prefer,
  minimum_cpus_per_node: (job) => number(job.pn_min_cpus),
  minimum_tmp_disk_per_node: (job) => number(job.pn_min_tmp_disk),
  preempt_time: (job) => number(job.preempt_time),
  preemptable_time: (job) => number(job.preemptable_time),
  pre_sus_time: (job) => number(job.pre_sus_time),
  hold: (job) => job.priority === 0,
  priority: (job) => number(job.priority),
  priority_by_partition: NOT_OURS,
  profile: (job) =>
    job.profile === 0 ? ['NOT_SET'] : PROFILES.filter((_, bit) => (job.profile >> (bit + 1)) & 1),
  qos: (job) => job.qos,
  reboot: (job) => job.reboot,
  required_nodes: (job) => job.req_nodes,
  required_switches: (job) => job.req_switch ?? 0,
  requeue: (job) => job.requeue,
  resize_time: (job) => number(job.resize_time),
  restart_cnt: (job) => job.restart_cnt,
  resv_name: (job) => job.resv_name,
  scheduled_nodes: (job) => job.sched_nodes,
  segment_size: NOT_OURS,
  selinux_context: (job) => job.selinux_context,
  // From v0.0.45 on it is always empty: 26.05 has `exclusive` and `oversubscribe` in its place.
  shared: (job, { release }) => (job.shared === undefined || release >= '26.05' ? [] : [SHARED[job.shared]]),
  step_id: NOT_OURS,
  sockets_per_board: (job) => job.sockets_per_board,
  sockets_per_node: (job) => number(job.sockets_per_node),
  start_time: (job) => number(job.start_time),
  state_description: (job) => job.state_desc,
  state_reason: (job) => job.state_reason,
  standard_input: (job, { release }) =>
    filledIn(release) ? streamPath(job, release, job.std_in || '/dev/null', 'input') : job.std_in,
  standard_output: (job, { release }) =>
    filledIn(release) ? streamPath(job, release, job.std_out, 'output') : job.std_out,
  standard_error: (job, { release }) =>
    filledIn(release) ? streamPath(job, release, job.std_err, 'error') : job.std_err,
  stdin_expanded: 'compared with scontrol, which fills in names the same way',
  stdout_expanded: 'compared with scontrol, which fills in names the same way',
  stderr_expanded: 'compared with scontrol, which fills in names the same way',
  submit_time: (job) => number(job.submit_time),
  submit_line: (job) => job.submit_line,
  suspend_time: (job) => number(job.suspend_time),
  system_comment: (job) => job.system_comment,
  time_limit: (job) => number(job.time_limit),
  time_minimum: (job) => number(job.time_min),
  threads_per_core: (job) => number(job.threads_per_core),
  tres_bind: (job) => job.tres_bind,
  tres_freq: (job) => job.tres_freq,
  tres_per_job: (job) => job.tres_per_job,
  tres_per_node: (job) => job.tres_per_node,
  tres_per_socket: (job) => job.tres_per_socket,
  tres_per_task: (job) => job.tres_per_task,
  tres_req_str: (job) => job.tres_req_str,
  tres_alloc_str: (job) => job.tres_alloc_str,
  user_id: (job) => job.user_id,
  user_name: (job) => named(job.user_name, job.user_id, ''),
  maximum_switch_wait_time: (job) => job.wait4switch,
  wckey: (job) => job.wckey,
  current_working_directory: (job) => job.work_dir,
};

/** 24.11 shows paths with names filled in, 26.05 has members of their own for those. */
function filledIn(release: string): boolean {
  return release < '25';
}

function exit(word: number): unknown {
  const { code, signal } = exitStatus(word);
  const status = signal ? 'SIGNALED' : code ? 'ERROR' : 'SUCCESS';
  return {
    status: [status],
    return_code: number(signal ? undefined : code),
    signal: { id: number(signal || undefined), name: signal ? (SIGNAL_NAMES[signal] ?? String(signal)) : '' },
  };
}

/** Slurm's client library puts the memory per TRES in the place of either. */
function leastMemory(job: Job, per: 'cpu' | 'node'): unknown {
  if (job.mem_per_tres && per === 'node') return number(Number(job.mem_per_tres.split(':').at(-1)));
  return number(!job.mem_per_tres && job.pn_min_memory?.per === per ? job.pn_min_memory.mib : undefined);
}

function resources(job: Job): unknown {
  const held = job.job_resources;
  if (!held) return null;
  return {
    nodes: {
      count: held.allocations.length,
      list: held.nodes,
      whole: held.whole_node === 1,
      allocation: held.allocations.map((node, index) => ({
        index,
        name: node.node,
        cpus: { count: node.cpus, used: node.cpus_used },
        memory: { used: node.memory_used, allocated: node.memory_allocated },
        sockets: Array.from({ length: node.sockets }, (_, socket) => ({
          index: socket,
          cores: Array.from({ length: node.cores_per_socket }, (_, core) => ({
            index: core,
            status: [
              node.cores.includes(socket * node.cores_per_socket + core) ? 'ALLOCATED' : 'UNALLOCATED',
            ],
          })),
        })),
      })),
    },
    cpus: held.cpus,
    threads_per_core: number(held.threads_per_core || undefined),
  };
}

/** A job as slurmrestd shows it, without the select plugin's own words, which our records leave out. */
export function withoutSelectType(job: Record<string, unknown>): Record<string, unknown> {
  const held = job['job_resources'] as { nodes?: object } | null | undefined;
  if (!held?.nodes) return job;
  const {
    select_type: _,
    nodes,
    ...rest
  } = held as { select_type?: unknown; nodes: { select_type?: unknown } };
  const { select_type: __, ...bare } = nodes;
  return { ...job, job_resources: { ...rest, nodes: bare } };
}
