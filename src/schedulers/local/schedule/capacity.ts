import type { Cluster } from '../cluster/cluster.ts';
import { gresKey } from '../cluster/gres.ts';

/** What one node has to give; also used for what is left of it. */
export interface NodeCapacity {
  cpus: number;
  /** MiB. */
  memory: number;
  /** Jobs that hold a part of it. */
  jobs: number;
  /** By kind; a typed kind (`gpu:tesla`) is counted under its name (`gpu`) too. */
  gres: Record<string, number>;
}

/** A part of one node, by the node's index. */
export interface NodePart {
  readonly node: number;
  readonly cpus: number;
  readonly memory: number;
  readonly tasks: number;
  readonly gres: Readonly<Record<string, number>>;
}

/** What a job takes of the cluster. */
export interface Placement {
  readonly parts: readonly NodePart[];
  readonly licenses: Readonly<Record<string, number>>;
}

/** What is left of the cluster at some moment. */
export interface Capacity {
  readonly nodes: NodeCapacity[];
  readonly licenses: Record<string, number>;
}

/** The whole cluster, free. Nodes that are down or drained give nothing unless `evenDown`. */
export function wholeCapacity(cluster: Cluster, options: { readonly evenDown: boolean }): Capacity {
  return {
    nodes: cluster.nodes.map((node) => {
      const usable = node.state === 'UP' || options.evenDown;
      const gres: Record<string, number> = {};
      for (const one of usable ? node.gres : []) {
        gres[one.name] = (gres[one.name] ?? 0) + one.count;
        if (one.type !== '') gres[gresKey(one)] = (gres[gresKey(one)] ?? 0) + one.count;
      }
      return { cpus: usable ? node.cpus : 0, memory: usable ? node.memory : 0, jobs: 0, gres };
    }),
    licenses: Object.fromEntries(cluster.licenses),
  };
}

export function copyCapacity({ nodes, licenses }: Capacity): Capacity {
  return { nodes: nodes.map((node) => ({ ...node, gres: { ...node.gres } })), licenses: { ...licenses } };
}

/** Amounts of gres by kind, those of typed kinds counted under their names, too: who takes a `gpu:tesla` takes a `gpu`. */
export function withNames(gres: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  let all: Record<string, number> | undefined;
  for (const key in gres) {
    const end = key.indexOf(':');
    if (end < 0) continue;
    all ??= { ...gres };
    const name = key.slice(0, end);
    all[name] = (all[name] ?? 0) + gres[key]!;
  }
  return all ?? gres;
}

/** Takes a placement out of what is left (`sign` -1) or gives it back (`sign` 1), in place. */
export function applyPlacement(capacity: Capacity, { parts, licenses }: Placement, sign: 1 | -1): void {
  for (const part of parts) {
    const node = capacity.nodes[part.node]!;
    node.cpus += sign * part.cpus;
    node.memory += sign * part.memory;
    node.jobs -= sign;
    const gres = withNames(part.gres);
    for (const key in gres) node.gres[key] = (node.gres[key] ?? 0) + sign * gres[key]!;
  }
  for (const name in licenses) {
    capacity.licenses[name] = (capacity.licenses[name] ?? 0) + sign * licenses[name]!;
  }
}

/** Lowers `capacity` to what both leave, in place: what is free throughout two moments. */
export function meetCapacity(capacity: Capacity, other: Capacity): void {
  capacity.nodes.forEach((node, index) => {
    const match = other.nodes[index]!;
    node.cpus = Math.min(node.cpus, match.cpus);
    node.memory = Math.min(node.memory, match.memory);
    node.jobs = Math.max(node.jobs, match.jobs);
    for (const key in node.gres) node.gres[key] = Math.min(node.gres[key]!, match.gres[key] ?? 0);
  });
  for (const name in capacity.licenses) {
    capacity.licenses[name] = Math.min(capacity.licenses[name]!, other.licenses[name] ?? 0);
  }
}
