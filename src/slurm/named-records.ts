import type { Snapshot } from './scheduler.ts';

/** The snapshot with the records of one name only. */
export function namedRecords<Entry extends { readonly name: string }>(
  snapshot: Snapshot<Entry>,
  name: string,
): Snapshot<Entry> {
  return { ...snapshot, records: snapshot.records.filter((record) => record.name === name) };
}
