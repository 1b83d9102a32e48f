import { existsSync } from 'node:fs';
import type { RootDatabase } from 'lmdb';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobRecord } from '../job/job-record.ts';
import { type Call, type CallStatistics, CallTally } from './call-statistics.ts';
import { type Base, ChangeSet, type IdRange, newHead, type StoreHead } from './change-set.ts';
import type { HistoryTables } from './history-tables.ts';
import { Mirror } from './mirror.ts';
import type { NodeSettings } from './node-settings.ts';
import type { StateFolder } from './state-folder.ts';
import { NO_STATISTICS } from './statistics.ts';
import { storeError } from './store-error.ts';
import { checkStoreFile } from './store-file.ts';
import { type StoredStatistics, StoreTables } from './store-tables.ts';
import type { Payload, Transaction } from './transaction.ts';
import { verifyRecords } from './verify-records.ts';
import { attempt, type Batch, WriteQueue } from './write-queue.ts';

/** Raise it with every change that an older version could not read; migrate older stores when opening them. */
const LAYOUT = 1;

/** Calls kept in memory until something is written. */
const MAX_CALLS = 10_000;

/** The jobs on disk, open to any number of processes at a time. */
export class Store {
  readonly #tables: StoreTables;
  readonly #path: string;
  readonly #ids: IdRange;
  readonly #writes: WriteQueue;
  /** The records as of the last {@link refresh} or write; empty before the first. */
  readonly mirror = new Mirror();
  #loaded = false;
  /** Operations that are not counted on disk yet. */
  #calls = new CallTally();

  private constructor(root: RootDatabase, path: string, ids: IdRange) {
    this.#tables = new StoreTables(root, path);
    this.#path = path;
    this.#ids = ids;
    this.#writes = new WriteQueue(
      root,
      path,
      (batch) => this.#carryOut(batch),
      () => this.#undo(),
    );
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
      if (suspicious) store.#reading(() => verifyRecords(store.#tables));
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

  #head(): StoreHead | undefined {
    return this.#reading(() => this.#tables.head());
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
    this.#tables.lookAgain();
    this.#catchUp(this.#head());
    return this.mirror;
  }

  /** Whether other processes have changed what is in memory; true also where that cannot be read. */
  get behind(): boolean {
    this.#tables.lookAgain();
    try {
      return this.#head()?.version !== this.mirror.version;
    } catch {
      return true;
    }
  }

  /** What administrators have changed of nodes, as it is on disk now. */
  nodeSettings(): NodeSettings {
    return this.#reading(() => this.#tables.nodes());
  }

  /** UNIX seconds of the last change on disk. */
  changed(): number {
    return this.#head()?.changed ?? 0;
  }

  /** One record, without reading the others. */
  job(id: number): JobRecord | undefined {
    if (this.#loaded) return this.refresh().records.get(id);
    this.#tables.lookAgain();
    return this.#reading(() => this.#tables.jobs.get(id));
  }

  payload(id: number): Payload | undefined {
    return this.#reading(() => this.#tables.payload(id));
  }

  statistics(): StoredStatistics {
    this.#tables.lookAgain();
    return { ...NO_STATISTICS, since: 0, ...this.#reading(() => this.#tables.statistics()) };
  }

  /** Counts an operation, on disk with the next write. */
  called(call: Call): void {
    this.#calls.add(call);
    if (this.#calls.size >= MAX_CALLS) void this.write(() => undefined).catch(() => undefined);
  }

  callStatistics(): CallStatistics {
    this.#tables.lookAgain();
    return this.#calls.with(this.#reading(() => this.#tables.calls()));
  }

  /**
   * What is over, as it is on disk now.
   * @throws SlurmError `STATE_CORRUPT`
   */
  history<Result>(read: (history: HistoryTables) => Result): Result {
    this.#tables.lookAgain();
    return this.#reading(() => read(this.#tables.history));
  }

  #catchUp(head: StoreHead | undefined): void {
    const { mirror } = this;
    const tables = this.#tables;
    if (!head) return;
    if (this.#loaded && mirror.version === head.version) return;
    this.#reading(() => {
      if (!this.#loaded || mirror.version < head.pruned || mirror.version > head.version) {
        mirror.reset();
        for (const { key, value } of tables.jobs.getRange({ start: 1 })) mirror.apply(key, value);
        this.#loaded = true;
      } else {
        const start = mirror.version + 1;
        // A removed id may be taken again later: what is gone goes first.
        for (const { value: id } of tables.removals.getRange({ start }))
          mirror.apply(id, tables.jobs.get(id));
        for (const { value: id } of tables.changes.getRange({ start })) mirror.apply(id, tables.jobs.get(id));
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
    return this.#writes.push(operation);
  }

  /**
   * Changes the history beside what transactions put there.
   * @returns and throws as {@link write} does
   */
  changeHistory<Result>(change: (history: HistoryTables) => Result): Promise<Result> {
    return this.#writeItself(() => change(this.#tables.history));
  }

  /** @throws as {@link write} does */
  resetStatistics(): Promise<void> {
    return this.#writeItself(() => {
      this.#calls = new CallTally();
      this.#tables.resetStatistics();
    });
  }

  /** An operation on the tables themselves, in its place among the others. */
  #writeItself<Result>(operation: () => Result): Promise<Result> {
    return this.#writes.push(() => {
      this.#tables.makeRoom(0);
      return operation();
    }, true);
  }

  #carryOut(batch: Batch): void {
    const tables = this.#tables;
    const stored = tables.head();
    const head = stored ?? newHead(LAYOUT, this.#ids.firstJobId);
    if (this.#loaded) this.#catchUp(head);
    const base: Base = {
      now: Math.floor(Date.now() / 1000),
      head,
      jobCount: this.#loaded ? this.mirror.records.size : tables.jobCount,
      job: (id) => (this.#loaded ? this.mirror.records.get(id) : tables.jobs.get(id)),
      payload: (id) => tables.payload(id),
      nodes: this.nodeSettings(),
    };
    const before = new Map<number, JobRecord | undefined>();
    const changes = new ChangeSet(base, this.#ids);
    for (const waiting of batch) {
      const own = new ChangeSet(changes, this.#ids);
      if (!attempt(waiting, own)) continue;
      for (const [id, record] of own.jobs) {
        if (!before.has(id)) before.set(id, base.job(id));
        if (this.#loaded) this.mirror.apply(id, record);
      }
      changes.take(own);
      if (this.#loaded) this.mirror.version = changes.head.version;
    }
    const counts = changes.counts.length + changes.calls.length + changes.history.length + this.#calls.size;
    if (stored && changes.head === head && changes.payloads.size === 0 && counts === 0) return;
    for (const call of changes.calls) this.#calls.add(call);
    tables.put(changes, before, this.#calls);
    this.#calls = new CallTally();
  }

  /** What was told of a batch that is not stored did not happen. */
  #undo(): void {
    this.#tables.history.forgetSeen();
    if (!this.#loaded) return;
    this.#loaded = false;
    this.mirror.reset();
  }

  async close(): Promise<void> {
    await this.#writes.idle();
    await this.#tables.close();
  }
}
