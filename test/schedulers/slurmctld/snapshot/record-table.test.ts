import { expect, test } from 'vitest';
import { type RecordTable, readRecords } from '../../../../src/schedulers/slurmctld/snapshot/record-table.ts';
import { compileDecoder } from '../../../../src/schedulers/slurmctld/wire/decoder.ts';
import { fieldTable } from '../../../../src/schedulers/slurmctld/wire/field-table.ts';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../../src/schedulers/slurmctld/wire/writer.ts';

interface Entry {
  readonly id: number;
  readonly name: string;
}

const decoder = compileDecoder<Entry>(fieldTable('id:u32 name:string'), {
  version: 45,
  blank: { id: 0, name: '' },
  key: 'id',
});

function reply(entries: readonly Entry[], inFront: number): Reader {
  const writer = new Writer();
  for (let count = 0; count < inFront; count++) writer.u8(0);
  for (const { id, name } of entries) {
    writer.u32(id);
    writer.string(name);
  }
  return new Reader(Buffer.from(writer.bytes), inFront);
}

function read(entries: readonly Entry[], before?: RecordTable<Entry>, protocol = 45): RecordTable<Entry> {
  // Records lie elsewhere in each reply.
  const reader = reply(entries, before ? 7 : 3);
  const table = readRecords(reader, entries.length, protocol, decoder, before);
  expect(reader.remaining).toBe(0);
  expect(table.records).toEqual(entries);
  return table;
}

const ENTRIES = Array.from({ length: 50 }, (_, index) => ({ id: index + 1, name: `job ${index}` }));
const before = read(ENTRIES);
const known = new Set(before.records);
const kept = ({ records }: RecordTable<Entry>) => records.filter((record) => known.has(record)).length;

test('a record whose bytes are as before stays the same object, where one is another, new, gone or moved', () => {
  expect(kept(read(ENTRIES, before))).toBe(50);
  expect(kept(read(ENTRIES.with(20, { id: 21, name: 'another, and longer' }), before))).toBe(49);
  expect(kept(read(ENTRIES.with(49, { id: 50, name: '' }), before))).toBe(49);
  expect(kept(read(ENTRIES.toSpliced(20, 3), before))).toBe(47);
  expect(kept(read(ENTRIES.toSpliced(20, 0, { id: 77, name: 'new' }), before))).toBe(50);
  expect(kept(read([...ENTRIES, { id: 77, name: 'new' }], before))).toBe(50);
  expect(kept(read(ENTRIES.toReversed(), before))).toBe(50);
  expect(kept(read([], before))).toBe(0);
});

test('the same bytes with another key are another record', () => {
  const { records } = read([{ id: 99, name: 'job 0' }], before);
  expect(known.has(records[0]!)).toBe(false);
});

test('another protocol version is read anew', () => {
  expect(kept(read(ENTRIES, before, 44))).toBe(0);
});

test('a reply that ends within a record is malformed, whatever was there before', () => {
  const { bytes } = reply(ENTRIES, 0);
  const cut = new Reader(bytes.subarray(0, bytes.length - 1));
  expect(() => readRecords(cut, 50, 45, decoder, before)).toThrow(
    expect.objectContaining({ code: 'REPLY_MALFORMED' }),
  );
});
