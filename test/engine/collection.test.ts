import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { collectionOf } from '../../src/engine/collection.ts';
import { Pieces } from '../../src/engine/message.ts';
import { writeYaml } from '../../src/engine/yaml/write-yaml.ts';

const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
const snapshot = (list: readonly { id: number }[]) => ({ records: list, lastUpdate: 1, version: '1' });
const text = (bytes: Uint8Array | Pieces) =>
  (bytes instanceof Pieces ? Buffer.concat(bytes.all) : Buffer.from(bytes)).toString();

test('both formats are what encoding the whole value would give', () => {
  const collection = collectionOf<{ id: number }>('things', ({ id }) => ({ id, name: `t: ${id}` }));
  for (const list of [records, records.slice(0, 1), []]) {
    const value = { errors: [], things: list.map(({ id }) => ({ id, name: `t: ${id}` })) };
    expect(text(collection(snapshot(list)).encode('json'))).toBe(JSON.stringify(value));
    expect(text(collection(snapshot(list)).encode('yaml'))).toBe(writeYaml(value));
    expect(parse(text(collection(snapshot(list)).encode('yaml')))).toEqual(value);
  }
});

test('an unchanged record is encoded once', () => {
  let encoded = 0;
  const collection = collectionOf<{ id: number }>('things', ({ id }) => {
    encoded += 1;
    return { id };
  });
  collection(snapshot(records)).encode('json');
  collection(snapshot([...records, { id: 4 }])).encode('json');
  collection(snapshot(records)).encode('json');
  expect(encoded).toBe(4);
});

test('a long list comes in pieces, with its length', () => {
  const long = Array.from({ length: 20_000 }, (_, id) => ({ id }));
  const collection = collectionOf<{ id: number }>('things', ({ id }) => ({ id, name: `number ${id}` }));
  const value = { errors: [], things: long.map(({ id }) => ({ id, name: `number ${id}` })) };
  for (const [format, whole] of [
    ['json', JSON.stringify(value)],
    ['yaml', writeYaml(value)],
  ] as const) {
    const body = collection(snapshot(long)).encode(format);
    expect(body).toBeInstanceOf(Pieces);
    expect(body.byteLength).toBe(Buffer.byteLength(whole));
    expect(text(body) === whole).toBe(true);
    const around = { before: { errors: [] }, after: { more: 1 } };
    const inPieces = text(collection(snapshot(long), around).encode(format));
    const atOnce = collection(snapshot(long), { ...around, isPart: true }).encode(format);
    expect(atOnce).toBeInstanceOf(Uint8Array);
    expect(text(atOnce) === inPieces).toBe(true);
    expect(inPieces.length).toBeGreaterThan(whole.length);
  }
});
