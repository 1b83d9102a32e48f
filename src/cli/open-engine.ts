import { v1 } from '../api/v1/index.ts';
import { localAuthenticator } from '../engine/auth/local.ts';
import type { Authenticator } from '../engine/authenticator.ts';
import type { Fetch } from '../engine/connection.ts';
import { createEngine, type Limits } from '../engine/engine.ts';
import { accounts } from '../slurm/accounts.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { type Cluster, type ClusterChoice, chooseCluster } from './choose-cluster.ts';
import { openScheduler, type SchedulerOptions } from './open-scheduler.ts';

export interface OpenEngineOptions extends ClusterChoice, SchedulerOptions {
  /** Modules that add operations, by path. */
  readonly plugins: readonly string[];
  /** Asked in this order; default: the user of this process, whom the kernel vouches for. */
  readonly authenticators?: (cluster: Cluster, scheduler: Scheduler) => Promise<readonly Authenticator[]>;
  readonly limits?: Partial<Limits>;
  /** Do not tell of each request: of thousands a second that would cost more than to answer them. */
  readonly quiet?: boolean;
}

export interface OpenEngine {
  readonly fetch: Fetch;
  readonly scheduler: Scheduler;
  close(): Promise<void>;
}

/** The composition root: scheduler, operations and authenticators become one engine. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  const cluster = chooseCluster(options);
  const scheduler = await openScheduler(cluster, options);
  const fetch = createEngine({
    scheduler,
    operations: v1,
    authenticators: (await options.authenticators?.(cluster, scheduler)) ?? [localAuthenticator(accounts)],
    log: options.quiet ? { ...options.log, info() {} } : options.log,
    ...(options.limits && { limits: options.limits }),
  });
  return { fetch, scheduler, close: () => scheduler.close() };
}
