import { isPending, type JobRecord } from '../job/job-record.ts';
import { groupOf } from '../store/mirror.ts';

/** Which pending jobs wait for which, and which of them are to be looked at again. */
export class Dependents {
  /** By the job id that is waited for, or the owner and name of a singleton. */
  readonly #waiting = new Map<number | string, Set<number>>();
  readonly #stale = new Set<number>();
  /** Jobs that have not ended, by owner and name. */
  readonly #named = new Map<string, Set<number>>();

  changed(old: JobRecord | undefined, now: JobRecord | undefined): void {
    if (old) for (const key of awaited(old)) drop(this.#waiting, key, old.id);
    if (now) {
      const keys = awaited(now);
      for (const key of keys) join(this.#waiting, key, now.id);
      if (keys.length > 0) this.#stale.add(now.id);
    }
    const record = (now ?? old)!;
    if (!now || now.state.kind === 'ended') drop(this.#named, nameKey(record), record.id);
    else join(this.#named, nameKey(record), record.id);
    if (old && now && old.state.kind === now.state.kind && old.array === now.array) return;
    for (const key of [record.id, groupOf(record), nameKey(record)]) {
      if (key !== undefined) for (const id of this.#waiting.get(key) ?? []) this.#stale.add(id);
    }
  }

  /** Whether {@link take} has anything to give. */
  get any(): boolean {
    return this.#stale.size > 0;
  }

  /** Looks at a job again with the next {@link take}. */
  recheck(id: number): void {
    this.#stale.add(id);
  }

  take(): number[] {
    const ids = [...this.#stale];
    this.#stale.clear();
    return ids;
  }

  /** Whether an older job of the same owner and name has not ended. */
  hasElder(record: JobRecord): boolean {
    for (const id of this.#named.get(nameKey(record)) ?? []) if (id < record.id) return true;
    return false;
  }

  clear(): void {
    this.#waiting.clear();
    this.#stale.clear();
    this.#named.clear();
  }
}

/** What a record still waits for. */
function awaited(record: JobRecord): (number | string)[] {
  if (!isPending(record)) return [];
  const open = record.state.dependency?.terms.filter(({ met }) => met === undefined) ?? [];
  return open.map((term) => (term.kind === 'singleton' ? nameKey(record) : term.jobId));
}

function nameKey({ uid, description }: JobRecord): string {
  return `${uid} ${description.name}`;
}

function join<Key>(map: Map<Key, Set<number>>, key: Key, id: number): void {
  const ids = map.get(key);
  if (ids) ids.add(id);
  else map.set(key, new Set([id]));
}

function drop<Key>(map: Map<Key, Set<number>>, key: Key, id: number): void {
  const ids = map.get(key);
  ids?.delete(id);
  if (ids?.size === 0) map.delete(key);
}
