import type { Registry } from 'prom-client';
import type { Observe } from '../../engine/engine.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';

/** Bounds of the histogram's buckets in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Counting {
  readonly registry: Registry;
  readonly observe: Observe;
}

const countingOf = new WeakMap<Scheduler, Promise<Counting>>();

/**
 * Counts the requests of a daemon in front of this scheduler, to be scraped with {@link requestRegistry}. What counts is
 * loaded with the first request.
 */
export function countRequests(scheduler: Scheduler): Observe {
  let loaded: Observe | undefined;
  return (operation, status, seconds) => {
    if (loaded) {
      loaded(operation, status, seconds);
      return;
    }
    let counting = countingOf.get(scheduler);
    if (!counting) {
      counting = openCounting();
      countingOf.set(scheduler, counting);
    }
    // An answer is worth more than the count of it.
    const first = counting.then(({ observe }) => {
      loaded = observe;
      observe(operation, status, seconds);
    });
    first.catch(() => {});
  };
}

/** The figures {@link countRequests} made; undefined where nobody counts. */
export async function requestRegistry(scheduler: Scheduler): Promise<Registry | undefined> {
  return (await countingOf.get(scheduler))?.registry;
}

async function openCounting(): Promise<Counting> {
  const { Counter, Histogram, Registry } = await import('./prom-client.ts');
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'slurmrest_requests_total',
    help: 'Requests by operation and HTTP status; the operation is empty where none was reached.',
    labelNames: ['operation', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'slurmrest_request_duration_seconds',
    help: 'Seconds until an answer was there, or of an answer in pieces its head.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  });
  return {
    registry,
    observe(operation, status, seconds) {
      requests.inc({ operation, status });
      durations.observe({ operation }, seconds);
    },
  };
}
