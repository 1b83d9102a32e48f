import type { Database, RootDatabase } from 'lmdb';
import type { JobRecord } from '../job/job-record.ts';
import { type CallStatistics, type CallTally, NO_CALLS } from './call-statistics.ts';
import type { ChangeSet, StoreHead } from './change-set.ts';
import { HistoryTables } from './history-tables.ts';
import { NO_SETTINGS, type NodeSettings } from './node-settings.ts';
import { addStatistics, NO_STATISTICS, type Statistics } from './statistics.ts';
import { openReserve, type Reserve } from './store-file.ts';
import { checkOf, readPayload, type StoredPayload } from './stored-payload.ts';
import type { Payload } from './transaction.ts';

/** Removals that are kept listed for other processes to follow; one that is further behind reads everything. */
const KEPT_REMOVALS = 20_000;

/** Counters, and since when they count (UNIX seconds). */
export type StoredStatistics = Statistics & { readonly since: number };

/**
 * The LMDB databases of layout 1: `jobs` id → record; `changes` version → id of the record that has it; `removals`
 * version → id that went; `payloads` id → script and environment; `meta` → `head`, `statistics`, `calls` and `nodes`;
 * and those of {@link HistoryTables}. What reads may throw where the file is damaged.
 */
export class StoreTables {
  readonly root: RootDatabase;
  readonly jobs: Database<JobRecord, number>;
  readonly changes: Database<number, number>;
  readonly removals: Database<number, number>;
  readonly payloads: Database<StoredPayload, number>;
  readonly history: HistoryTables;
  readonly #meta: Database<unknown, string>;
  readonly #reserve: Reserve;

  constructor(root: RootDatabase, path: string) {
    this.root = root;
    // Key 0 holds the shapes of the records, which are then stored without the names of their members.
    this.jobs = root.openDB('jobs', { keyEncoding: 'uint32', sharedStructuresKey: 0 as never });
    this.changes = root.openDB('changes', {});
    this.removals = root.openDB('removals', {});
    this.payloads = root.openDB('payloads', { keyEncoding: 'uint32' });
    this.#meta = root.openDB('meta', {});
    this.history = new HistoryTables(root);
    this.#reserve = openReserve(path);
  }

  /** From now on what is read is as it is on disk now. */
  lookAgain(): void {
    this.root.resetReadTxn();
  }

  head(): StoreHead | undefined {
    return this.#meta.get('head') as StoreHead | undefined;
  }

  get jobCount(): number {
    return entryCount(this.changes);
  }

  payload(id: number): Payload | undefined {
    return readPayload(id, this.payloads.get(id));
  }

  /** What administrators have changed of nodes. */
  nodes(): NodeSettings {
    return (this.#meta.get('nodes') as NodeSettings | undefined) ?? NO_SETTINGS;
  }

  statistics(): StoredStatistics | undefined {
    return this.#meta.get('statistics') as StoredStatistics | undefined;
  }

  calls(): CallStatistics {
    return (this.#meta.get('calls') as CallStatistics | undefined) ?? NO_CALLS;
  }

  /** To be called within a write transaction. */
  resetStatistics(): void {
    this.#meta.remove('calls');
    this.#meta.put('statistics', { ...NO_STATISTICS, since: Math.floor(Date.now() / 1000) });
  }

  /**
   * Stores changes; to be called within a write transaction.
   * @param before the records that they change, as they were
   * @param calls operations that are not counted on disk yet
   */
  put(changes: ChangeSet, before: ReadonlyMap<number, JobRecord | undefined>, calls: CallTally): void {
    this.makeRoom(changes.size);
    for (const [id, record] of changes.jobs) {
      const old = before.get(id);
      if (old) this.changes.remove(old.version);
      if (record) {
        if (old?.description !== record.description)
          this.history.learnUser(record.uid, record.user, record.description.account ?? '');
        this.jobs.put(id, record);
        this.changes.put(record.version, id);
      } else if (old) {
        this.jobs.remove(id);
        this.removals.put(changes.removals.get(id)!, id);
      }
    }
    if (changes.changedNodes) this.#meta.put('nodes', changes.changedNodes);
    for (const record of changes.history) this.history.put(record);
    const pruned = changes.removals.size > 0 ? this.#pruneRemovals(changes.head.pruned) : changes.head.pruned;
    for (const [id, payload] of changes.payloads) {
      if (payload) this.payloads.put(id, { ...payload, check: checkOf(id, payload) });
      else this.payloads.remove(id);
    }
    if (changes.counts.length > 0) {
      const since = Math.floor(Date.now() / 1000);
      const known = this.statistics() ?? {
        ...NO_STATISTICS,
        since,
      };
      this.#meta.put('statistics', changes.counts.reduce<Statistics>(addStatistics, known));
    }
    if (calls.size > 0) this.#meta.put('calls', calls.with(this.calls()));
    this.#meta.put('head', { ...changes.head, pruned });
  }

  /** Makes sure that the disk has room. @throws SlurmError `STATE_DISK_FULL` */
  makeRoom(bytes: number): void {
    const { lastPageNumber, pageSize } = this.root.getStats() as {
      lastPageNumber: number;
      pageSize: number;
    };
    this.#reserve.ensure(bytes, lastPageNumber, pageSize);
  }

  #pruneRemovals(pruned: number): number {
    const excess = entryCount(this.removals) - KEPT_REMOVALS;
    if (excess < KEPT_REMOVALS / 4) return pruned;
    let last = pruned;
    for (const version of [...this.removals.getKeys({ limit: excess })]) {
      this.removals.remove(version);
      last = version;
    }
    return last;
  }

  async close(): Promise<void> {
    this.#reserve.close();
    await this.root.close();
  }
}

export function entryCount(database: Database): number {
  return (database.getStats() as { entryCount: number }).entryCount;
}
