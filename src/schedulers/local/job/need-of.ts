import { SlurmError } from '../../../slurm/error.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import type { Cluster, ClusterPartition } from '../cluster/cluster.ts';
import { gresKey, parseGres } from '../cluster/gres.ts';
import type { Need } from '../schedule/need.ts';
import type { StoredDescription } from './job-record.ts';

type Counts = Readonly<Record<string, number>>;

/**
 * What a description needs of a partition. Defaults: sbatch(1).
 * @throws SlurmError for counts, gres, features, licenses and nodes that cannot be read or do not exist
 */
export function needOf(description: StoredDescription, partition: ClusterPartition, cluster: Cluster): Need {
  const {
    min_nodes = 1,
    max_nodes = Number.POSITIVE_INFINITY,
    cpus_per_task = 1,
    ntasks_per_node,
  } = description;
  if (min_nodes < 1 || max_nodes < min_nodes) {
    throw new SlurmError('NODE_COUNT_INVALID', {
      problem: `Between ${min_nodes} and ${max_nodes} nodes is impossible`,
      partition: partition.name,
    });
  }
  const overcommit = description.overcommit === true;
  const memory = description.pn_min_memory ?? partition.defMemory;
  return {
    minNodes: min_nodes,
    maxNodes: max_nodes,
    tasks: description.num_tasks ?? (ntasks_per_node ?? 0) * min_nodes,
    cpusPerTask: Math.max(1, cpus_per_task),
    tasksPerNode: ntasks_per_node ?? Number.POSITIVE_INFINITY,
    minCpus: overcommit ? 0 : (description.min_cpus ?? 0),
    nodeCpus: description.pn_min_cpus ?? 0,
    memoryPerNode: memory?.per === 'node' ? memory.mib : 0,
    memoryPerCpu: memory?.per === 'cpu' ? memory.mib : 0,
    tmpDisk: description.pn_min_tmp_disk ?? 0,
    exclusive: description.shared === 0 || partition.exclusive,
    overcommit,
    gresPerNode: gresCounts(description.tres_per_node, cluster),
    gresPerTask: gresCounts(description.tres_per_task, cluster),
    gresPerJob: gresCounts(description.tres_per_job, cluster),
    features: featureChoices(description.features, cluster),
    requiredNodes: nodeIndexes(description.req_nodes, partition, cluster),
    excludedNodes: nodeIndexes(description.exc_nodes, undefined, cluster),
    licenses: licenseCounts(description.licenses, cluster),
  };
}

function gresCounts(text: string | undefined, cluster: Cluster): Counts {
  if (text === undefined || text === '') return {};
  const wanted = parseGres(text);
  if (!wanted) throw new SlurmError('GRES_INVALID', { text, problem: 'write NAME:COUNT or NAME:TYPE:COUNT' });
  const counts: Record<string, number> = {};
  for (const gres of wanted) {
    // CPUs of a task are asked for twice then: `cpu=2` says the same as cpus_per_task.
    if (gres.name === 'cpu') continue;
    const known = cluster.nodes.some((node) =>
      node.gres.some(({ name, type }) => name === gres.name && (gres.type === '' || type === gres.type)),
    );
    if (!known) throw new SlurmError('GRES_INVALID', { text, problem: `no node has ${gresKey(gres)}` });
    if (gres.count > 0) counts[gresKey(gres)] = (counts[gresKey(gres)] ?? 0) + gres.count;
  }
  return counts;
}

/** `a&b|c` as [[a, b], [c]]. Parentheses and counts are not for clusters that one machine emulates. */
function featureChoices(text: string | undefined, cluster: Cluster): string[][] {
  if (text === undefined || text === '') return [];
  const choices = text.split('|').map((choice) => choice.split(/[&,]/).map((feature) => feature.trim()));
  const known = new Set(cluster.nodes.flatMap(({ features }) => features));
  if (choices.flat().some((feature) => !known.has(feature)))
    throw new SlurmError('FEATURE_INVALID', { text });
  return choices;
}

function nodeIndexes(
  text: string | undefined,
  partition: ClusterPartition | undefined,
  cluster: Cluster,
): number[] {
  if (text === undefined || text === '') return [];
  return [...new Set(expandHostlist(text))].map((name) => {
    const index = cluster.nodeIndex.get(name);
    if (index === undefined) throw new SlurmError('JOB_NODE_UNKNOWN', { name });
    if (partition && !partition.nodes.includes(index)) {
      throw new SlurmError('NODE_NOT_IN_PARTITION', { name, partition: partition.name });
    }
    return index;
  });
}

function licenseCounts(text: string | undefined, cluster: Cluster): Counts {
  if (text === undefined || text === '') return {};
  const wanted = parseGres(text);
  if (!wanted)
    throw new SlurmError('LICENSE_INVALID', { text, problem: 'write NAME:COUNT, with commas between' });
  return Object.fromEntries(
    wanted.map(({ name, count }) => {
      const total = cluster.licenses.get(name) ?? 0;
      if (count > total) {
        throw new SlurmError('LICENSE_INVALID', {
          text,
          problem: `the cluster has ${total} licenses ${name}`,
        });
      }
      return [name, count];
    }),
  );
}
