import { applyPlacement, type Capacity, copyCapacity, meetCapacity, type Placement } from './capacity.ts';

/** What a time limit of INFINITE counts as, in seconds; as in Slurm, a year. */
export const YEAR = 365 * 24 * 3600;

/** Something held until a known time (UNIX seconds). */
export interface Occupied {
  readonly placements: readonly Placement[];
  readonly end: number;
}

/** Tries to put something into what is free. */
type Fit = (free: Capacity) => readonly Placement[] | undefined;

/**
 * What is free from now on: it grows as running jobs end and shrinks where a reservation begins.
 * Only the beginnings of reservations are kept as points, for between them it can but grow.
 */
export class Timeline {
  readonly #now: number;
  readonly #points: { readonly time: number; readonly free: Capacity }[];
  readonly #changes: {
    readonly time: number;
    readonly placements: readonly Placement[];
    readonly sign: 1 | -1;
  }[];

  /** @param free what is free now; changed in place as jobs start */
  constructor(now: number, free: Capacity, occupied: Iterable<Occupied>) {
    this.#now = now;
    this.#points = [{ time: now, free }];
    this.#changes = Array.from(occupied, ({ placements, end }) => ({
      time: Math.max(end, now + 1),
      placements,
      sign: 1,
    }));
  }

  /** Nothing can start, whatever it needs: no node has a free CPU. */
  get full(): boolean {
    return this.#points[0]!.free.nodes.every(({ cpus }) => cpus <= 0);
  }

  /** What is free without a break for `seconds` from now. Not to be changed. */
  freeFor(seconds: number): Capacity {
    return this.#throughout(this.#points[0]!.free, this.#now, seconds);
  }

  /** Takes placements for `seconds` from now. */
  occupy(placements: readonly Placement[], seconds: number): void {
    this.#take(placements, this.#now, seconds);
    this.#changes.push({ time: this.#now + seconds, placements, sign: 1 });
  }

  /**
   * Keeps resources free for the earliest time at which `tryFit` finds room for `seconds`.
   * @returns that time, or undefined when there is never room
   */
  reserve(tryFit: Fit, seconds: number): number | undefined {
    this.#changes.sort((a, b) => a.time - b.time);
    const free = copyCapacity(this.#points[0]!.free);
    for (let index = 0; index < this.#changes.length; ) {
      const { time } = this.#changes[index]!;
      for (; this.#changes[index]?.time === time; index++) {
        const { placements, sign } = this.#changes[index]!;
        for (const placement of placements) applyPlacement(free, placement, sign);
      }
      const placements = tryFit(this.#throughout(free, time, seconds));
      if (!placements) continue;
      this.#points.push({ time, free: copyCapacity(free) });
      this.#take(placements, time, seconds);
      this.#changes.push({ time, placements, sign: -1 }, { time: time + seconds, placements, sign: 1 });
      return time;
    }
    return undefined;
  }

  #throughout(free: Capacity, from: number, seconds: number): Capacity {
    const later = this.#points.filter(({ time }) => time > from && time < from + seconds);
    if (later.length === 0) return free;
    const least = copyCapacity(free);
    for (const point of later) meetCapacity(least, point.free);
    return least;
  }

  #take(placements: readonly Placement[], from: number, seconds: number): void {
    for (const point of this.#points) {
      if (point.time < from || point.time >= from + seconds) continue;
      for (const placement of placements) applyPlacement(point.free, placement, -1);
    }
  }
}
