import type { Observe } from '../../engine/engine.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';
import { RequestCounts } from './request-counts.ts';

const countsOf = new WeakMap<Scheduler, RequestCounts>();

/** Counts the requests of a daemon in front of this scheduler, to be scraped with {@link requestRegistry}. */
export function countRequests(scheduler: Scheduler): Observe {
  let counts = countsOf.get(scheduler);
  if (!counts) {
    counts = new RequestCounts();
    countsOf.set(scheduler, counts);
  }
  return counts.add.bind(counts);
}

/** The figures {@link countRequests} made; undefined where nobody counts. */
export async function requestRegistry(scheduler: Scheduler) {
  const counts = countsOf.get(scheduler);
  if (!counts) return undefined;
  const { Counter, Registry } = await import('./prom-client.ts');
  const registry = new Registry();
  const requests = new Counter({
    name: 'slurmrest_requests_total',
    help: 'Requests by operation and HTTP status; the operation is empty where none was reached.',
    labelNames: ['operation', 'status'],
    registers: [registry],
  });
  for (const { operation, status, count } of counts.statuses()) requests.inc({ operation, status }, count);
  const name = 'slurmrest_request_duration_seconds';
  const durations = {
    name,
    help: 'Seconds until an answer was there, or of an answer in pieces its head.',
    type: 'histogram',
    get: async () => ({ ...durations, values: counts.durations(name) }),
  };
  // One of the package's own cannot be told of what was counted elsewhere; all it reads of a metric is what is here.
  registry.registerMetric(durations as unknown as InstanceType<typeof Counter>);
  return registry;
}
