import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Reader, setBits } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../../src/schedulers/slurmctld/wire/writer.ts';
import { SlurmError } from '../../../../src/slurm/error.ts';

function written(write: (writer: Writer) => void): Reader {
  const writer = new Writer(1);
  write(writer);
  return new Reader(writer.bytes);
}

describe('what is written is read back', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  test.each([
    ['u8', fc.integer({ min: 0, max: 0xff }), 'u8'],
    ['u16', fc.integer({ min: 0, max: 0xffff }), 'u16'],
    ['u32', fc.integer({ min: 0, max: 0xffffffff }), 'u32'],
    ['u64', fc.maxSafeNat(), 'u64'],
    ['u64', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), 'u64exact'],
    ['time', fc.maxSafeNat(), 'time'],
    ['string', text, 'string'],
    ['strings', fc.array(text), 'strings'],
    ['u32s', fc.array(fc.integer({ min: 0, max: 0xffffffff })), 'u32s'],
  ] as const)('%s as %s', (write, values, read) => {
    fc.assert(
      fc.property(values as fc.Arbitrary<never>, (value) => {
        const reader = written((writer) => writer[write](value));
        expect(reader[read]()).toEqual(value);
        expect(reader.remaining).toBe(0);
      }),
    );
  });

  test('double, scaled by a million', () => {
    expect(written((writer) => writer.double(1.5)).double()).toBe(1.5);
  });

  test('the empty string is not NULL', () => {
    expect([...written((writer) => writer.string('')).bytes]).toEqual([0, 0, 0, 1, 0]);
    expect(written((writer) => writer.string('')).nullableString()).toBe('');
    expect(written((writer) => writer.string(undefined)).nullableString()).toBeUndefined();
    expect(written((writer) => writer.string(undefined)).string()).toBe('');
  });
});

test.each([
  ['optional8', [0xfd], 0xfd],
  ['optional8', [0xfe], undefined],
  ['optional8', [0xff], Infinity],
  ['optional16', [0xff, 0xfd], 0xfffd],
  ['optional16', [0xff, 0xfe], undefined],
  ['optional16', [0xff, 0xff], Infinity],
  ['optional32', [0xff, 0xff, 0xff, 0xfd], 0xfffffffd],
  ['optional32', [0xff, 0xff, 0xff, 0xfe], undefined],
  ['optional32', [0xff, 0xff, 0xff, 0xff], Infinity],
  ['optional64', [0, 0, 0, 1, 0, 0, 0, 2], 2 ** 32 + 2],
  ['optional64', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe], undefined],
  ['optional64', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Infinity],
  ['bool16', [0xff, 0xfe], false],
  ['bool16', [0, 1], true],
  ['i32', [0xff, 0xff, 0xff, 0xff], -1],
  ['time', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe], 0],
  ['bitString', [0xff, 0xff, 0xff, 0xfe], undefined],
] as const)('%s of %j is %s', (type, bytes, value) => {
  expect(new Reader(Buffer.from(bytes))[type]()).toBe(value);
});

test('set bits count from the last digit', () => {
  expect(setBits({ size: 20, hex: '0xAAA22' })).toEqual([1, 5, 9, 11, 13, 15, 17, 19]);
  expect(setBits({ size: 4, hex: 'fff' })).toEqual([0, 1, 2, 3]);
  expect(() => setBits({ size: 8, hex: '0xg1' })).toThrow(SlurmError);
});

describe('bytes that cannot be right', () => {
  const reads = [
    'u8',
    'u16',
    'u32',
    'u64',
    'u64exact',
    'time',
    'double',
    'string',
    'strings',
    'u16s',
    'u32s',
    'u64s',
    'bitString',
    'skipString',
    'skipStrings',
    'skipU16s',
    'skipU64s',
    'skipBitString',
  ] as const;
  test.each(reads)('%s ends in an error of ours, or within the bytes', (read) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        const reader = new Reader(Buffer.from(bytes));
        try {
          reader[read]();
          expect(reader.position).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'REPLY_MALFORMED' });
        }
      }),
    );
  });

  test.each(reads.slice(7))('%s does not believe a count of 4 thousand million', (read) => {
    const reader = new Reader(Buffer.from([0xff, 0xff, 0xff, 0xf0, 0, 0, 0, 1]));
    expect(() => reader[read]()).toThrow(SlurmError);
  });
});
