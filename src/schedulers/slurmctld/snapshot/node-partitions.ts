import type { Node } from '../../../slurm/node.ts';
import type { Partition } from '../../../slurm/partition.ts';
import type { Snapshot } from '../../../slurm/scheduler.ts';
import { hostNames } from '../messages/host-names.ts';

/**
 * Fills in which partitions each node is in, which only the partition table tells. A node that is as before in
 * both tables stays the same object.
 */
export class NodePartitions {
  private nodes: Snapshot<Node> | undefined;
  private partitions: Snapshot<Partition> | undefined;
  private joined: Snapshot<Node> | undefined;
  private namesOf: ReadonlyMap<string, readonly string[]> = new Map();
  private joinedFrom = new Map<Node, Node>();

  join(nodes: Snapshot<Node>, partitions: Snapshot<Partition>): Snapshot<Node> {
    if (this.joined && nodes === this.nodes && partitions === this.partitions) return this.joined;
    if (partitions !== this.partitions) {
      const namesOf = membership(partitions.records);
      if (!sameMembership(namesOf, this.namesOf)) {
        this.namesOf = namesOf;
        this.joinedFrom = new Map();
      }
    }
    const joinedFrom = new Map(
      nodes.records.map((node) => [
        node,
        this.joinedFrom.get(node) ?? { ...node, partitions: this.namesOf.get(node.name) ?? [] },
      ]),
    );
    this.joinedFrom = joinedFrom;
    this.nodes = nodes;
    this.partitions = partitions;
    this.joined = {
      records: [...joinedFrom.values()],
      lastUpdate: Math.max(nodes.lastUpdate, partitions.lastUpdate),
      version: `${nodes.version}.${partitions.version}`,
    };
    return this.joined;
  }
}

function membership(partitions: readonly Partition[]): Map<string, string[]> {
  const namesOf = new Map<string, string[]>();
  for (const partition of partitions) {
    for (const node of hostNames(partition.nodes)) {
      const names = namesOf.get(node);
      if (names) names.push(partition.name);
      else namesOf.set(node, [partition.name]);
    }
  }
  return namesOf;
}

function sameMembership(
  a: ReadonlyMap<string, readonly string[]>,
  b: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [node, names] of a) if (names.join() !== b.get(node)?.join()) return false;
  return true;
}
