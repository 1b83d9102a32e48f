import type { Cluster, ClusterPartition } from '../cluster/cluster.ts';
import { applyPlacement, type Capacity, copyCapacity, type Placement } from './capacity.ts';
import type { Need } from './need.ts';
import { place } from './place.ts';
import { type Occupied, Timeline } from './timeline.ts';

/** One thing to place; a het job has one for every component. */
export interface Demand {
  readonly need: Need;
  readonly partition: ClusterPartition;
}

/** A job that may start, as far as planning cares. */
export interface Candidate {
  readonly id: number;
  readonly demands: readonly Demand[];
  /** Time limit; an unlimited job counts as {@link YEAR}. */
  readonly seconds: number;
  /** Starts wanted: the pending tasks of an array, else 1. */
  readonly copies: number;
  /** Equal shapes need the same for the same time: where one does not fit, no other does. */
  readonly shape: string;
  readonly array?: { readonly jobId: number; readonly limit: number; readonly running: number };
}

export interface Start {
  readonly id: number;
  /** One for each demand. */
  readonly placements: readonly Placement[];
  /** It overtook a job that is waiting for resources. */
  readonly backfilled: boolean;
}

export interface Blocked {
  readonly id: number;
  /** Slurm's reason name. */
  readonly reason: 'Resources' | 'Licenses' | 'JobArrayTaskLimit' | 'ReqNodeNotAvail';
  /** UNIX seconds; absent = not known. */
  readonly expectedStart?: number;
}

export interface Plan {
  readonly starts: readonly Start[];
  /** Jobs whose reason is other than `Priority`. */
  readonly blocked: readonly Blocked[];
  /** Candidates that were looked at. */
  readonly tested: number;
  /** Of those, after the first that had to wait for resources. */
  readonly backfillTested: number;
}

interface PlanInput {
  /** In the order of priority. Read only as far as needed. */
  readonly queue: Iterable<Candidate>;
  readonly cluster: Cluster;
  /** What is free now. Left unchanged. */
  readonly free: Capacity;
  readonly occupied: Iterable<Occupied>;
  /** UNIX seconds. */
  readonly now: number;
  /** Candidates to look at, at most. */
  readonly depth: number;
}

/** Partitions whose first waiting job is given a reservation. */
const MAX_RESERVATIONS = 8;

/**
 * Which jobs start now. Jobs are taken by priority; the first of a partition that must wait for resources gets
 * a reservation for the earliest time it could start, and those after it may start only where that delays no
 * reservation (backfill).
 */
export function plan({ queue, cluster, free, occupied, now, depth }: PlanInput): Plan {
  const timeline = new Timeline(now, copyCapacity(free), occupied);
  const starts: Start[] = [];
  const blocked: Blocked[] = [];
  const hopeless = new Set<string>();
  const reserved = new Set<ClusterPartition>();
  const startedOfArray = new Map<number, number>();
  let tested = 0;
  let backfillTested = 0;

  for (const candidate of queue) {
    if (tested >= depth || (timeline.full && blocked.length > 0)) break;
    tested++;
    if (reserved.size > 0) backfillTested++;
    if (hopeless.has(candidate.shape)) continue;

    const { demands, seconds, array } = candidate;
    const tryFit = (capacity: Capacity) => placeAll(demands, cluster, capacity);
    for (let copy = 0; copy < candidate.copies; copy++) {
      const ofArray = array ? (startedOfArray.get(array.jobId) ?? 0) : 0;
      if (array && array.limit > 0 && array.running + ofArray >= array.limit) {
        blocked.push({ id: candidate.id, reason: 'JobArrayTaskLimit' });
        break;
      }
      const placements = timeline.full ? undefined : tryFit(timeline.freeFor(seconds));
      if (!placements) {
        hopeless.add(candidate.shape);
        if (reserved.has(demands[0]!.partition) || reserved.size >= MAX_RESERVATIONS) break;
        const time = timeline.reserve(tryFit, seconds);
        if (time === undefined) {
          blocked.push({ id: candidate.id, reason: 'ReqNodeNotAvail' });
          break;
        }
        for (const { partition } of demands) reserved.add(partition);
        const reason = lacksLicenses(demands, timeline.freeFor(1)) ? 'Licenses' : 'Resources';
        blocked.push({ id: candidate.id, reason, expectedStart: time });
        break;
      }
      timeline.occupy(placements, seconds);
      starts.push({ id: candidate.id, placements, backfilled: reserved.size > 0 });
      if (array) startedOfArray.set(array.jobId, ofArray + 1);
    }
  }
  return { starts, blocked, tested, backfillTested };
}

/** Places all demands at once, or none. */
export function placeAll(
  demands: readonly Demand[],
  cluster: Cluster,
  free: Capacity,
): readonly Placement[] | undefined {
  let left = free;
  const placements: Placement[] = [];
  for (const [index, { need, partition }] of demands.entries()) {
    const placement = place(need, partition, cluster, left);
    if (!placement) return undefined;
    placements.push(placement);
    if (index + 1 === demands.length) break;
    if (left === free) left = copyCapacity(free);
    applyPlacement(left, placement, -1);
  }
  return placements;
}

function lacksLicenses(demands: readonly Demand[], { licenses }: Capacity): boolean {
  return demands.some(({ need }) =>
    Object.entries(need.licenses).some(([name, count]) => (licenses[name] ?? 0) < count),
  );
}
