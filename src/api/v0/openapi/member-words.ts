import { fieldNames, SBATCH_OPTIONS } from '../../../slurm/sbatch-options.ts';
import { diagFields } from '../../v1/diag-fields.ts';
import type { Field } from '../../v1/field.ts';
import { jobFields } from '../../v1/job-fields.ts';
import { nodeFields } from '../../v1/node-fields.ts';
import { partitionFields } from '../../v1/partition-fields.ts';

/** What members of records are, by our record's name or SchedMD's path. */
type Words = Readonly<Record<string, string>>;

/** `/slurm/v1` shows most members of the same records, and has words for them. */
function wordsOf(fields: readonly Field<never>[]): Words {
  return Object.fromEntries(fields.map(({ key, schema }) => [key, String(schema['description'])]));
}

export const JOB_WORDS: Words = {
  ...wordsOf(jobFields()),
  allocating_node: 'Host the job was submitted from.',
  container: 'OCI bundle the job runs in.',
  container_id: 'Id of the OCI container.',
  container_type: 'Kind of container.',
  cron: 'Times at which scrontab starts the job.',
  derived_exit_code: 'Highest exit code of all its steps.',
  extra: 'Free text for filters.',
  failed_node: 'Node whose failure ended the job.',
  group_name: 'Name of the group the job runs as.',
  hold: 'The job is held: its priority is 0.',
  job_resources: 'What the job holds; null while it holds nothing.',
  job_size_str: 'Sizes the job may have, of one that may have several.',
  licenses_allocated: 'Licences the job holds.',
  mail_type: 'Events that mail is sent for.',
  mail_user: 'Who that mail is sent to.',
  memory_per_cpu: 'Memory for each CPU in MiB, where the job asks for it so.',
  memory_per_node: 'Memory on each node in MiB, where the job asks for it so.',
  memory_update_delay: 'Seconds before memory that is not used is given back.',
  memory_update_margin: 'Memory kept beyond what is used when some is given back.',
  power: 'Power management, which Slurm has no more.',
  preemptable_time: 'When the job may first be preempted.',
  prefer: 'Features that are liked, but not insisted on.',
  priority_by_partition: 'Priority in each partition the job waits for.',
  segment_size: 'Nodes of each segment of the topology.',
  selinux_context: 'SELinux context.',
  standard_error: 'File of standard error.',
  stderr_expanded: 'The same, with the patterns in its name filled in.',
  stdin_expanded: 'File of standard input, with the patterns in its name filled in.',
  stdout_expanded: 'File of standard output, with the patterns in its name filled in.',
  step_id: 'The job in the form of a step.',
  submit_line: 'Command line the job was submitted with.',
  system_comment: 'Comment of a plugin.',
  tasks_per_tres: 'Tasks for each GPU.',
};

export const NODE_WORDS: Words = {
  ...wordsOf(nodeFields()),
  alloc_idle_cpus: 'CPUs held by no job.',
  burstbuffer_network_address: 'Address that files are broadcast to.',
  cert_flags: 'State of its TLS certificate.',
  cluster_name: 'Cluster it belongs to, of a federation.',
  energy: 'Energy it uses.',
  external_sensors: 'Sensors outside, which Slurm has no more.',
  gpu_spec: 'Cores kept for jobs with GPUs.',
  instance_id: 'Id of the cloud instance.',
  instance_type: 'Type of the cloud instance.',
  next_state_after_reboot: 'State after a reboot.',
  power: 'Power management, which Slurm has no more.',
  reason_set_by_user: 'User who gave the reason.',
  res_cores_per_gpu: 'Cores kept for jobs with GPUs, for each GPU.',
  resume_after: 'When it resumes by itself.',
  state: 'Base state, then the flags of the state.',
  suspend_time: 'Idle seconds before it is suspended.',
  tls_cert_last_renewal: 'When its TLS certificate was last renewed.',
  topology: 'Place in the topology.',
  tres_weighted: 'Weighted resources held by jobs.',
};

