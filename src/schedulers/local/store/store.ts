import { existsSync } from 'node:fs';
import type { Database, RootDatabase } from 'lmdb';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobRecord } from '../job/job-record.ts';
import { type Call, type CallStatistics, CallTally, NO_CALLS } from './call-statistics.ts';
import { type Base, ChangeSet, type IdRange, newHead, type StoreHead } from './change-set.ts';
import { HistoryTables } from './history-tables.ts';
import { Mirror } from './mirror.ts';
import { NO_SETTINGS, type NodeSettings } from './node-settings.ts';
import type { StateFolder } from './state-folder.ts';
import { addStatistics, NO_STATISTICS, type Statistics } from './statistics.ts';
import { storeError } from './store-error.ts';
import { checkStoreFile, openReserve, type Reserve } from './store-file.ts';
import { checkOf, readPayload, type StoredPayload } from './stored-payload.ts';
import type { Payload, Transaction } from './transaction.ts';

/** Raise it with every change that an older version could not read; migrate older stores when opening them. */
const LAYOUT = 1;
/** Removals that are kept listed for other processes to follow; one that is further behind reads everything. */
const KEPT_REMOVALS = 20_000;

/** Counters, and since when they count (UNIX seconds). */
export type StoredStatistics = Statistics & { readonly since: number };

/** Calls kept in memory until something is written. */
const MAX_CALLS = 10_000;

interface Waiting {
  readonly operation: (transaction: Transaction) => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
  outcome?: { readonly value: unknown } | { readonly error: unknown };
}

/**
 * The jobs on disk, open to any number of processes at a time. LMDB databases of layout 1:
 * `jobs` id → record; `changes` version → id of the record that has it; `removals` version → id that went;
 * `payloads` id → script and environment; `meta` → `head`, `statistics`, `calls` and `nodes`; and those of {@link HistoryTables}.
 */
export class Store {
  readonly #root: RootDatabase;
  readonly #jobs: Database<JobRecord, number>;
  readonly #changes: Database<number, number>;
  readonly #removals: Database<number, number>;
  readonly #payloads: Database<StoredPayload, number>;
  readonly #meta: Database<unknown, string>;
  readonly #reserve: Reserve;
  readonly #history: HistoryTables;
  readonly #path: string;
  readonly #ids: IdRange;
  /** The records as of the last {@link refresh} or write; empty before the first. */
  readonly mirror = new Mirror();
  #loaded = false;
  /** Operations that are not counted on disk yet. */
  #calls = new CallTally();
  #queue: Waiting[] = [];
  #draining: Promise<void> | undefined;

  private constructor(root: RootDatabase, path: string, ids: IdRange) {
    this.#root = root;
    this.#path = path;
    this.#ids = ids;
    // Key 0 holds the shapes of the records, which are then stored without the names of their members.
    this.#jobs = root.openDB('jobs', { keyEncoding: 'uint32', sharedStructuresKey: 0 as never });
    this.#changes = root.openDB('changes', {});
    this.#removals = root.openDB('removals', {});
    this.#payloads = root.openDB('payloads', { keyEncoding: 'uint32' });
    this.#meta = root.openDB('meta', {});
    this.#history = new HistoryTables(root);
    this.#reserve = openReserve(path);
  }

  /** @throws SlurmError `STATE_LAYOUT_NEWER`, `STATE_CORRUPT`, `STATE_DISK_FULL`, `STATE_UNUSABLE` */
  static async open(folder: StateFolder, ids: IdRange): Promise<Store> {
    const path = folder.store;
    const suspicious = checkStoreFile(path, existsSync(folder.leaderLock));
    const { open } = await import('lmdb');
    let store: Store;
    try {
      // Readers are processes and their threads; a place is freed when its process is gone.
      const root = open({ path, maxDbs: 16, maxReaders: 1000, permissionsMode: 0o600 } as Parameters<
        typeof open
      >[0]);
      store = new Store(root, path, ids);
    } catch (cause) {
      throw storeError(cause, path);
    }
    try {
      await store.#checkLayout(folder.path);
      if (suspicious) store.#reading(() => store.#verify());
    } catch (cause) {
      await store.close();
      throw cause;
    }
    return store;
  }

