import type { Database, RootDatabase } from 'lmdb';
import type { HistoryRecord } from '../history/history-record.ts';

/** By the time of the end; the rest tells apart what ended in the same second. */
type HistoryKey = [endTime: number, jobId: number, restarts: number];
/** By the job's own id, and by that of its array or het job. */
type HistoryJobKey = [id: number, ...HistoryKey];

/** Somebody who has submitted under an account. */
export interface KnownUser {
  readonly uid: number;
  readonly user: string;
  /** `''` where jobs named none. */
  readonly account: string;
  /** In the order in which they came, from 1 on. */
  readonly number: number;
}

/** More is removed in one go by nobody, so that nobody waits for long. */
const MAX_REMOVALS = 1000;

/**
 * What is over, in LMDB databases beside those of the jobs: `history` time of the end → record, `history-jobs` job id →
 * where its records are, `known-users` account and user → who that is, `known-tres` name → number, from 1 on, of what
 * has no number of Slurm's own.
 */
export class HistoryTables {
  readonly #records: Database<HistoryRecord, HistoryKey>;
  readonly #jobs: Database<true, HistoryJobKey>;
  readonly #users: Database<KnownUser, [account: string, user: string]>;
  readonly #tres: Database<number, string>;
  /** Users that are certainly known. */
  readonly #seen = new Set<string>();

  constructor(root: RootDatabase) {
    // The symbol holds the shapes of the records, which are then stored without the names of their members.
    this.#records = root.openDB<HistoryRecord, HistoryKey>('history', {
      sharedStructuresKey: Symbol.for('structures'),
    });
    this.#jobs = root.openDB<true, HistoryJobKey>('history-jobs', {});
    this.#users = root.openDB<KnownUser, [account: string, user: string]>('known-users', {});
    this.#tres = root.openDB<number, string>('known-tres', {});
  }

  /** A record that is new, or in place of the one of the same start; to be called within a write transaction. */
  put(record: HistoryRecord): void {
    const key = keyOf(record);
    this.#records.put(key, record);
    for (const id of idsOf(record)) this.#jobs.put([id, ...key], true);
  }

  /** To be called within a write transaction, with whoever submits. */
  learnUser(uid: number, user: string, account: string): void {
    const name = `${account}\0${user}`;
    if (this.#seen.has(name)) return;
    if (!this.#users.doesExist([account, user])) {
      this.#users.put([account, user], { uid, user, account, number: count(this.#users.getKeys({})) + 1 });
    }
    this.#seen.add(name);
  }

  /** To be called where a transaction was not stored: whom it made known is not. */
  forgetSeen(): void {
    this.#seen.clear();
  }

  /** To be called within a write transaction, with kinds of resources that Slurm has no number of its own for. */
  learnTres(names: readonly string[]): void {
    const known = this.tres();
    for (const [index, name] of names.filter((one) => !known.has(one)).entries()) {
      this.#tres.put(name, known.size + index + 1);
    }
  }

  /** What ended at or after a time (UNIX seconds), in that order. */
  endedSince(time: number): Iterable<HistoryRecord> {
    return this.#records
      .getRange({ start: [Math.max(0, time)] as never, snapshot: true })
      .map(({ value }) => value);
  }

  /** What is over of a job, or of the members of an array or het job, in the order of the ends. */
  ofJob(id: number): HistoryRecord[] {
    const keys = this.#jobs.getKeys({ start: [id] as never, end: [id + 1] as never });
    return [...keys].flatMap(([, ...key]) => this.#records.get(key) ?? []);
  }

  users(): KnownUser[] {
    return [...this.#users.getRange({})].map(({ value }) => value).sort((a, b) => a.number - b.number);
  }

  /** Kinds of resources that Slurm has no number of its own for; numbers from 1 on. */
  tres(): ReadonlyMap<string, number> {
    return new Map([...this.#tres.getRange({})].map(({ key, value }) => [key, value]));
  }

  /** Whether something ended before a time, UNIX seconds. */
  hasBefore(time: number): boolean {
    for (const _ of this.#records.getKeys({ start: [0] as never, end: [time] as never, limit: 1 }))
      return true;
    return false;
  }

  /**
   * Forgets what ended before a time, the oldest first; to be called within a write transaction.
   * @returns whether there is more
   */
  removeBefore(time: number): boolean {
    const range = { start: [0] as never, end: [time] as never, limit: MAX_REMOVALS };
    const old = [...this.#records.getRange(range)];
    for (const { key, value } of old) {
      this.#records.remove(key);
      for (const id of idsOf(value)) this.#jobs.remove([id, ...key]);
    }
    return old.length === MAX_REMOVALS;
  }
}

function keyOf({ end_time, job_id, restart_cnt }: HistoryRecord): HistoryKey {
  return [end_time, job_id, restart_cnt];
}

function idsOf({ job_id, array_job_id, het_job_id }: HistoryRecord): Set<number> {
  const group = array_job_id || het_job_id;
  return new Set(group > 0 ? [job_id, group] : [job_id]);
}

function count(keys: Iterable<unknown>): number {
  let found = 0;
  for (const _ of keys) found++;
  return found;
}
