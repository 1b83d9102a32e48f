import type { Cluster, ClusterPartition } from '../cluster/cluster.ts';
import { type Capacity, type NodePart, type Placement, withNames } from './capacity.ts';
import type { Need } from './need.ts';

/** How much of one node a job may get. */
interface Offer {
  readonly node: number;
  readonly cpus: number;
  /** Most tasks of the job that fit. */
  readonly tasks: number;
  readonly gres: Readonly<Record<string, number>>;
}

/**
 * Where a job can be put in what is left of the cluster: the fewest nodes that hold it, filled in the order of
 * the partition. `undefined` where it does not fit.
 */
export function place(
  need: Need,
  partition: ClusterPartition,
  cluster: Cluster,
  free: Capacity,
): Placement | undefined {
  for (const name in need.licenses) {
    if ((free.licenses[name] ?? 0) < need.licenses[name]!) return undefined;
  }
  for (const features of need.features.length > 0 ? need.features : [[]]) {
    const parts = placeOn(offers(need, partition, cluster, free, features), need, cluster);
    if (parts) return { parts, licenses: need.licenses };
  }
  return undefined;
}

function offers(
  need: Need,
  partition: ClusterPartition,
  cluster: Cluster,
  free: Capacity,
  features: readonly string[],
): Offer[] {
  const found: Offer[] = [];
  const gresPerNode = withNames(need.gresPerNode);
  const gresPerTask = withNames(need.gresPerTask);
  for (const index of partition.nodes) {
    const node = cluster.nodes[index]!;
    const { cpus: left, memory, jobs, gres } = free.nodes[index]!;
    if (left < Math.max(1, need.nodeCpus) || memory < need.memoryPerNode) continue;
    if (need.excludedNodes.includes(index) || node.tmpDisk < need.tmpDisk) continue;
    if (need.exclusive && jobs > 0) continue;
    if (!features.every((feature) => node.features.includes(feature))) continue;
    if (!has(gres, gresPerNode)) continue;
    let cpus = Math.min(left, partition.maxCpusPerNode);
    if (need.memoryPerCpu > 0) cpus = Math.min(cpus, Math.floor(memory / need.memoryPerCpu));
    if (cpus < Math.max(1, need.nodeCpus)) continue;
    const tasks = Math.min(tasksOnCpus(need, cpus), tasksWithGres(gres, gresPerNode, gresPerTask));
    if (tasks > 0) found.push({ node: index, cpus, tasks, gres });
  }
  return found;
}

function has(gres: Readonly<Record<string, number>>, wanted: Readonly<Record<string, number>>): boolean {
  for (const key in wanted) if ((gres[key] ?? 0) < wanted[key]!) return false;
  return true;
}

function tasksOnCpus({ overcommit, tasksPerNode, cpusPerTask }: Need, cpus: number): number {
  return overcommit ? tasksPerNode : Math.min(tasksPerNode, Math.floor(cpus / cpusPerTask));
}

function tasksWithGres(
  left: Readonly<Record<string, number>>,
  perNode: Readonly<Record<string, number>>,
  perTask: Readonly<Record<string, number>>,
): number {
  let tasks = Number.POSITIVE_INFINITY;
  for (const key in perTask)
    tasks = Math.min(tasks, Math.floor(((left[key] ?? 0) - (perNode[key] ?? 0)) / perTask[key]!));
  return tasks;
}

function placeOn(offered: readonly Offer[], need: Need, cluster: Cluster): NodePart[] | undefined {
  if (need.requiredNodes.length === 0) {
    // Where the order of the partition takes too many nodes, the roomiest ones may still do.
    return firstThatFit(offered, need, cluster) ?? firstThatFit(offered.toSorted(roomiest), need, cluster);
  }
  const required = offered.filter(({ node }) => need.requiredNodes.includes(node));
  if (required.length < need.requiredNodes.length) return undefined;
  const others = offered.filter(({ node }) => !need.requiredNodes.includes(node));
  return (
    firstThatFit([...required, ...others], need, cluster) ??
    firstThatFit([...required, ...others.sort(roomiest)], need, cluster)
  );
}

function roomiest(a: Offer, b: Offer): number {
  return b.tasks - a.tasks || b.cpus - a.cpus;
}

/** Takes nodes from the front until they hold the job. */
function firstThatFit(offered: readonly Offer[], need: Need, cluster: Cluster): NodePart[] | undefined {
  const least = Math.max(need.minNodes, need.requiredNodes.length, 1);
  // Every node runs a task, so more nodes than tasks only where they are asked for.
  const most = Math.min(offered.length, need.maxNodes, Math.max(need.tasks, need.minCpus, least));
  let tasks = 0;
  let cpus = 0;
  for (let count = 1; count <= most; count++) {
    tasks += offered[count - 1]!.tasks;
    cpus += offered[count - 1]!.cpus;
    if (count < least || tasks < need.tasks || cpus < need.minCpus) continue;
    const parts = share(offered.slice(0, count), need, cluster);
    if (parts) return parts;
  }
  return undefined;
}

/** Spreads the tasks over the nodes in blocks, at least one on each, then the CPUs and gres still missing. */
function share(offered: readonly Offer[], need: Need, cluster: Cluster): NodePart[] | undefined {
  let tasksLeft = Math.max(need.tasks - offered.length, 0);
  let cpusLeft = need.minCpus;
  const drafts = offered.map((offer) => {
    const more = Math.min(tasksLeft, offer.tasks - 1);
    tasksLeft -= more;
    const cpus = Math.max(need.overcommit ? 1 : (1 + more) * need.cpusPerTask, need.nodeCpus);
    cpusLeft -= cpus;
    return { offer, tasks: 1 + more, cpus };
  });
  if (tasksLeft > 0) return undefined;
  for (const draft of drafts) {
    const more = Math.max(0, Math.min(cpusLeft, draft.offer.cpus - draft.cpus));
    draft.cpus += more;
    cpusLeft -= more;
  }
  if (cpusLeft > 0) return undefined;
  const parts = drafts.map(({ offer, tasks, cpus }) => ({
    node: offer.node,
    cpus: need.exclusive ? cluster.nodes[offer.node]!.cpus : cpus,
    memory: need.memoryPerNode + need.memoryPerCpu * cpus,
    tasks,
    gres: gresOfNode(need, tasks),
  }));
  return spreadGres(parts, need, offered);
}

function gresOfNode(need: Need, tasks: number): Record<string, number> {
  const gres: Record<string, number> = { ...need.gresPerNode };
  for (const key in need.gresPerTask) gres[key] = (gres[key] ?? 0) + tasks * need.gresPerTask[key]!;
  return gres;
}

/** Adds what the job wants of gres in all, from the first nodes that have it. */
function spreadGres(
  parts: (NodePart & { gres: Record<string, number> })[],
  need: Need,
  offered: readonly Offer[],
): NodePart[] | undefined {
  for (const key in need.gresPerJob) {
    let missing = need.gresPerJob[key]!;
    const kinds = Object.keys(withNames({ [key]: missing }));
    for (const [index, part] of parts.entries()) {
      const taken = withNames(part.gres);
      const left = kinds.map((kind) => (offered[index]!.gres[kind] ?? 0) - (taken[kind] ?? 0));
      const more = Math.min(missing, ...left);
      if (more <= 0) continue;
      part.gres[key] = (part.gres[key] ?? 0) + more;
      missing -= more;
    }
    if (missing > 0) return undefined;
  }
  return parts;
}
