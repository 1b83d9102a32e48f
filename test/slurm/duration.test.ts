import { expect, test } from 'vitest';
import { parseDuration, parseMinutes } from '../../src/slurm/duration.ts';

test.each([
  ['5', 300],
  ['5:30', 330],
  ['1:02:03', 3723],
  ['2-3', 2 * 86_400 + 3 * 3600],
  ['2-3:04', 2 * 86_400 + 3 * 3600 + 240],
  ['2-3:04:05', 2 * 86_400 + 3 * 3600 + 245],
  ['UNLIMITED', Number.POSITIVE_INFINITY],
  ['infinite', Number.POSITIVE_INFINITY],
  ['-1', Number.POSITIVE_INFINITY],
])('%s is %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

test.each(['', 'abc', '1:2:3:4', '1-2:3:4:5', '5m', '-2', '1.5', '1-'])('%j is no duration', (text) =>
  expect(parseDuration(text)).toBeUndefined(),
);

test('limits count begun minutes', () => {
  expect(parseMinutes('0:30')).toBe(1);
  expect(parseMinutes('90')).toBe(90);
  expect(parseMinutes('0')).toBe(0);
});
