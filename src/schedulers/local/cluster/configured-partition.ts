import { compressHostlist } from '../../../slurm/hostlist.ts';
import type { PartitionDefinition } from '../../../slurm/slurm-conf.ts';
import type { ClusterNode, ClusterPartition } from './cluster.ts';
import { type ConfValues, confValues } from './conf-values.ts';

/** What a PartitionName line that says nothing means. */
const DEFAULTS = {
  hidden: false,
  rootOnly: false,
  state: 'UP',
  maxTime: Number.POSITIVE_INFINITY,
  defaultTime: undefined,
  overTimeLimit: 0,
  minNodes: 0,
  maxNodes: Number.POSITIVE_INFINITY,
  maxCpusPerNode: Number.POSITIVE_INFINITY,
  priorityTier: 1,
  priorityJobFactor: 1,
  exclusive: false,
  defMemory: undefined,
  maxMemory: undefined,
} as const;

/** `debug`, every node of the cluster: what there is without PartitionName lines. */
export function wholeCluster(nodes: readonly ClusterNode[]): ClusterPartition {
  return {
    ...DEFAULTS,
    name: 'debug',
    isDefault: true,
    ...members(
      nodes,
      nodes.map(({ name }) => name),
    ),
  };
}

/** @throws SlurmError `CONF_MALFORMED` */
export function configuredPartition(
  { name, nodes: names, values, where }: PartitionDefinition,
  nodes: readonly ClusterNode[],
  clusterValues: ReadonlyMap<string, string>,
): ClusterPartition {
  const conf = confValues(values, where);
  const cluster = confValues(clusterValues, where);
  const state = (conf.text('state') ?? 'UP').toUpperCase();
  const tier = conf.number('prioritytier') ?? conf.number('priority') ?? 1;
  return {
    ...members(nodes, names),
    name,
    isDefault: conf.yes('default'),
    hidden: conf.yes('hidden'),
    rootOnly: conf.yes('rootonly'),
    state: state === 'DOWN' || state === 'DRAIN' || state === 'INACTIVE' ? state : 'UP',
    maxTime: conf.minutes('maxtime') ?? DEFAULTS.maxTime,
    defaultTime: conf.minutes('defaulttime'),
    overTimeLimit: conf.minutes('overtimelimit') ?? cluster.minutes('overtimelimit') ?? 0,
    minNodes: conf.number('minnodes') ?? 0,
    maxNodes: conf.number('maxnodes', Number.POSITIVE_INFINITY) ?? DEFAULTS.maxNodes,
    maxCpusPerNode: conf.number('maxcpuspernode', Number.POSITIVE_INFINITY) ?? DEFAULTS.maxCpusPerNode,
    priorityTier: tier,
    priorityJobFactor: conf.number('priorityjobfactor') ?? 1,
    exclusive: /^exclusive/i.test(conf.text('oversubscribe') ?? conf.text('shared') ?? ''),
    defMemory: memory(conf, 'defmem') ?? memory(cluster, 'defmem'),
    maxMemory: memory(conf, 'maxmem') ?? memory(cluster, 'maxmem'),
  };
}

function members(
  nodes: readonly ClusterNode[],
  names: readonly string[],
): Pick<ClusterPartition, 'nodes' | 'nodeList'> {
  const wanted = new Set(names);
  const indexes = nodes.flatMap((node, index) => (wanted.has(node.name) ? [index] : []));
  indexes.sort((a, b) => nodes[a]!.weight - nodes[b]!.weight || a - b);
  return { nodes: indexes, nodeList: compressHostlist(names) };
}

/** 0 is "no limit", as not given. */
function memory(conf: ConfValues, key: string): ClusterPartition['defMemory'] {
  const perCpu = conf.number(`${key}percpu`);
  if (perCpu) return { mib: perCpu, per: 'cpu' };
  const perNode = conf.number(`${key}pernode`);
  return perNode ? { mib: perNode, per: 'node' } : undefined;
}
