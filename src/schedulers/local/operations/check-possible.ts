import { SlurmError } from '../../../slurm/error.ts';
import type { Cluster, ClusterPartition } from '../cluster/cluster.ts';
import type { StoredDescription } from '../job/job-record.ts';
import { needOf } from '../job/need-of.ts';
import { wholeCapacity } from '../schedule/capacity.ts';
import type { Need } from '../schedule/need.ts';
import { type Demand, placeAll } from '../schedule/plan.ts';

/**
 * What one description asks for, once it is clear that the partition could ever give it.
 * @throws SlurmError `NODE_COUNT_INVALID`, `CPU_COUNT_INVALID`, `CONFIGURATION_UNAVAILABLE`, `TIME_LIMIT_INVALID`,
 *   `TASK_MEMORY_INVALID`, and those of {@link needOf}
 */
export function checkPossible(
  description: StoredDescription,
  partition: ClusterPartition,
  cluster: Cluster,
): Demand {
  checkTime(description, partition);
  checkMemory(description, partition);
  const need = needOf(description, partition, cluster);
  checkNodes(need, partition, cluster);
  return { need, partition };
}

/** @throws SlurmError `CONFIGURATION_UNAVAILABLE` where the components of a het job only fit one by one */
export function checkTogether(demands: readonly Demand[], cluster: Cluster): void {
  if (demands.length < 2 || placeAll(demands, cluster, wholeCapacity(cluster, { evenDown: true }))) return;
  throw new SlurmError('CONFIGURATION_UNAVAILABLE', {
    partition: demands[0]!.partition.name,
    problem: 'its components do not fit at the same time',
  });
}

function checkTime({ time_limit }: StoredDescription, { name, maxTime }: ClusterPartition): void {
  if (time_limit === undefined || time_limit <= maxTime) return;
  throw new SlurmError('TIME_LIMIT_INVALID', {
    wanted: Number.isFinite(time_limit) ? time_limit : 'unlimited',
    limit: maxTime,
    partition: name,
  });
}

function checkMemory(
  { pn_min_memory: wanted }: StoredDescription,
  { name, maxMemory }: ClusterPartition,
): void {
  if (!wanted || !maxMemory || wanted.per !== maxMemory.per || wanted.mib <= maxMemory.mib) return;
  throw new SlurmError('TASK_MEMORY_INVALID', {
    wanted: wanted.mib,
    limit: maxMemory.mib,
    per: wanted.per === 'cpu' ? 'CPU' : 'node',
    partition: name,
  });
}

function checkNodes(need: Need, partition: ClusterPartition, cluster: Cluster): void {
  const nodes = partition.nodes.map((index) => cluster.nodes[index]!);
  const most = Math.min(nodes.length, partition.maxNodes);
  if (need.minNodes > most) {
    const problem = `${need.minNodes} nodes were asked for, but partition ${partition.name} gives ${most} at most`;
    throw new SlurmError('NODE_COUNT_INVALID', { problem, partition: partition.name });
  }
  const largest = Math.min(Math.max(0, ...nodes.map(({ cpus }) => cpus)), partition.maxCpusPerNode);
  const wanted = Math.max(need.overcommit ? 1 : need.cpusPerTask, need.nodeCpus);
  if (wanted > largest) {
    throw new SlurmError('CPU_COUNT_INVALID', { wanted, limit: largest, partition: partition.name });
  }
  if (placeAll([{ need, partition }], cluster, wholeCapacity(cluster, { evenDown: true }))) return;
  throw new SlurmError('CONFIGURATION_UNAVAILABLE', {
    partition: partition.name,
    problem: whyNever(need, nodes, Math.min(most, need.maxNodes)),
  });
}

function whyNever(
  need: Need,
  nodes: readonly { readonly cpus: number; readonly memory: number; readonly tmpDisk: number }[],
  most: number,
): string {
  const cpus = Math.max(need.tasks * (need.overcommit ? 0 : need.cpusPerTask), need.minCpus);
  const available = nodes
    .map((node) => node.cpus)
    .sort((a, b) => b - a)
    .slice(0, most)
    .reduce((sum, one) => sum + one, 0);
  if (cpus > available) {
    return `it needs ${cpus} CPUs, and ${most === 1 ? 'its largest node has' : `its ${most} largest nodes have`} ${available}`;
  }
  const memory = Math.max(need.memoryPerNode, need.memoryPerCpu * need.cpusPerTask);
  const largest = Math.max(...nodes.map((node) => node.memory));
  if (memory > largest) return `it needs ${memory} MiB of memory on a node, and the largest has ${largest}`;
  if (nodes.every(({ tmpDisk }) => tmpDisk < need.tmpDisk)) return 'no node has so much temporary disk space';
  return 'no node, or too few of them, have all that it asks for';
}
