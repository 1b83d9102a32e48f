import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../engine/operation.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';

const DESCRIPTION = `Figures in the text format of Prometheus: the cluster's as the caller sees it (\`slurm_\`: jobs, nodes, CPUs, counters of the controller), and this daemon's own (\`slurmrest_\`: requests by operation and status, their duration, RPCs sent to slurmctld). Credentials are needed as everywhere; a scraper sends them as headers, or comes over the UNIX socket.`;

export const getMetrics = defineOperation({
  method: 'GET',
  path: '/metrics',
  operationId: 'getMetrics',
  summary: 'Get metrics',
  description: DESCRIPTION,
  tags: ['controller'],
  response: Type.String({ description: 'The figures.' }),
  produces: { name: 'text/plain; version=0.0.4; charset=utf-8', format: 'text' },
  async handler({ caller, scheduler }) {
    const { clusterRegistry } = await import('./cluster-metrics.ts');
    const { requestRegistry } = await import('./request-metrics.ts');
    const registries = [
      await clusterRegistry(scheduler, caller),
      await requestRegistry(scheduler),
      await rpcRegistry(scheduler),
    ];
    const texts = await Promise.all(registries.map((registry) => registry?.metrics() ?? ''));
    return `${texts.filter((text) => text !== '').join('\n')}`;
  },
});

/** What was sent to slurmctld, where the cluster is a real one. */
async function rpcRegistry({ rpcs }: Scheduler) {
  if (!rpcs) return undefined;
  const { Counter, Registry } = await import('./prom-client.ts');
  const registry = new Registry();
  const counter = new Counter({
    name: 'slurmrest_rpcs_total',
    help: 'RPCs sent to slurmctld.',
    labelNames: ['rpc'],
    registers: [registry],
  });
  for (const [rpc, count] of rpcs) counter.inc({ rpc }, count);
  return registry;
}
