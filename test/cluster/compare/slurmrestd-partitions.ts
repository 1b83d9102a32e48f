import type { Partition } from '../../../src/slurm/partition.ts';
import type { Expectations, Shown } from './comparison.ts';
import { number, orNull } from './slurmrestd-numbers.ts';

const NOT_OURS = 'no member of our partition record';

/** A partition of slurmrestd's v0.0.38. */
export const PARTITION_OF_V38: Expectations<Partition> = {
  flags: (partition) =>
    partition.flags.map((name) => (name === 'LLN' ? 'least_loaded_nodes' : name.toLowerCase())),
  preemption_mode: (partition) =>
    partition.preempt_mode === undefined || partition.preempt_mode === 0 ? ['disabled'] : undefined,
  allowed_allocation_nodes: (partition) => partition.allow_alloc_nodes,
  allowed_accounts: (partition) => partition.allow_accounts,
  allowed_groups: (partition) => partition.allow_groups,
  allowed_qos: (partition) => partition.allow_qos,
  alternative: (partition) => partition.alternate,
  billing_weights: (partition) => partition.billing_weights_str,
  default_memory_per_cpu: (partition) => orNull(partition.def_mem_per_cpu),
  default_memory_per_node: (partition) => orNull(partition.def_mem_per_node),
  default_time_limit: (partition) => orNull(partition.default_time),
  denied_accounts: (partition) => partition.deny_accounts,
  denied_qos: (partition) => partition.deny_qos,
  preemption_grace_time: (partition) => partition.grace_time,
  maximum_cpus_per_node: (partition) =>
    partition.max_cpus_per_node === Infinity ? -1 : orNull(partition.max_cpus_per_node),
  maximum_memory_per_cpu: (partition) => orNull(partition.max_mem_per_cpu),
  maximum_memory_per_node: (partition) => orNull(partition.max_mem_per_node),
  maximum_nodes_per_job: (partition) => (partition.max_nodes === Infinity ? -1 : orNull(partition.max_nodes)),
  max_time_limit: (partition) => (partition.max_time === Infinity ? -1 : orNull(partition.max_time)),
  'min nodes per job': (partition) => orNull(partition.min_nodes),
  name: (partition) => partition.name,
  nodes: (partition) => partition.nodes,
  over_time_limit: (partition) => orNull(partition.over_time_limit),
  priority_job_factor: (partition) => partition.priority_job_factor,
  priority_tier: (partition) => partition.priority_tier,
  qos: (partition) => partition.qos_char,
  state: (partition) => partition.state_up,
  total_cpus: (partition) => partition.total_cpus,
  total_nodes: (partition) => partition.total_nodes,
  tres: (partition) => partition.tres_fmt_str,
};

/** A partition of slurmrestd's v0.0.42 to v0.0.45, its objects flattened by {@link flattened}. */
export const PARTITION_OF_V42: Expectations<Partition> = {
  'nodes.allowed_allocation': (partition) => partition.allow_alloc_nodes,
  'nodes.configured': (partition) => partition.nodes,
  'nodes.total': (partition) => partition.total_nodes,
  'accounts.allowed': (partition) => partition.allow_accounts,
  'accounts.deny': (partition) => partition.deny_accounts,
  'groups.allowed': (partition) => partition.allow_groups,
  'qos.allowed': (partition) => partition.allow_qos,
  'qos.deny': (partition) => partition.deny_qos,
  'qos.assigned': (partition) => partition.qos_char,
  alternate: (partition) => partition.alternate,
  'tres.billing_weights': (partition) => partition.billing_weights_str,
  'tres.configured': (partition) => partition.tres_fmt_str,
  cluster: NOT_OURS,
  select_type: 'compared with scontrol',
  'cpus.task_binding': 'compared with scontrol',
  'cpus.total': (partition) => partition.total_cpus,
  'defaults.memory_per_cpu': 'the packed word, which the next two take apart',
  'defaults.partition_memory_per_cpu': (partition) => number(partition.def_mem_per_cpu),
  'defaults.partition_memory_per_node': (partition) => perNode(partition.def_mem_per_node),
  'defaults.time': (partition) => number(partition.default_time),
  'defaults.job': (partition) => partition.job_defaults,
  // 26.05 shows what is exclusive in `partition.exclusive`.
  flags: (partition, { release }) =>
    partition.flags.filter((name) => release < '26.05' || !name.startsWith('EXCLUSIVE_')),
  grace_time: (partition) => partition.grace_time,
  'maximums.cpus_per_node': (partition) => number(partition.max_cpus_per_node),
  'maximums.cpus_per_socket': (partition) => number(partition.max_cpus_per_socket),
  'maximums.memory_per_cpu': 'the packed word, which the next two take apart',
  'maximums.partition_memory_per_cpu': (partition) => number(partition.max_mem_per_cpu),
  'maximums.partition_memory_per_node': (partition) => perNode(partition.max_mem_per_node),
  'maximums.nodes': (partition) => number(partition.max_nodes),
  'maximums.shares': 'the packed word, compared with scontrol',
  'maximums.oversubscribe': 'compared with scontrol',
  'maximums.time': (partition) => number(partition.max_time),
  'maximums.over_time_limit': (partition) => number(partition.over_time_limit),
  'minimums.nodes': (partition) => partition.min_nodes,
  name: (partition) => partition.name,
  node_sets: (partition) => partition.nodesets,
  preempt_mode: 'compared with scontrol',
  'priority.job_factor': (partition) => partition.priority_job_factor,
  'priority.tier': (partition) => partition.priority_tier,
  'timeouts.resume': (partition) => number(partition.resume_timeout),
  'timeouts.suspend': (partition) => number(partition.suspend_timeout),
  'partition.state': (partition) => [partition.state_up],
  'partition.exclusive': 'compared with scontrol',
  'partition.oversubscribe': 'compared with scontrol',
  topology: NOT_OURS,
  suspend_time: (partition) => number(partition.suspend_time),
};

/** No limit is 0 there. */
function perNode(mib: number | undefined): unknown {
  return number(mib === Infinity ? 0 : mib);
}

/** `{nodes: {total: 8}}` as `{'nodes.total': 8}`, numbers in slurmrestd's own form left whole. */
export function flattened(partition: Shown): Shown {
  const flat: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(partition)) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || 'set' in value) {
      flat[key] = value;
      continue;
    }
    for (const [inner, innerValue] of Object.entries(value)) flat[`${key}.${inner}`] = innerValue;
  }
  return flat;
}
