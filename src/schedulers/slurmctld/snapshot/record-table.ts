import type { Decoder } from '../wire/decoder.ts';
import type { Reader } from '../wire/reader.ts';

/** A decoded reply that remembers the bytes of each record, to tell what has changed in the next one. */
export interface RecordTable<Entry> {
  readonly records: readonly Entry[];
  readonly protocol: number;
  readonly bytes: Buffer;
  /** Where each record lies in {@link bytes}, by its key. */
  readonly places: ReadonlyMap<unknown, Place<Entry>>;
}

interface Place<Entry> {
  readonly record: Entry;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `count` records. One whose bytes are those of the table before is not decoded: it stays the same object,
 * so whatever was made from it stays good.
 */
export function readRecords<Entry>(
  reader: Reader,
  count: number,
  protocol: number,
  decoder: Decoder<Entry>,
  previous: RecordTable<Entry> | undefined,
): RecordTable<Entry> {
  const known = previous?.protocol === protocol ? previous : undefined;
  const { bytes } = reader;
  const records: Entry[] = [];
  const places = new Map<unknown, Place<Entry>>();
  for (let index = 0; index < count; index++) {
    const start = reader.position;
    const key = decoder.key(reader);
    const end = reader.position;
    const before = known?.places.get(key);
    let record: Entry;
    if (before && bytes.compare(known!.bytes, before.start, before.end, start, end) === 0) {
      record = before.record;
    } else {
      reader.position = start;
      record = decoder.read(reader);
    }
    records.push(record);
    places.set(key, { record, start, end });
  }
  return { records, protocol, bytes, places };
}
