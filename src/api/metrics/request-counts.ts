/** Upper bounds of a histogram's buckets in seconds; what took longer is in one more. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Requests of one operation. */
interface Counts {
  readonly statuses: Map<number, number>;
  /** How many took as long as each bucket says, not counting those of shorter ones. */
  readonly buckets: number[];
  seconds: number;
}

/** A sample as prom-client writes it. */
interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/**
 * Requests by operation, status and duration. Counted by ourselves: to find one of prom-client's by its labels would
 * take longer than to find who asks.
 */
export class RequestCounts {
  readonly #operations = new Map<string, Counts>();

  /** Counts a request that took so many seconds; the operation is empty where none was reached. */
  add(operation: string, status: number, seconds: number): void {
    let counts = this.#operations.get(operation);
    if (!counts) {
      counts = { statuses: new Map(), buckets: new Array<number>(BOUNDS.length + 1).fill(0), seconds: 0 };
      this.#operations.set(operation, counts);
    }
    counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
    counts.seconds += seconds;
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket++;
    counts.buckets[bucket]!++;
  }

  *statuses(): Iterable<{ operation: string; status: number; count: number }> {
    for (const [operation, { statuses }] of this.#operations)
      for (const [status, count] of statuses) yield { operation, status, count };
  }

  /** The samples of a histogram of this name, whose buckets count those of shorter ones as well. */
  durations(name: string): Sample[] {
    return [...this.#operations].flatMap(([operation, { buckets, seconds }]) => {
      let count = 0;
      const sampleOf = (of: string, value: number, labels = {}): Sample => ({
        metricName: `${name}_${of}`,
        labels: { ...labels, operation },
        value,
      });
      const samples = buckets.map((inBucket, index) => {
        count += inBucket;
        return sampleOf('bucket', count, { le: BOUNDS[index] ?? '+Inf' });
      });
      return [...samples, sampleOf('sum', seconds), sampleOf('count', count)];
    });
  }
}