  async #checkLayout(folder: string): Promise<void> {
    let head = this.#head();
    // Whoever is first writes the head; a write that changes nothing does.
    if (!head) {
      await this.write(() => undefined);
      head = this.#head();
    }
    const found = head?.layout ?? LAYOUT;
    if (found > LAYOUT) throw new SlurmError('STATE_LAYOUT_NEWER', { path: folder, found, known: LAYOUT });
  }

  /**
   * After a power failure: every record has its place among the changes, and its script.
   * @throws Error that says what is wrong
   */
  #verify(): void {
    this.#root.resetReadTxn();
    const ids = new Map(
      Array.from(this.#changes.getRange({}), ({ key: version, value: id }) => [id, version]),
    );
    const last = Math.max(0, ...[this.#changes, this.#removals].map(lastKey));
    const { version } = this.#head() ?? newHead(LAYOUT, 0);
    if (version < last) throw new Error(`its changes go on to ${last}, but its head is of ${version}`);
    const scripts = new Set<number>();
    let records = 0;
    for (const { key: id, value: record } of this.#jobs.getRange({ start: 1 })) {
      records++;
      if (record.id !== id || ids.get(id) !== record.version) throw new Error(`job ${id} is of another time`);
      scripts.add(record.payload);
    }
    if (records !== ids.size || ids.size !== entryCount(this.#changes)) throw new Error('jobs are missing');
    for (const id of scripts) if (!this.payload(id)) throw new Error(`the script of job ${id} is missing`);
  }

  #head(): StoreHead | undefined {
    return this.#reading(() => this.#meta.get('head') as StoreHead | undefined);
  }

  #reading<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      throw new SlurmError(
        'STATE_CORRUPT',
        { path: this.#path, problem: (cause as Error).message },
        { cause },
      );
    }
  }

  /**
   * The records as they are on disk now, in memory from then on.
   * @throws SlurmError `STATE_CORRUPT`
   */
  refresh(): Mirror {
    this.#root.resetReadTxn();
    this.#catchUp(this.#head());
    return this.mirror;
  }

  /** Whether other processes have changed what is in memory; true also where that cannot be read. */
  get behind(): boolean {
    this.#root.resetReadTxn();
    try {
      return this.#head()?.version !== this.mirror.version;
    } catch {
      return true;
    }
  }

  /** What administrators have changed of nodes, as it is on disk now. */
  nodeSettings(): NodeSettings {
    return this.#reading(() => (this.#meta.get('nodes') as NodeSettings | undefined) ?? NO_SETTINGS);
  }

  /** UNIX seconds of the last change on disk. */
  changed(): number {
    return this.#head()?.changed ?? 0;
  }

  /** One record, without reading the others. */
  job(id: number): JobRecord | undefined {
    if (this.#loaded) return this.refresh().records.get(id);
    this.#root.resetReadTxn();
    return this.#reading(() => this.#jobs.get(id));
  }

  payload(id: number): Payload | undefined {
    return this.#reading(() => readPayload(id, this.#payloads.get(id)));
  }

  statistics(): StoredStatistics {
    this.#root.resetReadTxn();
    const stored = this.#reading(() => this.#meta.get('statistics')) as StoredStatistics | undefined;
    return { ...NO_STATISTICS, since: 0, ...stored };
  }

  /** Counts an operation, on disk with the next write. */
  called(call: Call): void {
    this.#calls.add(call);
    if (this.#calls.size >= MAX_CALLS) void this.write(() => undefined).catch(() => undefined);
  }

  callStatistics(): CallStatistics {
    this.#root.resetReadTxn();
    return this.#calls.with(this.#reading(() => this.#storedCalls()));
  }

  #storedCalls(): CallStatistics {
    return (this.#meta.get('calls') as CallStatistics | undefined) ?? NO_CALLS;
  }

  /**
   * What is over, as it is on disk now.
   * @throws SlurmError `STATE_CORRUPT`
   */
  history<Result>(read: (history: HistoryTables) => Result): Result {
    this.#root.resetReadTxn();
    return this.#reading(() => read(this.#history));
  }

  /** Changes the history beside what transactions put there. */
  changeHistory<Result>(change: (history: HistoryTables) => Result): Promise<Result> {
    return this.#root.transaction(() => {
      this.#makeRoom(0);
      return change(this.#history);
    });
  }

  async resetStatistics(): Promise<void> {
    await this.#root.transaction(() => {
      this.#makeRoom(0);
      this.#calls = new CallTally();
      this.#meta.remove('calls');
      this.#meta.put('statistics', { ...NO_STATISTICS, since: Math.floor(Date.now() / 1000) });
    });
    await this.#root.flushed;
  }

  #catchUp(head: StoreHead | undefined): void {
    const { mirror } = this;
    if (!head) return;
    if (this.#loaded && mirror.version === head.version) return;
    this.#reading(() => {
      if (!this.#loaded || mirror.version < head.pruned || mirror.version > head.version) {
        mirror.reset();
        for (const { key, value } of this.#jobs.getRange({ start: 1 })) mirror.apply(key, value);
        this.#loaded = true;
      } else {
        const start = mirror.version + 1;
        // A removed id may be taken again later: what is gone goes first.
        for (const { value: id } of this.#removals.getRange({ start })) mirror.apply(id, this.#jobs.get(id));
        for (const { value: id } of this.#changes.getRange({ start })) mirror.apply(id, this.#jobs.get(id));
      }
    });
    mirror.version = head.version;
  }

  /**
   * Carries an operation out as part of the next batch, alone in all processes while it does.
   * @returns what it returned, once that is on disk
   * @throws what it threw; SlurmError `STATE_DISK_FULL` and the like when it could not be stored
   */
  write<Result>(operation: (transaction: Transaction) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ operation, resolve, reject });
      this.#draining ??= this.#drain().finally(() => {
        this.#draining = undefined;
      });
    });
  }

  async #drain(): Promise<void> {
    // Others of the same turn come along.
    await undefined;
    while (this.#queue.length > 0) {
      let batch: Waiting[] = [];
      let failure: unknown;
      try {
        await this.#root.transaction(() => {
          batch = this.#queue;
          this.#queue = [];
          try {
            this.#carryOut(batch);
          } catch (cause) {
            failure = cause;
          }
        });
      } catch (cause) {
        failure = await commitCause(cause);
        if (batch.length === 0) {
          batch = this.#queue;
          this.#queue = [];
        }
      }
      if (failure !== undefined) {
        // What the mirror was told did not happen.
        if (this.#loaded) {
          this.#loaded = false;
          this.mirror.reset();
        }
        const error = storeError(failure, this.#path);
        for (const { reject } of batch) reject(error);
        continue;
      }
      // The next batch need not wait until this one is on the disk.
      void Promise.resolve(this.#root.flushed).then(() => settle(batch));
    }
  }

  #carryOut(batch: readonly Waiting[]): void {
    const stored = this.#meta.get('head') as StoreHead | undefined;
    const head = stored ?? newHead(LAYOUT, this.#ids.firstJobId);
    if (this.#loaded) this.#catchUp(head);
    const base: Base = {
      now: Math.floor(Date.now() / 1000),
      head,
      jobCount: this.#loaded ? this.mirror.records.size : entryCount(this.#changes),
      job: (id) => (this.#loaded ? this.mirror.records.get(id) : this.#jobs.get(id)),
      payload: (id) => readPayload(id, this.#payloads.get(id)),
      nodes: this.nodeSettings(),
    };
    const before = new Map<number, JobRecord | undefined>();
    const changes = new ChangeSet(base, this.#ids);
    for (const waiting of batch) {
      const own = new ChangeSet(changes, this.#ids);
      try {
        waiting.outcome = { value: waiting.operation(own) };
      } catch (error) {
        waiting.outcome = { error };
        continue;
      }
      for (const [id, record] of own.jobs) {
        if (!before.has(id)) before.set(id, base.job(id));
        if (this.#loaded) this.mirror.apply(id, record);
      }
      changes.take(own);
      if (this.#loaded) this.mirror.version = changes.head.version;
    }
    const counts = changes.counts.length + changes.calls.length + changes.history.length + this.#calls.size;
    if (stored && changes.head === head && changes.payloads.size === 0 && counts === 0) return;
    this.#store(changes, before);
  }

  #store(changes: ChangeSet, before: ReadonlyMap<number, JobRecord | undefined>): void {
    this.#makeRoom(changes.size);
    for (const [id, record] of changes.jobs) {
      const old = before.get(id);
      if (old) this.#changes.remove(old.version);
      if (record) {
        if (old?.description !== record.description)
          this.#history.learnUser(record.uid, record.user, record.description.account ?? '');
        this.#jobs.put(id, record);
        this.#changes.put(record.version, id);
      } else if (old) {
        this.#jobs.remove(id);
        this.#removals.put(changes.removals.get(id)!, id);
      }
    }
    if (changes.changedNodes) this.#meta.put('nodes', changes.changedNodes);
    for (const record of changes.history) this.#history.put(record);
    const pruned = changes.removals.size > 0 ? this.#pruneRemovals(changes.head.pruned) : changes.head.pruned;
    for (const [id, payload] of changes.payloads) {
      if (payload) this.#payloads.put(id, { ...payload, check: checkOf(id, payload) });
      else this.#payloads.remove(id);
    }
    if (changes.counts.length > 0) {
      const since = Math.floor(Date.now() / 1000);
      const known = (this.#meta.get('statistics') as StoredStatistics | undefined) ?? {
        ...NO_STATISTICS,
        since,
      };
      this.#meta.put('statistics', changes.counts.reduce<Statistics>(addStatistics, known));
    }
    for (const call of changes.calls) this.#calls.add(call);
    if (this.#calls.size > 0) this.#meta.put('calls', this.#calls.with(this.#storedCalls()));
    this.#calls = new CallTally();
    this.#meta.put('head', { ...changes.head, pruned });
  }

  #makeRoom(bytes: number): void {
    const { lastPageNumber, pageSize } = this.#root.getStats() as {
      lastPageNumber: number;
      pageSize: number;
    };
    this.#reserve.ensure(bytes, lastPageNumber, pageSize);
  }

  #pruneRemovals(pruned: number): number {
    const excess = entryCount(this.#removals) - KEPT_REMOVALS;
    if (excess < KEPT_REMOVALS / 4) return pruned;
    let last = pruned;
    for (const version of [...this.#removals.getKeys({ limit: excess })]) {
      this.#removals.remove(version);
      last = version;
    }
    return last;
  }

  async close(): Promise<void> {
    await this.#draining;
    await this.#root.flushed;
    this.#reserve.close();
    await this.#root.close();
  }
}

function entryCount(database: Database): number {
  return (database.getStats() as { entryCount: number }).entryCount;
}

function lastKey(database: Database<number, number>): number {
  return [...database.getKeys({ reverse: true, limit: 1 })][0] ?? 0;
}

function settle(batch: readonly Waiting[]): void {
  for (const { outcome, resolve, reject } of batch) {
    if (outcome && 'value' in outcome) resolve(outcome.value as never);
    else reject(outcome?.error);
  }
}

/** LMDB's binding tells why a commit failed in a promise of its own, which must not be left unhandled. */
async function commitCause(error: unknown): Promise<unknown> {
  const cause = (error as { commitError?: Promise<unknown> }).commitError;
  if (!cause) return error;
  const told = cause.then(
    () => error,
    (reason: unknown) => reason,
  );
  return Promise.race([told, new Promise((resolve) => setTimeout(resolve, 100, error))]);
}
