import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, figure } from '../report/figure.ts';
import type { Arena } from './arena.ts';
import { ask, get } from './arena.ts';
import { rpcCount } from './test-cluster.ts';

/** Whether the last question of all still falls within them must not count. */
const SECONDS = 40;

/** RPCs for jobs that slurmctld sees in a second while so many clients ask for them once a second each. */
export async function watchingCost(arena: Arena, clients: number): Promise<Figure> {
  const before = rpcCount(arena.cluster, 'REQUEST_JOB_INFO');
  const until = Date.now() + SECONDS * 1000;
  // As `show --watch` asks.
  const question = get(arena, 'jobs', { 'cache-control': 'max-age=1' });
  const watch = async (_: unknown, index: number): Promise<void> => {
    await sleep((index * 1000) / clients);
    while (Date.now() < until) {
      await (await ask(arena.ours.url, question)).arrayBuffer();
      await sleep(1000);
    }
  };
  await Promise.all(Array.from({ length: clients }, watch));
  return figure('/s', (rpcCount(arena.cluster, 'REQUEST_JOB_INFO') - before) / SECONDS);
}
