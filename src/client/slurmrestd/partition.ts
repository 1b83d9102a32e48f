import { isNumberObject, numberOf, type Sent } from './values.ts';

/** Where a partition's members are: by slurmrestd's path (since v0.0.39) or name (to v0.0.38). */
const NAMES: Readonly<Record<string, string>> = {
  'accounts.allowed': 'allow_accounts',
  'accounts.deny': 'deny_accounts',
  'cpus.total': 'total_cpus',
  'defaults.partition_memory_per_cpu': 'def_mem_per_cpu',
  'defaults.partition_memory_per_node': 'def_mem_per_node',
  'defaults.time': 'default_time',
  'defaults.job': 'job_defaults',
  'groups.allowed': 'allow_groups',
  'maximums.cpus_per_node': 'max_cpus_per_node',
  'maximums.cpus_per_socket': 'max_cpus_per_socket',
  'maximums.nodes': 'max_nodes',
  'maximums.over_time_limit': 'over_time_limit',
  'maximums.partition_memory_per_cpu': 'max_mem_per_cpu',
  'maximums.partition_memory_per_node': 'max_mem_per_node',
  'maximums.time': 'max_time',
  'minimums.nodes': 'min_nodes',
  'nodes.allowed_allocation': 'allow_alloc_nodes',
  'nodes.configured': 'nodes',
  'nodes.total': 'total_nodes',
  'partition.state': 'state_up',
  'priority.job_factor': 'priority_job_factor',
  'priority.tier': 'priority_tier',
  'qos.allowed': 'allow_qos',
  'qos.assigned': 'qos_char',
  'qos.deny': 'deny_qos',
  'timeouts.resume': 'resume_timeout',
  'timeouts.suspend': 'suspend_timeout',
  'tres.billing_weights': 'billing_weights_str',
  'tres.configured': 'tres_fmt_str',
  alternate: 'alternate',
  flags: 'flags',
  grace_time: 'grace_time',
  name: 'name',
  node_sets: 'nodesets',
  suspend_time: 'suspend_time',
  allowed_accounts: 'allow_accounts',
  allowed_allocation_nodes: 'allow_alloc_nodes',
  allowed_groups: 'allow_groups',
  allowed_qos: 'allow_qos',
  alternative: 'alternate',
  billing_weights: 'billing_weights_str',
  default_memory_per_cpu: 'def_mem_per_cpu',
  default_memory_per_node: 'def_mem_per_node',
  default_time_limit: 'default_time',
  denied_accounts: 'deny_accounts',
  denied_qos: 'deny_qos',
  max_time_limit: 'max_time',
  maximum_cpus_per_node: 'max_cpus_per_node',
  maximum_memory_per_cpu: 'max_mem_per_cpu',
  maximum_memory_per_node: 'max_mem_per_node',
  maximum_nodes_per_job: 'max_nodes',
  'min nodes per job': 'min_nodes',
  nodes: 'nodes',
  over_time_limit: 'over_time_limit',
  preemption_grace_time: 'grace_time',
  priority_job_factor: 'priority_job_factor',
  priority_tier: 'priority_tier',
  qos: 'qos_char',
  state: 'state_up',
  total_cpus: 'total_cpus',
  total_nodes: 'total_nodes',
  tres: 'tres_fmt_str',
};

/** A partition of slurmrestd as `/slurm/v1` shows it. */
export function readPartition(sent: Sent): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flattened(sent))) {
    const name = NAMES[path];
    if (name === undefined) continue;
    // v0.0.38 has -1 for no limit.
    if (value === -1) record[name] = 'INFINITE';
    else record[name] = value === null || isNumberObject(value) ? numberOf(value) : value;
  }
  const { flags, state_up } = record;
  const words = Array.isArray(flags) ? flags.map((flag) => String(flag).toUpperCase()) : [];
  return { ...record, flags: words, state_up: String(Array.isArray(state_up) ? state_up[0] : state_up) };
}

function flattened(sent: Sent): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) {
    const isGroup =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberObject(value);
    if (!isGroup) flat[name] = value;
    else for (const [inner, innerValue] of Object.entries(value)) flat[`${name}.${inner}`] = innerValue;
  }
  return flat;
}
