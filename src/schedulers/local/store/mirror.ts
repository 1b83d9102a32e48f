import type { JobRecord } from '../job/job-record.ts';

/** Hears of every change of a record: as it was and as it is; the other is undefined of new and removed ones. */
export interface MirrorListener {
  changed(old: JobRecord | undefined, now: JobRecord | undefined): void;
  /** Everything is forgotten and about to be told anew. */
  reset(): void;
}

/** The store's records in memory, as of one version. */
export class Mirror {
  version = -1;
  readonly records = new Map<number, JobRecord>();
  /** Ids of the records of an array or het job, by its id. */
  readonly #groups = new Map<number, Set<number>>();
  /** How many records use a script. */
  readonly #payloads = new Map<number, number>();
  readonly #listeners: MirrorListener[] = [];
  #ordered = true;
  #last = 0;

  listen(listener: MirrorListener): void {
    this.#listeners.push(listener);
    for (const record of this.records.values()) listener.changed(undefined, record);
  }

  unlisten(listener: MirrorListener): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }

  apply(id: number, record: JobRecord | undefined): void {
    const old = this.records.get(id);
    if (record) {
      this.records.set(id, record);
      if (!old) {
        if (id < this.#last) this.#ordered = false;
        this.#last = Math.max(this.#last, id);
        this.#join(record);
      }
    } else if (old) {
      this.records.delete(id);
      this.#leave(old);
    } else return;
    for (const listener of this.#listeners) listener.changed(old, record);
  }

  reset(): void {
    this.version = -1;
    this.records.clear();
    this.#groups.clear();
    this.#payloads.clear();
    this.#ordered = true;
    this.#last = 0;
    for (const listener of this.#listeners) listener.reset();
  }

  /** Records of an array or het job, by id. */
  group(id: number): JobRecord[] {
    return [...(this.#groups.get(id) ?? [])].sort((a, b) => a - b).map((member) => this.records.get(member)!);
  }

  groupSize(id: number): number {
    return this.#groups.get(id)?.size ?? 0;
  }

  payloadUsers(payload: number): number {
    return this.#payloads.get(payload) ?? 0;
  }

  /** Every record, by id. */
  sorted(): JobRecord[] {
    const all = [...this.records.values()];
    return this.#ordered ? all : all.sort((a, b) => a.id - b.id);
  }

  #join(record: JobRecord): void {
    this.#payloads.set(record.payload, (this.#payloads.get(record.payload) ?? 0) + 1);
    const key = groupOf(record);
    if (key === undefined) return;
    const group = this.#groups.get(key);
    if (group) group.add(record.id);
    else this.#groups.set(key, new Set([record.id]));
  }

  #leave(record: JobRecord): void {
    const users = (this.#payloads.get(record.payload) ?? 1) - 1;
    if (users > 0) this.#payloads.set(record.payload, users);
    else this.#payloads.delete(record.payload);
    const key = groupOf(record);
    if (key === undefined) return;
    const group = this.#groups.get(key);
    group?.delete(record.id);
    if (group?.size === 0) this.#groups.delete(key);
  }
}

/** Id of the array or het job a record belongs to. */
export function groupOf({ array, het }: JobRecord): number | undefined {
  return array?.jobId ?? het?.jobId;
}
