import { buildCluster } from '../../../src/schedulers/local/cluster/build-cluster.ts';
import type { Cluster, ClusterNode } from '../../../src/schedulers/local/cluster/cluster.ts';
import { wholeCluster } from '../../../src/schedulers/local/cluster/configured-partition.ts';
import { thisMachine } from '../../../src/schedulers/local/cluster/this-machine.ts';

/** A cluster of the given nodes in one partition `debug`. */
export function testCluster(nodes: readonly Partial<ClusterNode>[], rules: Partial<Cluster> = {}): Cluster {
  const all = nodes.map((node, index) => ({
    ...thisMachine(),
    name: `host${index + 1}`,
    cpus: 4,
    memory: 1000,
    ...node,
  }));
  const partition = wholeCluster(all);
  return {
    ...buildCluster(undefined),
    nodes: all,
    nodeIndex: new Map(all.map(({ name }, index) => [name, index])),
    partitions: [partition],
    partitionByName: new Map([[partition.name, partition]]),
    ...rules,
  };
}
