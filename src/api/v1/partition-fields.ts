import { once } from '../../engine/once.ts';
import type { Partition } from '../../slurm/partition.ts';
import { type Field, fieldsOf } from './field.ts';

const { text, number, flag, texts, optional } = fieldsOf<Partition>();

/** A partition as `/slurm/v1` shows it. */
export const partitionFields = once((): readonly Field<Partition>[] => [
  text('name', 'Name of the partition.'),
  text('state_up', 'UP, DOWN, DRAIN or INACTIVE.'),
  texts('flags', 'Flags that are set, e.g. DEFAULT.'),
  text('nodes', 'Its nodes, as a host list.'),
  text('nodesets', 'The node sets it was written with.'),
  number('total_nodes', 'Nodes.'),
  number('total_cpus', 'CPUs.'),
  optional('min_nodes', 'Least nodes of a job.'),
  optional('max_nodes', 'Most nodes of a job.'),
  optional('default_time', 'Time limit in minutes where a job gives none.'),
  optional('max_time', 'Highest time limit in minutes.'),
  number('grace_time', 'Seconds a preempted job is given.'),
  optional('over_time_limit', 'Minutes a job may run over its limit.'),
  optional('def_mem_per_cpu', 'Memory for each CPU in MiB where a job asks for none.'),
  optional('def_mem_per_node', 'Memory on each node in MiB where a job asks for none.'),
  optional('max_mem_per_cpu', 'Most memory for each CPU, in MiB.'),
  optional('max_mem_per_node', 'Most memory on each node, in MiB.'),
  optional('max_cpus_per_node', 'Most CPUs of a job on each node.'),
  optional('max_cpus_per_socket', 'Most CPUs of a job on each socket.'),
  number('max_share', 'Jobs that may share a resource.'),
  flag('max_share_forced', 'Jobs share whether they ask for it or not.'),
  optional('preempt_mode', 'What becomes of preempted jobs, a bit set.'),
  number('priority_job_factor', 'Factor of the priority of its jobs.'),
  number('priority_tier', 'Jobs of a higher tier go first.'),
  number('cpu_bind', 'Default binding, a bit set.'),
  number('cr_type', 'What is a consumable resource, a bit set.'),
  text('allow_accounts', 'Accounts that may use it; empty = all.'),
  text('allow_alloc_nodes', 'Nodes one may submit from; empty = all.'),
  text('allow_groups', 'Groups that may use it; empty = all.'),
  text('allow_qos', 'Qualities of service that may use it; empty = all.'),
  text('deny_accounts', 'Accounts that may not use it.'),
  text('deny_qos', 'Qualities of service that may not use it.'),
  text('qos_char', 'Quality of service whose limits it has.'),
  text('alternate', 'Partition used while it is down.'),
  text('billing_weights_str', 'Weights of the billing units.'),
  text('tres_fmt_str', 'All resources.'),
  text('job_defaults', 'Defaults of its jobs, e.g. DefCpuPerGPU=2.'),
  optional('resume_timeout', 'Seconds a node may take to resume.'),
  optional('suspend_timeout', 'Seconds a node may take to suspend.'),
  optional('suspend_time', 'Idle seconds before a node is suspended.'),
]);
