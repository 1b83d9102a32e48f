import type { HistoryRecord } from '../history/history-record.ts';
import type { JobRecord } from '../job/job-record.ts';
import { FIRST_RANK } from '../job/priority.ts';
import type { Call } from './call-statistics.ts';
import type { NodeSettings } from './node-settings.ts';
import type { Statistics } from './statistics.ts';
import type { Draft, Payload, Transaction } from './transaction.ts';

/** The one record that every batch of writes reads and replaces. */
export interface StoreHead {
  /** Layout of the store; see store.ts. */
  readonly layout: number;
  /** Number of the last change. */
  readonly version: number;
  /** UNIX seconds of the last change. */
  readonly changed: number;
  readonly nextId: number;
  readonly nextRank: number;
  /** Removals up to this change are no longer listed. */
  readonly pruned: number;
}

export function newHead(layout: number, firstJobId: number): StoreHead {
  return { layout, version: 0, changed: 0, nextId: firstJobId, nextRank: FIRST_RANK, pruned: 0 };
}

/** What a change set stands on: the store, or an outer change set. */
export interface Base {
  readonly now: number;
  readonly head: StoreHead;
  readonly jobCount: number;
  job(id: number): JobRecord | undefined;
  payload(id: number): Payload | undefined;
  readonly nodes: NodeSettings;
}

export interface IdRange {
  readonly firstJobId: number;
  readonly maxJobId: number;
}

/** Changes that are not in the store yet; discarded unless they are taken over by what they stand on. */
export class ChangeSet implements Transaction, Base {
  readonly jobs = new Map<number, JobRecord | undefined>();
  /** The change in which a record went, by its id. */
  readonly removals = new Map<number, number>();
  readonly payloads = new Map<number, Payload | undefined>();
  changedNodes: NodeSettings | undefined;
  readonly counts: Partial<Statistics>[] = [];
  readonly calls: Call[] = [];
  readonly history: HistoryRecord[] = [];
  readonly #base: Base;
  readonly #ids: IdRange;
  #head: StoreHead;
  #jobCount: number;

  constructor(base: Base, ids: IdRange) {
    this.#base = base;
    this.#ids = ids;
    this.#head = base.head;
    this.#jobCount = base.jobCount;
  }

  get now(): number {
    return this.#base.now;
  }

  get head(): StoreHead {
    return this.#head;
  }

  get jobCount(): number {
    return this.#jobCount;
  }

  job(id: number): JobRecord | undefined {
    return this.jobs.has(id) ? this.jobs.get(id) : this.#base.job(id);
  }

  payload(id: number): Payload | undefined {
    return this.payloads.has(id) ? this.payloads.get(id) : this.#base.payload(id);
  }

  get nodes(): NodeSettings {
    return this.changedNodes ?? this.#base.nodes;
  }

  putNodes(settings: NodeSettings): void {
    this.changedNodes = settings;
    this.#head = { ...this.#head, version: this.#head.version + 1, changed: this.now };
  }

  put(draft: Draft): JobRecord {
    if (!this.job(draft.id)) this.#jobCount++;
    const record: JobRecord = { ...draft, version: this.#head.version + 1 };
    this.#head = { ...this.#head, version: record.version, changed: this.now };
    this.jobs.set(record.id, record);
    this.removals.delete(record.id);
    return record;
  }

  remove(id: number): void {
    if (!this.job(id)) return;
    this.#jobCount--;
    this.#head = { ...this.#head, version: this.#head.version + 1, changed: this.now };
    this.jobs.set(id, undefined);
    this.removals.set(id, this.#head.version);
  }

  putPayload(id: number, payload: Payload): void {
    this.payloads.set(id, payload);
  }

  removePayload(id: number): void {
    this.payloads.set(id, undefined);
  }

  takeIds(count: number): number {
    const { firstJobId, maxJobId } = this.#ids;
    let first = Math.max(this.#head.nextId, firstJobId);
    for (let taken = 0; taken < count; ) {
      if (first + count - 1 > maxJobId) {
        first = firstJobId;
        taken = 0;
      }
      // A script outlives the first record of its array: its id must not be used again before.
      if (this.job(first + taken) || this.payload(first + taken)) {
        first += taken + 1;
        taken = 0;
      } else taken++;
    }
    this.#head = { ...this.#head, nextId: first + count };
    return first;
  }

  takeRank(): number {
    const rank = this.#head.nextRank;
    this.#head = { ...this.#head, nextRank: Math.max(1, rank - 1) };
    return rank;
  }

  count(statistics: Partial<Statistics>): void {
    this.counts.push(statistics);
  }

  remember(record: HistoryRecord): void {
    this.history.push(record);
  }

  called(call: Call): void {
    this.calls.push(call);
  }

  /** Takes over what an inner change set did. */
  take(inner: ChangeSet): void {
    for (const [id, record] of inner.jobs) {
      this.jobs.set(id, record);
      this.removals.delete(id);
    }
    for (const [id, version] of inner.removals) this.removals.set(id, version);
    for (const [id, payload] of inner.payloads) this.payloads.set(id, payload);
    this.changedNodes = inner.changedNodes ?? this.changedNodes;
    this.counts.push(...inner.counts);
    this.calls.push(...inner.calls);
    this.history.push(...inner.history);
    this.#head = inner.#head;
    this.#jobCount = inner.#jobCount;
  }

  /** Bytes that storing it takes, roughly and rather too many. */
  get size(): number {
    let bytes = this.changedNodes ? textSize(Object.values(this.changedNodes)) : 0;
    for (const record of this.jobs.values()) bytes += record ? 2048 + textSize(record.description) : 256;
    for (const payload of this.payloads.values()) {
      bytes += payload ? 4096 + textSize(payload) + textSize(payload.environment) : 256;
    }
    for (const record of this.history) bytes += 2048 + textSize(record) + 512 * record.steps.length;
    return bytes;
  }
}

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
function textSize(value: object): number {
  let units = 0;
  for (const member of Object.values(value)) {
    if (typeof member === 'string') units += member.length + 8;
    else if (Array.isArray(member)) units += textSize(member);
  }
  return 3 * units;
}
