import fc from 'fast-check';
import type { Cluster } from '../../../../src/schedulers/local/cluster/cluster.ts';
import {
  applyPlacement,
  type Capacity,
  wholeCapacity,
} from '../../../../src/schedulers/local/schedule/capacity.ts';
import type { Need } from '../../../../src/schedulers/local/schedule/need.ts';
import { type Candidate, type Plan, placeAll, plan } from '../../../../src/schedulers/local/schedule/plan.ts';
import type { Occupied } from '../../../../src/schedulers/local/schedule/timeline.ts';
import { testCluster } from '../test-cluster.ts';
import { need } from './need.ts';

export const NOW = 1_000_000;

export function candidate(
  cluster: Cluster,
  id: number,
  wants: Partial<Need>,
  seconds: number,
  rest: Partial<Candidate> = {},
): Candidate {
  const demands = [{ need: need(wants), partition: cluster.partitions[0]! }];
  return { id, demands, seconds, copies: 1, shape: JSON.stringify([wants, seconds]), ...rest };
}

/** What is left beside what is held at a time. */
export function freeAt(cluster: Cluster, held: readonly Occupied[], time: number): Capacity {
  const free = wholeCapacity(cluster, { evenDown: false });
  for (const { placements, end } of held) {
    if (end > time) for (const placement of placements) applyPlacement(free, placement, -1);
  }
  return free;
}

/** What more was given out of than there is. */
export function overdrawn({ nodes, licenses }: Capacity): readonly string[] {
  const amounts = [
    ...nodes.flatMap(({ cpus, memory, gres }, index) =>
      Object.entries({ cpus, memory, ...gres }).map(
        ([what, left]) => [`${what} of node ${index}`, left] as const,
      ),
    ),
    ...Object.entries(licenses),
  ];
  return amounts.flatMap(([what, left]) => (left < 0 ? [`${what}: ${left}`] : []));
}

export function planned(
  cluster: Cluster,
  queue: readonly Candidate[],
  held: readonly Occupied[],
  now = NOW,
): Plan {
  return plan({ queue, cluster, free: freeAt(cluster, held, now), occupied: held, now, depth: 1000 });
}

const gpus = fc.constantFrom<Record<string, number>>({}, {}, {}, { gpu: 1 }, { 'gpu:tesla': 2 }, { gpu: 3 });

/** --mem and --mem-per-cpu exclude each other. */
const memories = fc.constantFrom<Partial<Need>>(
  {},
  {},
  { memoryPerNode: 300 },
  { memoryPerNode: 900 },
  { memoryPerCpu: 100 },
  { memoryPerCpu: 250 },
);

const needs: fc.Arbitrary<Partial<Need>> = fc.record({
  tasks: fc.integer({ min: 0, max: 8 }),
  cpusPerTask: fc.integer({ min: 1, max: 3 }),
  tasksPerNode: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1, 2),
  minNodes: fc.integer({ min: 1, max: 2 }),
  minCpus: fc.constantFrom(0, 0, 0, 3, 7),
  nodeCpus: fc.constantFrom(0, 0, 0, 2),
  exclusive: fc.constantFrom(false, false, false, true),
  overcommit: fc.constantFrom(false, false, false, true),
  gresPerNode: gpus,
  gresPerTask: gpus,
  gresPerJob: gpus,
  licenses: fc.constantFrom<Record<string, number>>({}, {}, { matlab: 1 }, { matlab: 2 }),
});

const wants = fc.tuple(needs, memories).map(([others, memory]) => ({ ...others, ...memory }));

/** A cluster, jobs that run on it, and a queue. */
export const situations = fc
  .record({
    cpus: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 }),
    running: fc.array(fc.record({ wants, seconds: fc.integer({ min: 1, max: 500 }) }), { maxLength: 8 }),
    queue: fc.array(
      fc.record({
        wants,
        seconds: fc.integer({ min: 1, max: 500 }),
        copies: fc.integer({ min: 1, max: 4 }),
        limit: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ cpus, running, queue }) => {
    const nodes = cpus.map((count) => ({ cpus: count, gres: [{ name: 'gpu', type: 'tesla', count: 3 }] }));
    const cluster = testCluster(nodes, { licenses: new Map([['matlab', 2]]) });
    const held: Occupied[] = [];
    const free = freeAt(cluster, held, NOW);
    for (const job of running) {
      const { demands } = candidate(cluster, 0, job.wants, job.seconds);
      const placements = placeAll(demands, cluster, free);
      if (!placements) continue;
      held.push({ placements, end: NOW + job.seconds });
      for (const placement of placements) applyPlacement(free, placement, -1);
    }
    const candidates = queue.map((job, index) =>
      candidate(cluster, index + 1, job.wants, job.seconds, {
        copies: job.copies,
        ...(job.copies > 1 && { array: { jobId: index + 1, limit: job.limit, running: 0 } }),
      }),
    );
    return { cluster, held, queue: candidates };
  });
