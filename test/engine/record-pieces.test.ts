import { expect, test } from 'vitest';
import { RecordPieces } from '../../src/engine/record-pieces.ts';

interface Entry {
  readonly id: number;
}

/** Records of 1 kB, so that a piece takes some hundred of them. */
const made = (count: number): Entry[] => Array.from({ length: count }, (_, id) => ({ id }));
const written = ({ id }: Entry) => `${id}:${'x'.repeat(1000)}`;
const expected = (records: readonly Entry[]) => records.map(written).join(';');
const text = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString();

test('a list of which one record changed shares all other pieces, and encodes that one', () => {
  let encoded = 0;
  const pieces = new RecordPieces<Entry>((record) => {
    encoded++;
    return written(record);
  }, ';');
  const records = made(3000);
  const before = pieces.whole(records);
  expect(text(before)).toBe(expected(records));
  expect(encoded).toBe(3000);

  const changed = records.with(1500, { id: 70_000 });
  const after = pieces.whole(changed);
  expect(text(after)).toBe(expected(changed));
  expect(encoded).toBe(3001);
  const kept = after.slice(1).filter((piece) => before.includes(piece));
  expect(kept.length).toBe(before.length - 2);
});

test('whatever comes, goes or moves, a list is that of its records', () => {
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const pieces = new RecordPieces<Entry>(written, ';');
  let records = made(1000);
  for (let round = 0; round < 60; round++) {
    const at = random(records.length);
    const some = random(200);
    const next = [...records];
    if (round % 4 === 0) next.splice(at, some);
    else if (round % 4 === 1) next.splice(at, 0, ...made(some));
    else if (round % 4 === 2) next.unshift(...next.splice(at, some));
    else next[at] = { id: round };
    expect(text(pieces.whole(next)) === expected(next)).toBe(true);
    const part = next.filter((_, index) => index % 3 === 0);
    expect(Buffer.concat(pieces.part(part)).toString() === part.map(written).join(';')).toBe(true);
    records = next;
  }
});

test('jobs that come one by one leave no small pieces behind', () => {
  const pieces = new RecordPieces<Entry>(written, ';');
  const records: Entry[] = [];
  let list: Uint8Array[] = [];
  for (let id = 0; id < 1000; id++) {
    records.push({ id });
    list = pieces.whole(records);
  }
  expect(text(list)).toBe(expected(records));
  expect(list.length).toBeLessThan(100);
});

test('no records are no bytes', () => {
  expect(new RecordPieces<Entry>(written, ';').whole([])).toEqual([]);
});
