interface Due {
  readonly time: number;
  readonly id: number;
}

/** When to look at which job again: a binary heap, earliest first. Entries may be out of date. */
export class DueTimes {
  readonly #heap: Due[] = [];

  /** UNIX seconds of the earliest entry. */
  get next(): number | undefined {
    return this.#heap[0]?.time;
  }

  add(time: number, id: number): void {
    const heap = this.#heap;
    let index = heap.push({ time, id }) - 1;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if (heap[parent]!.time <= heap[index]!.time) break;
      [heap[parent], heap[index]] = [heap[index]!, heap[parent]!];
      index = parent;
    }
  }

  /** Takes out the ids of all entries up to `now`, each once. */
  take(now: number): number[] {
    const ids = new Set<number>();
    while (this.#heap.length > 0 && this.#heap[0]!.time <= now) ids.add(this.#pop().id);
    return [...ids];
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #pop(): Due {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let index = 0; ; ) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < heap.length && heap[child]!.time < heap[least]!.time) least = child;
      }
      if (least === index) return first;
      [heap[least], heap[index]] = [heap[index]!, heap[least]!];
      index = least;
    }
  }
}
