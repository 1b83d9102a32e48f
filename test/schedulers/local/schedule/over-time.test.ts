import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster } from '../../../../src/schedulers/local/cluster/cluster.ts';
import { wholeCapacity } from '../../../../src/schedulers/local/schedule/capacity.ts';
import { type Candidate, placeAll } from '../../../../src/schedulers/local/schedule/plan.ts';
import type { Occupied } from '../../../../src/schedulers/local/schedule/timeline.ts';
import { candidate, freeAt, NOW, overdrawn, planned, situations } from './situations.ts';

/** Something that runs: it may end before its limit, which planning goes by. */
interface Running extends Occupied {
  readonly id: number;
  readonly ends: number;
}

/** More steps than any queue here can take, whatever comes behind it. */
const MANY = 2000;

/**
 * Plans and lets time pass until a queue is empty, while jobs of lower priority keep coming.
 * @param share of its limit that a job takes, by its id
 * @returns what was broken on the way, in words
 */
function broken(
  cluster: Cluster,
  held: readonly Occupied[],
  queue: readonly Candidate[],
  share: (id: number) => number,
): readonly string[] {
  const found: string[] = [];
  const whole = wholeCapacity(cluster, { evenDown: false });
  let waiting = queue.filter(({ demands }) => placeAll(demands, cluster, whole));
  let running: Running[] = held.map((one) => ({ ...one, id: 0, ends: one.end }));
  /** The start that was told of the first job that waits. */
  let promise: { readonly id: number; readonly time: number } | undefined;
  const newcomers: Candidate[] = [];
  let now = NOW;
  for (let step = 0; waiting.length > 0; step++) {
    if (step > MANY) return [...found, `job ${waiting[0]!.id} starves`];
    running = running.filter(({ ends }) => ends > now);
    newcomers.push(candidate(cluster, 1000 + step, { tasks: 1 + (step % 3) }, 10 + (step % 90)));
    const alive = (id: number) => running.filter((one) => one.id === id).length;
    const all = [...waiting, ...newcomers.slice(-20)].map((one) =>
      one.array ? { ...one, array: { ...one.array, running: alive(one.id) } } : one,
    );
    const made = planned(cluster, all, running, now);

    for (const { id, placements } of made.starts) {
      const { seconds } = all.find((one) => one.id === id)!;
      running.push({ id, placements, end: now + seconds, ends: now + Math.max(1, seconds * share(id)) });
      const at = newcomers.findIndex((one) => one.id === id);
      if (at >= 0) newcomers.splice(at, 1);
      if (promise?.id === id) promise = undefined;
    }
    waiting = waiting.flatMap((one) => {
      const copies = one.copies - made.starts.filter(({ id }) => id === one.id).length;
      return copies > 0 ? [{ ...one, copies }] : [];
    });

    found.push(...overdrawn(freeAt(cluster, running, now)));
    for (const { id, array } of queue)
      if (array?.limit && alive(id) > array.limit) found.push(`${alive(id)} tasks of array ${id} run`);
    for (const one of queue.filter(({ demands }) => demands[0]!.need.exclusive))
      for (const { placements } of running.filter(({ id }) => id === one.id))
        for (const { node } of placements.flatMap(({ parts }) => parts))
          if (freeAt(cluster, running, now).nodes[node]!.jobs > 1) found.push(`job ${one.id} is not alone`);

    if (promise && now >= promise.time)
      found.push(`job ${promise.id} was to start at ${promise.time - NOW}, and waits at ${now - NOW}`);
    // One with others before it, which may wait for their array's limit, is promised nothing.
    const top = made.blocked.find(({ id }) => id === waiting[0]?.id);
    if (top?.expectedStart !== undefined && (promise?.id !== top.id || top.expectedStart < promise.time))
      promise = { id: top.id, time: top.expectedStart };
    now = Math.min(...running.map(({ ends }) => ends));
  }
  return found;
}

test('whatever keeps coming behind it, a queue is worked off as told, and never more is given out than there is', () => {
  const shares = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(situations, shares, ({ cluster, held, queue }, share) => {
      expect(broken(cluster, held, queue, (id) => share[id % share.length]!)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
