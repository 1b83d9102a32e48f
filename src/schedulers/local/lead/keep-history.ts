import type { Log } from '../../../slurm/log.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { gresKey } from '../cluster/gres.ts';
import type { Store } from '../store/store.ts';

const HOUR_MS = 3_600_000;

/**
 * Looks after the history: gives numbers to what the cluster has, and forgets what has been there for longer than it
 * is kept, now and every hour.
 * @returns ends that, once what is under way is done
 */
export function keepHistory(store: Store, cluster: Cluster, log: Log): () => Promise<void> {
  let working = numberTres(store, cluster);
  const purge = () => {
    working = working
      .then(() => forgetBefore(store, Math.floor(Date.now() / 1000) - cluster.purgeJobAfter))
      .catch((error: Error) => log.error(`the history cannot be kept in order: ${error.message}`));
  };
  purge();
  const timer = setInterval(purge, HOUR_MS).unref();
  return () => {
    clearInterval(timer);
    return working;
  };
}

async function numberTres(store: Store, { nodes }: Cluster): Promise<void> {
  const names = [...new Set(nodes.flatMap(({ gres }) => gres.map((one) => `gres/${gresKey(one)}`)))];
  const known = store.history((history) => history.tres());
  if (names.some((name) => !known.has(name)))
    await store.changeHistory((history) => history.learnTres(names));
}

async function forgetBefore(store: Store, time: number): Promise<void> {
  let more = store.history((history) => history.hasBefore(time));
  while (more) more = await store.changeHistory((history) => history.removeBefore(time));
}
