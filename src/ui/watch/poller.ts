/** What a view knows of the data it shows. */
export interface Polled<Data> {
  /** The last answer; kept while the daemon is away. */
  readonly data: Data | undefined;
  /** When {@link data} was asked for, in milliseconds since 1970. */
  readonly at: number;
  /** Why the newest request failed; undefined once one succeeds. */
  readonly failure: string | undefined;
  /** Failed requests since the view began. */
  readonly failures: number;
  readonly paused: boolean;
  /** Seconds between requests as asked for. */
  readonly interval: number;
  /** Seconds until the next request as it came out, longer where answers are costly. */
  readonly pace: number;
}

export interface PollerOptions {
  /** Seconds. */
  readonly interval: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Microseconds of CPU this process has used; for pacing. */
  readonly cpuUsage?: () => number;
}

/** A refresh may take this share of one core; a costlier one is asked for less often. */
const CPU_SHARE = 0.05;
/** Seconds between attempts while the daemon is away, at most. */
const LONGEST_RETRY = 10;
/** Seconds {@link Poller.step} goes through; an interval is never outside of them. */
const INTERVALS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];

function bounded(interval: number): number {
  return Math.min(Math.max(interval, INTERVALS[0]!), INTERVALS.at(-1)!);
}

/** Asks for data again and again, never twice at a time, and remembers the last answer. */
export class Poller<Data> {
  readonly #load: (signal: AbortSignal) => Promise<Data>;
  readonly #clock: () => number;
  readonly #cpuUsage: () => number;
  readonly #listeners = new Set<() => void>();
  #state: Polled<Data>;
  #timer: NodeJS.Timeout | undefined;
  #request: AbortController | undefined;
  #attempts = 0;
  /** Seconds to wait for the sake of the answer before. */
  #lastCost = 0;
  #again = false;
  #stopped = false;

  constructor(load: (signal: AbortSignal) => Promise<Data>, { interval, clock, cpuUsage }: PollerOptions) {
    this.#load = load;
    this.#clock = clock ?? Date.now;
    this.#cpuUsage = cpuUsage ?? (() => 0);
    this.#state = {
      data: undefined,
      at: 0,
      failure: undefined,
      failures: 0,
      paused: false,
      interval: bounded(interval),
      pace: bounded(interval),
    };
  }

  get state(): Polled<Data> {
    return this.#state;
  }

  /** Calls `listener` after every change of {@link state}; answers how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    void this.refresh();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  /** Asks now; a request already under way is followed by another, since its answer may be too old. */
  async refresh(): Promise<void> {
    if (this.#stopped) return;
    if (this.#request) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    const request = new AbortController();
    this.#request = request;
    const at = this.#clock();
    const cpu = this.#cpuUsage();
    try {
      const data = await this.#load(request.signal);
      this.#attempts = 0;
      this.#set({ data, at, failure: undefined });
    } catch (error) {
      if (this.#stopped) return;
      this.#attempts += 1;
      const failure = error instanceof Error ? error.message : String(error);
      this.#set({ failure, failures: this.#state.failures + 1 });
    } finally {
      this.#request = undefined;
    }
    this.#schedule((this.#clock() - at) / 1000, (this.#cpuUsage() - cpu) / 1e6);
  }

  pause(paused: boolean): void {
    this.#set({ paused });
    if (paused) clearTimeout(this.#timer);
    else void this.refresh();
  }

  /** Asks less often (1) or more often (-1), by one of the usual steps. */
  step(direction: 1 | -1): void {
    const { interval, paused } = this.#state;
    const next =
      direction > 0
        ? INTERVALS.find((seconds) => seconds > interval)
        : INTERVALS.findLast((seconds) => seconds < interval);
    if (next === undefined) return;
    this.#set({ interval: next, pace: next });
    if (!this.#request && !paused) this.#after(next);
  }

  /**
   * Waits for the next request: longer after costly answers, and longer with every failure. One answer alone says
   * little: the first is of everything, and those after it may be of changes only.
   */
  #schedule(elapsed: number, cpu: number): void {
    if (this.#stopped) return;
    if (this.#again) {
      this.#again = false;
      void this.refresh();
      return;
    }
    const { interval, failure, paused } = this.#state;
    const own = Math.max(elapsed, cpu / CPU_SHARE);
    const cost = Math.min(own, this.#lastCost);
    this.#lastCost = own;
    if (paused) return;
    const pace = failure
      ? Math.max(interval, Math.min(2 ** (this.#attempts - 1), LONGEST_RETRY))
      : Math.max(interval, cost);
    this.#state = { ...this.#state, pace };
    this.#after(failure ? pace : Math.max(interval - elapsed, cost));
  }

  #after(seconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), seconds * 1000);
  }

  #set(changes: Partial<Polled<Data>>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}
