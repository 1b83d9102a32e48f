import { setTimeout as sleep } from 'node:timers/promises';
import { buildCluster } from './cluster/build-cluster.ts';
import { ring } from './lead/doorbell.ts';
import { type Leadership, tryLead } from './lead/leadership.ts';
import { openRealRunner } from './local-scheduler.ts';
import type { LocalOptions } from './options.ts';
import { openStateFolder } from './store/state-folder.ts';
import { Store } from './store/store.ts';

export interface LeadUntilIdleOptions extends Pick<LocalOptions, 'stateDir' | 'conf' | 'log' | 'openRunner'> {
  /** Milliseconds without anything to do before it ends; default 5 s. */
  readonly idleMs?: number;
  /** Ends it before. */
  readonly signal?: AbortSignal;
}

const IDLE_MS = 5_000;
const LOOK_MS = 100;

/**
 * Leads a state folder until there has been nothing to do for a while, or returns at once where another process
 * leads it. What a process does that was started for a submission.
 * @throws SlurmError `STATE_…` when the folder cannot be used, `CONF_MALFORMED`
 */
export async function leadUntilIdle(options: LeadUntilIdleOptions): Promise<void> {
  const { stateDir, conf, log, idleMs = IDLE_MS, signal } = options;
  const cluster = buildCluster(conf);
  const folder = openStateFolder(stateDir);
  const store = await Store.open(folder, cluster);
  try {
    const openRunner = options.openRunner ?? (() => openRealRunner(folder.runs));
    let leadership: Leadership | undefined;
    // A leader that answers will do the work; one that does not is about to end, and its lock to be free.
    while (!leadership && !signal?.aborted) {
      leadership = await tryLead({ store, cluster, folder, log }, openRunner);
      if (!leadership && ring(folder.doorbell)) return;
      if (!leadership) await sleep(LOOK_MS);
    }
    if (!leadership) return;
    try {
      await untilIdle(leadership, store, idleMs, signal);
    } finally {
      await leadership.close();
    }
  } finally {
    await store.close();
  }
}

async function untilIdle(
  { leader, muffle, listen }: Leadership,
  store: Store,
  idleMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let busyAt = Date.now();
  while (!signal?.aborted) {
    if (!leader.idle) busyAt = Date.now();
    else if (Date.now() >= busyAt + idleMs) {
      // From here on who submits starts another leader. Whoever rang just before is heard out first.
      muffle();
      if (leader.idle && !store.behind) return;
      listen();
      leader.wake();
      busyAt = Date.now();
    }
    await sleep(LOOK_MS);
  }
}
