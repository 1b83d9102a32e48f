import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countArrayTasks,
  formatArrayTasks,
  parseArrayTasks,
  takeFirstTask,
} from '../../src/slurm/array-tasks.ts';
import { SlurmError } from '../../src/slurm/error.ts';

test.each([
  ['7', [7], 0],
  ['1-4', [1, 2, 3, 4], 0],
  ['0-15:4%2', [0, 4, 8, 12], 2],
  ['1,5,9-12', [1, 5, 9, 10, 11, 12], 0],
  ['3,1-2,2', [1, 2, 3], 0],
])('parseArrayTasks(%s)', (text, tasks, limit) => {
  expect(parseArrayTasks(text)).toEqual({ tasks, limit });
});

test('the array of the slides is within the default size', () => {
  expect(parseArrayTasks('1-1000').tasks).toHaveLength(1000);
});

test.each(['', 'a', '1-', '-1', '5-1', '1-5:0', '1%0', '1,,2', '1-1001', '4294967296', '1 - 5'])(
  'parseArrayTasks refuses %j',
  (text) => {
    expect(() => parseArrayTasks(text)).toThrow(SlurmError);
  },
);

test('a small text cannot ask for endless work', () => {
  expect(() => parseArrayTasks(`0${',0-1000'.repeat(100_000)}`)).toThrow(/over and over/);
});

test.each([
  [[], ''],
  [[5], '5'],
  [[1, 2, 3], '1-3'],
  [[1, 5, 9, 10, 11, 12], '1,5,9-12'],
  [[0, 4, 8, 12, 16], '0,4,8,12,16'],
  [[0, 2, 4, 6, 8, 10], '0,2,4,6,8,10'],
  [[0, 4, 8, 12, 16, 20], '0-20:4'],
  [[0, 4], '0,4'],
])('formatArrayTasks(%j)', (tasks, text) => {
  expect(formatArrayTasks(tasks)).toBe(text);
});

test('what is formatted reads back the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 200 }), (ids) => {
      const tasks = ids.sort((a, b) => a - b);
      expect(parseArrayTasks(formatArrayTasks(tasks)).tasks).toEqual(tasks);
    }),
  );
});

test('tasks taken off one by one are those of the whole, and what is left is written as ever', () => {
  const spread = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 40 });
  const even = fc
    .record({
      first: fc.nat(9),
      step: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ first, step, count }) => Array.from({ length: count }, (_, index) => first + index * step));
  fc.assert(
    fc.property(fc.oneof(spread, even), (ids) => {
      const tasks = ids.sort((a, b) => a - b);
      let text = formatArrayTasks(tasks);
      for (const [index, task] of tasks.entries()) {
        expect(countArrayTasks(text)).toBe(tasks.length - index);
        const { first, rest } = takeFirstTask(text);
        expect(first).toBe(task);
        expect(rest).toBe(formatArrayTasks(tasks.slice(index + 1)));
        text = rest;
      }
    }),
  );
});
