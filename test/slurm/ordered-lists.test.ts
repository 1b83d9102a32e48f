import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, placeOf } from '../../src/slurm/ordered-lists.ts';

const order = ({ id }: { readonly id: number }) => id;
const idSet = fc.uniqueArray(fc.integer({ min: 0, max: 30 })).map((ids) => ids.sort((a, b) => a - b));

describe('differences of two ordered lists', () => {
  it('are what came, what went and what is another object, in the order of both', () => {
    fc.assert(
      fc.property(idSet, idSet, idSet, (before, now, kept) => {
        const left = before.map((id) => ({ id }));
        const right = now.map((id) => (kept.includes(id) && left.find((one) => one.id === id)) || { id });
        const all = [...new Set([...before, ...now])].sort((a, b) => a - b);
        const expected = all.flatMap((id) => {
          const pair = [left.find((one) => one.id === id), right.find((one) => one.id === id)] as const;
          return pair[0] === pair[1] ? [] : [pair];
        });
        const found = [...differences(left, right, order)];
        expect(found).toHaveLength(expected.length);
        for (const [at, [a, b]] of expected.entries()) {
          expect(found[at]![0]).toBe(a);
          expect(found[at]![1]).toBe(b);
        }
      }),
    );
  });
});

describe('the place of a number', () => {
  it('is that of its record, or where that would be', () => {
    const list = [{ id: 2 }, { id: 5 }, { id: 9 }];
    expect([1, 2, 3, 5, 9, 10].map((id) => placeOf(list, id, order))).toEqual([0, 0, 1, 1, 2, 3]);
  });
});
