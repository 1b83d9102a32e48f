import type { Decoder } from '../wire/decoder.ts';
import type { Reader } from '../wire/reader.ts';

/** A decoded reply that remembers the bytes of each record, to tell what has changed in the next one. */
export interface RecordTable<Entry> {
  readonly records: readonly Entry[];
  /** Of each record, in their order. */
  readonly keys: readonly unknown[];
  /** Where each record begins in {@link bytes}, and where the last one ends. */
  readonly starts: Uint32Array;
  readonly protocol: number;
  readonly bytes: Buffer;
}

/**
 * Reads `count` records. One whose bytes are those of the table before is not decoded: it stays the same object,
 * so whatever was made from it stays good. A controller keeps its order, so the next one of that table is looked
 * at first: where its bytes are there again, they are that record, and not even its key is read.
 */
export function readRecords<Entry>(
  reader: Reader,
  count: number,
  protocol: number,
  decoder: Decoder<Entry>,
  previous: RecordTable<Entry> | undefined,
): RecordTable<Entry> {
  const { bytes } = reader;
  const before = previous?.protocol === protocol ? new Before(previous) : undefined;
  const records: Entry[] = [];
  const keys: unknown[] = [];
  const starts: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = reader.position;
    starts.push(start);
    if (before?.isNext(bytes, start)) {
      reader.skip(before.length);
      keys.push(before.key);
      records.push(before.take());
      continue;
    }
    const key = decoder.key(reader);
    keys.push(key);
    const found = before?.find(key);
    if (found && before!.isNext(bytes, start)) {
      records.push(before!.take());
      continue;
    }
    if (found) before!.take();
    reader.position = start;
    records.push(decoder.read(reader));
  }
  starts.push(reader.position);
  return { records, keys, starts: Uint32Array.from(starts), protocol, bytes };
}

/** Walks along the table before. */
class Before<Entry> {
  private readonly table: RecordTable<Entry>;
  private at = 0;
  private places: Map<unknown, number> | undefined;

  constructor(table: RecordTable<Entry>) {
    this.table = table;
  }

  /** Goes to the record with this key. Without one it stays: what is new stands among those that were there. */
  find(key: unknown): boolean {
    const { keys } = this.table;
    if (keys[this.at] === key && this.at < keys.length) return true;
    this.places ??= new Map(keys.map((one, index) => [one, index]));
    const at = this.places.get(key);
    if (at !== undefined) this.at = at;
    return at !== undefined;
  }

  /** Whether the next record begins at `start` of `bytes`. Where a record ends is told by its own bytes alone. */
  isNext(bytes: Buffer, start: number): boolean {
    const { table, at } = this;
    if (at >= table.records.length) return false;
    const from = table.starts[at]!;
    const to = table.starts[at + 1]!;
    const end = start + to - from;
    return end <= bytes.length && bytes.compare(table.bytes, from, to, start, end) === 0;
  }

  get length(): number {
    return this.table.starts[this.at + 1]! - this.table.starts[this.at]!;
  }

  get key(): unknown {
    return this.table.keys[this.at];
  }

  take(): Entry {
    return this.table.records[this.at++]!;
  }
}
