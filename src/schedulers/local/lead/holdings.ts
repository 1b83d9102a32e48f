import { closedNodes } from '../cluster/closed-nodes.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { JobRecord, NodeShare, StartedRecord } from '../job/job-record.ts';
import { plannedSeconds } from '../job/time-limit.ts';
import {
  applyPlacement,
  type Capacity,
  type NodePart,
  type Placement,
  wholeCapacity,
} from '../schedule/capacity.ts';
import type { Occupied } from '../schedule/timeline.ts';
import { NO_SETTINGS } from '../store/node-settings.ts';

interface Held {
  readonly record: StartedRecord;
  readonly placement: Placement;
}

/** What started jobs hold, and which CPUs that are. */
export class Holdings {
  readonly #cluster: Cluster;
  readonly #held = new Map<number, Held>();
  /** Of all nodes, the closed ones, too. */
  #free: Capacity;
  #closed: ReadonlySet<number>;
  /** For each node, which of its CPUs are taken. */
  #taken: Uint8Array[];

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#free = wholeCapacity(cluster, { evenDown: true });
    this.#closed = closedNodes(cluster, NO_SETTINGS);
    this.#taken = cluster.nodes.map(({ cpus }) => new Uint8Array(cpus));
  }

  /** What is left; not to be changed. */
  get free(): Capacity {
    if (this.#closed.size === 0) return this.#free;
    const nothing = { cpus: 0, memory: 0, jobs: 0, gres: {} };
    const nodes = this.#free.nodes.map((node, index) => (this.#closed.has(index) ? nothing : node));
    return { ...this.#free, nodes };
  }

  /** Gives these nodes, by their indexes, to no job any more. @returns whether that is another set than before */
  close(nodes: ReadonlySet<number>): boolean {
    if (nodes.size === this.#closed.size && [...nodes].every((node) => this.#closed.has(node))) return false;
    this.#closed = nodes;
    return true;
  }

  get size(): number {
    return this.#held.size;
  }

  /** No node has a CPU left. */
  get full(): boolean {
    return this.#free.nodes.every(({ cpus }, index) => cpus <= 0 || this.#closed.has(index));
  }

  add(record: StartedRecord): void {
    this.delete(record.id);
    const { shares, licenses = {} } = record.state.run;
    const placement = { parts: shares.flatMap((share) => this.#part(share)), licenses };
    this.#held.set(record.id, { record, placement });
    this.#mark(shares, 1);
    applyPlacement(this.#free, placement, -1);
  }

  delete(id: number): void {
    const held = this.#held.get(id);
    if (!held) return;
    this.#held.delete(id);
    this.#mark(held.record.state.run.shares, 0);
    applyPlacement(this.#free, held.placement, 1);
  }

  clear(): void {
    this.#held.clear();
    this.#free = wholeCapacity(this.#cluster, { evenDown: true });
    for (const cpus of this.#taken) cpus.fill(0);
  }

  records(): StartedRecord[] {
    return Array.from(this.#held.values(), ({ record }) => record);
  }

  /** What is held, and until when at most. */
  *occupied(now: number): Generator<Occupied> {
    for (const { record, placement } of this.#held.values()) {
      // What is held of a closed node comes back to nobody.
      const parts = placement.parts.filter(({ node }) => !this.#closed.has(node));
      yield { placements: [{ ...placement, parts }], end: expectedEnd(record, this.#cluster, now) };
    }
  }

  /**
   * Names the CPUs of placements that start together.
   * @returns for each placement what the job holds on its nodes
   */
  assign(placements: readonly Placement[]): NodeShare[][] {
    const assigned = placements.map(({ parts }) => {
      const shares = parts.map((part) => this.#share(part));
      this.#mark(shares, 1);
      return shares;
    });
    // They count as taken only once their records are stored.
    for (const shares of assigned) this.#mark(shares, 0);
    return assigned;
  }

  #share({ node, cpus, memory, tasks, gres }: NodePart): NodeShare {
    const taken = this.#taken[node]!;
    const chosen: number[] = [];
    for (let cpu = 0; chosen.length < cpus && cpu < taken.length; cpu++) if (!taken[cpu]) chosen.push(cpu);
    const { name } = this.#cluster.nodes[node]!;
    return { node: name, cpus: chosen, memory, tasks, ...(Object.keys(gres).length > 0 && { gres }) };
  }

  /** Nothing of a node that the configuration no longer has. */
  #part({ node, cpus, memory, tasks, gres = {} }: NodeShare): NodePart[] {
    const index = this.#cluster.nodeIndex.get(node);
    return index === undefined ? [] : [{ node: index, cpus: cpus.length, memory, tasks, gres }];
  }

  #mark(shares: readonly NodeShare[], value: 0 | 1): void {
    for (const { node, cpus } of shares) {
      const taken = this.#taken[this.#cluster.nodeIndex.get(node) ?? -1];
      for (const cpu of cpus) if (taken) taken[cpu] = value;
    }
  }
}

function expectedEnd(record: JobRecord, cluster: Cluster, now: number): number {
  const { state, description } = record;
  const partition = cluster.partitionByName.get(description.partition ?? '');
  if (state.kind === 'completing') return now + cluster.killWait;
  if (!partition || !('run' in state) || !state.run) return now;
  const { startTime, suspended } = state.run;
  const end = startTime + suspended + plannedSeconds(description, partition) + partition.overTimeLimit * 60;
  // A suspended job uses none of its time.
  return state.kind === 'suspended' ? end + now - state.run.suspendTime : end;
}
