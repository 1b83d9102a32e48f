import type { HistoryRecord } from '../history/history-record.ts';
import type { JobRecord } from '../job/job-record.ts';
import type { Call } from './call-statistics.ts';
import type { NodeSettings } from './node-settings.ts';
import type { Statistics } from './statistics.ts';

/** What is stored once for a job, an array, or each component of a het job. */
export interface Payload {
  readonly script: string;
  /** `NAME=value`. */
  readonly environment: readonly string[];
}

/** A record about to be stored: its version is given by the store. */
export type Draft = Omit<JobRecord, 'version'>;

/**
 * One operation on the store. It sees what operations before it have put, those of other processes too; what
 * it puts itself is kept only if it returns. It must not wait for anything.
 */
export interface Transaction {
  /** UNIX seconds. */
  readonly now: number;
  readonly jobCount: number;
  job(id: number): JobRecord | undefined;
  payload(id: number): Payload | undefined;
  /** What administrators have changed of nodes. */
  readonly nodes: NodeSettings;
  putNodes(settings: NodeSettings): void;
  put(draft: Draft): JobRecord;
  remove(id: number): void;
  putPayload(id: number, payload: Payload): void;
  removePayload(id: number): void;
  /** Takes consecutive job ids that are free; gives the first. */
  takeIds(count: number): number;
  /** The next place in the queue; lower than any before. */
  takeRank(): number;
  count(statistics: Partial<Statistics>): void;
  /** Keeps what is over in the history. */
  remember(record: HistoryRecord): void;
  /** Counts an operation by type and user. */
  called(call: Call): void;
}

/** Carries an operation out; resolves once what it put is on disk. */
export type Write = <Result>(operation: (transaction: Transaction) => Result) => Promise<Result>;
