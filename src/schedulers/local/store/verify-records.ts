import type { Database } from 'lmdb';
import { entryCount, type StoreTables } from './store-tables.ts';

/**
 * After a power failure: every record has its place among the changes, and its script.
 * @throws Error that says what is wrong
 */
export function verifyRecords(tables: StoreTables): void {
  tables.lookAgain();
  const ids = new Map(
    Array.from(tables.changes.getRange({}), ({ key: version, value: id }) => [id, version]),
  );
  const last = Math.max(0, ...[tables.changes, tables.removals].map(lastKey));
  const { version } = tables.head() ?? { version: 0 };
  if (version < last) throw new Error(`its changes go on to ${last}, but its head is of ${version}`);
  const scripts = new Set<number>();
  let records = 0;
  for (const { key: id, value: record } of tables.jobs.getRange({ start: 1 })) {
    records++;
    if (record.id !== id || ids.get(id) !== record.version) throw new Error(`job ${id} is of another time`);
    scripts.add(record.payload);
  }
  if (records !== ids.size || ids.size !== entryCount(tables.changes)) throw new Error('jobs are missing');
  for (const id of scripts) if (!tables.payload(id)) throw new Error(`the script of job ${id} is missing`);
}

function lastKey(database: Database<number, number>): number {
  return [...database.getKeys({ reverse: true, limit: 1 })][0] ?? 0;
}
