import { expect, test } from 'vitest';
import { rangeCounts, readRange } from '../../src/engine/byte-range.ts';

test.each([
  ['bytes=0-3', { start: 0, end: 4 }],
  ['bytes=2-', { start: 2, end: 10 }],
  ['bytes=-3', { start: 7, end: 10 }],
  ['bytes=-30', { start: 0, end: 10 }],
  ['bytes=8-30', { start: 8, end: 10 }],
  ['Bytes = 9-9', { start: 9, end: 10 }],
  ['bytes=10-', 'none'],
  ['bytes=-0', 'none'],
  [null, undefined],
  ['bytes=-', undefined],
  ['bytes=3-2', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=0-3', undefined],
  ['bytes=a-b', undefined],
])('of ten bytes %s are %o', (header, range) => expect(readRange(header, 10)).toEqual(range));

test('nothing lies in an empty file', () => {
  expect(readRange('bytes=0-', 0)).toBe('none');
  expect(readRange('bytes=-5', 0)).toBe('none');
});

test('a range counts for the version it is of', () => {
  expect(rangeCounts(null, '"1"')).toBe(true);
  expect(rangeCounts('"1"', '"1"')).toBe(true);
  expect(rangeCounts('"2"', '"1"')).toBe(false);
  expect(rangeCounts('W/"1"', '"1"')).toBe(false);
});