export const PARTITION_WORDS: Words = {
  ...wordsOf(partitionFields()),
  cluster: 'Cluster it belongs to, of a federation.',
  'cpus.task_binding': 'Default binding of tasks.',
  'defaults.memory_per_cpu': 'Memory in MiB where a job asks for none; negative: for each CPU.',
  'maximums.memory_per_cpu': 'Most memory in MiB; negative: for each CPU.',
  'maximums.oversubscribe.flags': 'Whether jobs share even where they do not ask for it.',
  'maximums.oversubscribe.jobs': 'Jobs that may share a resource.',
  'maximums.shares': 'Jobs that may share a resource, with a bit for force.',
  'partition.exclusive': 'What jobs do not share with others.',
  'partition.oversubscribe': 'Whether jobs share resources, and how many do.',
  select_type: 'What is a consumable resource.',
  topology: 'Name of its topology.',
};

export const STATISTICS_WORDS: Words = {
  ...wordsOf(diagFields()),
  bf_backfilled_het_jobs: 'Het job components started by backfill.',
  bf_cycle_mean: 'Mean backfill cycle in microseconds.',
  bf_depth_mean: 'Jobs looked at in a backfill cycle, on average.',
  bf_depth_mean_try: 'Jobs that could have started in one, on average.',
  bf_queue_len_mean: 'Jobs in the queue of a backfill cycle, on average.',
  bf_table_size_mean: 'Slots of time a backfill cycle looked at, on average.',
  parts_packed: '1 when the counters are there.',
  pending_rpcs: 'Requests that wait, by message type.',
  pending_rpcs_by_hostlist: 'Requests that wait, with the hosts they are for.',
  req_time: 'When the figures were taken.',
  req_time_start: 'When counting began.',
  rpcs_by_message_type: 'Requests by message type.',
  schedule_cycle_mean: 'Mean scheduling cycle in microseconds.',
  schedule_cycle_mean_depth: 'Jobs looked at in a scheduling cycle, on average.',
  schedule_cycle_per_minute: 'Scheduling cycles a minute.',
};

const OPTION_WORDS: ReadonlyMap<string, string> = new Map(
  SBATCH_OPTIONS.flatMap((option) =>
    fieldNames(option).map((name) => [
      name,
      `${option.summary[0]!.toUpperCase()}${option.summary.slice(1)}.`,
    ]),
  ),
);

/** Members of a job's description that no option of sbatch(1) is called by. */
const MORE_OPTION_WORDS: Words = {
  allocation_node_list: 'Host that allocates.',
  allocation_node_port: 'Port of the program that waits for the allocation.',
  container_type: 'Kind of container.',
  cpu_binding: 'How tasks are bound to CPUs.',
  cpu_binding_flags: 'The same, as flags.',
  cpu_frequency: 'Frequency of the CPUs.',
  crontab: 'Times at which the job starts.',
  distribution_plane_size: 'Tasks of a block of the distribution "plane".',
  flags: 'Flags of the job.',
  hetjob_group: 'Component of a het job.',
  immediate: 'Fail where the job cannot start at once.',
  job_id: 'Id of the job.',
  kill_warning_delay: 'Seconds before the end at which the warning is sent.',
  kill_warning_flags: 'Whom the warning is sent to.',
  kill_warning_signal: 'Signal that warns of the end.',
  memory_binding_type: 'How tasks are bound to memory, as flags.',
  memory_update_delay: 'Seconds before memory that is not used is given back.',
  memory_update_margin: 'Memory kept beyond what is used when some is given back.',
  minimum_boards_per_node: 'Least boards of each node.',
  minimum_sockets_per_board: 'Least sockets of each board.',
  power_flags: 'Power management, which Slurm has no more.',
  reserve_ports: 'Ports kept for the job.',
  rlimits: 'Resource limits of the processes.',
  script: 'The batch script.',
  segment_size: 'Nodes of each segment of the topology.',
  selinux_context: 'SELinux context.',
  site_factor: "The site's own part of the priority.",
  spank_environment: 'Environment of SPANK plugins.',
  step_id: 'The job in the form of a step.',
  x11: 'Which nodes X11 is forwarded from.',
  x11_magic_cookie: 'Cookie of the display.',
  x11_target_host: 'Host of the display.',
  x11_target_port: 'Port of the display.',
};

/** What a member of a job's description asks for. */
export function optionWords(name: string): string | undefined {
  return OPTION_WORDS.get(name) ?? MORE_OPTION_WORDS[name];
}
