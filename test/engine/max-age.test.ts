import { expect, test } from 'vitest';
import { maxAge } from '../../src/engine/max-age.ts';

test.each([
  ['max-age=2', 2000],
  ['no-transform, Max-Age=1', 1000],
  ['max-age=0', 0],
  ['max-age=99999', 60_000],
  ['no-cache', 0],
  ['s-max-age=5', 0],
  ['max-age=-1', 0],
  ['max-age=1x', 0],
])('Cache-Control: %s', (value, milliseconds) => {
  expect(maxAge(new Headers({ 'Cache-Control': value }))).toBe(milliseconds);
});

test('nothing said', () => {
  expect(maxAge(new Headers())).toBe(0);
});
