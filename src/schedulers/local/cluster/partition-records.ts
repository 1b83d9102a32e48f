import type { Partition } from '../../../slurm/partition.ts';
import { formatTres } from '../job/tres.ts';
import type { Cluster, ClusterPartition } from './cluster.ts';

/** The partitions as configured. */
export function partitionRecords(cluster: Cluster): Partition[] {
  return cluster.partitions.map((partition) => partitionRecord(partition, cluster));
}

function partitionRecord(partition: ClusterPartition, cluster: Cluster): Partition {
  const nodes = partition.nodes.map((index) => cluster.nodes[index]!);
  const cpus = nodes.reduce((sum, node) => sum + node.cpus, 0);
  const { defMemory, maxMemory } = partition;
  return {
    name: partition.name,
    state_up: partition.state,
    flags: [
      ...(partition.isDefault ? ['DEFAULT'] : []),
      ...(partition.hidden ? ['HIDDEN'] : []),
      ...(partition.rootOnly ? ['ROOT_ONLY'] : []),
    ],
    nodes: partition.nodeList,
    nodesets: '',
    total_nodes: nodes.length,
    total_cpus: cpus,
    min_nodes: partition.minNodes,
    max_nodes: partition.maxNodes,
    default_time: partition.defaultTime,
    max_time: partition.maxTime,
    grace_time: 0,
    over_time_limit: partition.overTimeLimit || undefined,
    def_mem_per_cpu: defMemory?.per === 'cpu' ? defMemory.mib : undefined,
    def_mem_per_node: defMemory?.per === 'node' ? defMemory.mib : undefined,
    max_mem_per_cpu: maxMemory?.per === 'cpu' ? maxMemory.mib : undefined,
    max_mem_per_node: maxMemory?.per === 'node' ? maxMemory.mib : undefined,
    max_cpus_per_node: Number.isFinite(partition.maxCpusPerNode) ? partition.maxCpusPerNode : undefined,
    max_cpus_per_socket: undefined,
    max_share: partition.exclusive ? 0 : 1,
    max_share_forced: false,
    preempt_mode: undefined,
    priority_job_factor: partition.priorityJobFactor,
    priority_tier: partition.priorityTier,
    cpu_bind: 0,
    cr_type: 0,
    allow_accounts: '',
    allow_alloc_nodes: '',
    allow_groups: '',
    allow_qos: '',
    deny_accounts: '',
    deny_qos: '',
    qos_char: '',
    alternate: '',
    billing_weights_str: '',
    tres_fmt_str: formatTres({
      cpus,
      memory: nodes.reduce((sum, node) => sum + node.memory, 0),
      nodes: nodes.length,
      gres: {},
    }),
    job_defaults: '',
    resume_timeout: undefined,
    suspend_timeout: undefined,
    suspend_time: undefined,
  };
}
