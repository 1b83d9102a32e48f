import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, slowCrc32 } from '../../../../src/schedulers/local/store/crc32.ts';

test('the checksum is that of zlib', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(0xffffffff), (text, sum) => {
      const expected = zlibCrc32(text, sum);
      expect(slowCrc32(Buffer.from(text), sum)).toBe(expected);
      expect(crc32(text, sum)).toBe(expected);
    }),
  );
});

test('it stays the same when there are many', () => {
  const sums = Array.from({ length: 3_000 }, () => crc32('#!/bin/sh\n', 7));
  expect(new Set(sums)).toEqual(new Set([zlibCrc32('#!/bin/sh\n', 7)]));
});
