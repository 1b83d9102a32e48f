import type { NodeSettings } from '../store/node-settings.ts';
import type { Cluster } from './cluster.ts';

/** Indexes of the nodes that are given to no job: down or drained, as configured or as changed since. */
export function closedNodes(cluster: Cluster, settings: NodeSettings): ReadonlySet<number> {
  return new Set(
    cluster.nodes.flatMap(({ name, state }, index) =>
      (settings[name]?.state ?? state) === 'UP' ? [] : [index],
    ),
  );
}
