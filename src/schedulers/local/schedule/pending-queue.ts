/** What orders the queue: the partition's tier, then priority, then age. */
interface Place {
  readonly id: number;
  readonly tier: number;
  readonly priority: number;
}

/** Jobs that may start, kept in the order of priority. Insertion and removal cost a binary search. */
export class PendingQueue<Entry extends Place> {
  readonly #sorted: Entry[] = [];
  readonly #byId = new Map<number, Entry>();

  get size(): number {
    return this.#sorted.length;
  }

  get(id: number): Entry | undefined {
    return this.#byId.get(id);
  }

  /** Adds an entry, or moves the one of the same id. */
  set(entry: Entry): void {
    const old = this.#byId.get(entry.id);
    this.#byId.set(entry.id, entry);
    if (old && compare(old, entry) === 0) {
      this.#sorted[this.#indexOf(old)] = entry;
      return;
    }
    if (old) this.#sorted.splice(this.#indexOf(old), 1);
    this.#sorted.splice(this.#indexOf(entry), 0, entry);
  }

  delete(id: number): void {
    const old = this.#byId.get(id);
    if (!old) return;
    this.#byId.delete(id);
    this.#sorted.splice(this.#indexOf(old), 1);
  }

  clear(): void {
    this.#sorted.length = 0;
    this.#byId.clear();
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.#sorted[Symbol.iterator]();
  }

  /** Where an entry stands or would stand. */
  #indexOf(entry: Place): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#sorted[middle]!, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: Place, b: Place): number {
  return b.tier - a.tier || b.priority - a.priority || a.id - b.id;
}
