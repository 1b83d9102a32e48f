import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyCapacity, wholeCapacity } from '../../../../src/schedulers/local/schedule/capacity.ts';
import { type Candidate, type Plan, placeAll, plan } from '../../../../src/schedulers/local/schedule/plan.ts';
import type { Occupied } from '../../../../src/schedulers/local/schedule/timeline.ts';
import { testCluster } from '../test-cluster.ts';
import { need } from './need.ts';
import { candidate, freeAt, NOW, overdrawn, planned, situations } from './situations.ts';

/** What is held once a plan was carried out. */
function afterwards(queue: readonly Candidate[], held: readonly Occupied[], made: Plan): Occupied[] {
  const secondsOf = new Map(queue.map(({ id, seconds }) => [id, seconds]));
  return [
    ...held,
    ...made.starts.map(({ id, placements }) => ({ placements, end: NOW + secondsOf.get(id)! })),
  ];
}

describe('plan', () => {
  test('never gives out more than there is', () => {
    fc.assert(
      fc.property(situations, ({ cluster, held, queue }) => {
        const free = freeAt(cluster, afterwards(queue, held, planned(cluster, queue, held)), NOW);
        expect(overdrawn(free)).toEqual([]);
      }),
    );
  });

  test('starts no more tasks of an array than its limit', () => {
    fc.assert(
      fc.property(situations, ({ cluster, held, queue }) => {
        const { starts } = planned(cluster, queue, held);
        for (const { id, array, copies } of queue) {
          const started = starts.filter((start) => start.id === id).length;
          expect(started).toBeLessThanOrEqual(array?.limit ? Math.min(array.limit, copies) : copies);
        }
      }),
    );
  });

  test('never lets backfill delay the first job that waits', () => {
    fc.assert(
      fc.property(situations, ({ cluster, held, queue }) => {
        const made = planned(cluster, queue, held);
        const top = made.blocked.find(({ reason }) => reason === 'Resources');
        if (!top) return;
        // With everything running to its limit, the job starts when it was told.
        const later = afterwards(queue, held, made);
        const first = queue.find(({ id }) => id === top.id)!;
        const then = planned(cluster, [{ ...first, copies: 1 }], later, top.expectedStart!);
        expect(then.starts).toHaveLength(1);
        // And that is no later than with nothing behind it.
        const alone = planned(cluster, queue.slice(0, queue.indexOf(first) + 1), held);
        expect(alone.blocked.find(({ id }) => id === top.id)?.expectedStart).toBe(top.expectedStart);
      }),
    );
  });

  test('leaves what it was given unchanged', () => {
    const cluster = testCluster([{}]);
    const free = wholeCapacity(cluster, { evenDown: false });
    const before = copyCapacity(free);
    plan({ queue: [candidate(cluster, 1, {}, 60)], cluster, free, occupied: [], now: NOW, depth: 10 });
    expect(free).toEqual(before);
  });

  test('backfills a short job before a wide one, not a long one', () => {
    const cluster = testCluster([{ cpus: 4 }]);
    const running = candidate(cluster, 9, { tasks: 2 }, 100);
    const held = [
      { placements: placeAll(running.demands, cluster, freeAt(cluster, [], NOW))!, end: NOW + 100 },
    ];
    const wide = candidate(cluster, 1, { tasks: 4 }, 60);
    const long = candidate(cluster, 2, { tasks: 2 }, 101);
    const short = candidate(cluster, 3, { tasks: 2 }, 100);
    const made = planned(cluster, [wide, long, short], held);
    expect(made.starts.map(({ id, backfilled }) => [id, backfilled])).toEqual([[3, true]]);
    expect(made.blocked).toEqual([{ id: 1, reason: 'Resources', expectedStart: NOW + 100 }]);
  });

  test('starts the components of a het job together or not at all', () => {
    const cluster = testCluster([{ cpus: 4 }]);
    const { demands } = candidate(cluster, 1, { tasks: 3 }, 60);
    const both = { ...candidate(cluster, 1, {}, 60), demands: [...demands, ...demands] };
    expect(planned(cluster, [both], []).starts).toEqual([]);
    const two = { ...both, demands: [...demands, { ...demands[0]!, need: need() }] };
    expect(planned(cluster, [two], []).starts.map(({ placements }) => placements.length)).toEqual([2]);
  });

  test('says what a job waits for', () => {
    const cluster = testCluster([{ cpus: 2 }, { cpus: 2, state: 'DOWN' }], {
      licenses: new Map([['matlab', 1]]),
    });
    const array = { jobId: 1, limit: 1, running: 1 };
    expect(planned(cluster, [candidate(cluster, 1, {}, 60, { copies: 5, array })], []).blocked).toEqual([
      { id: 1, reason: 'JobArrayTaskLimit' },
    ]);
    expect(planned(cluster, [candidate(cluster, 2, { tasks: 4 }, 60)], []).blocked).toEqual([
      { id: 2, reason: 'ReqNodeNotAvail' },
    ]);
    const licensed = { licenses: { matlab: 1 } };
    const queue = [candidate(cluster, 3, licensed, 60), candidate(cluster, 4, licensed, 30)];
    expect(planned(cluster, queue, []).blocked).toMatchObject([{ id: 4, reason: 'Licenses' }]);
  });

  test('looks no further than it is told, and not at all once everything is taken', () => {
    const cluster = testCluster([{ cpus: 1 }]);
    let looked = 0;
    function* endless() {
      for (let id = 1; ; id++) {
        looked++;
        yield candidate(cluster, id, {}, 60);
      }
    }
    const made = plan({
      queue: endless(),
      cluster,
      free: wholeCapacity(cluster, { evenDown: false }),
      occupied: [],
      now: NOW,
      depth: 1000,
    });
    expect(made.starts.map(({ id }) => id)).toEqual([1]);
    expect(looked).toBeLessThan(5);
  });
});
