import { v1 } from '../api/v1/index.ts';
import type { Authenticator } from '../engine/authenticator.ts';
import type { Fetch } from '../engine/connection.ts';
import { createEngine, type Limits } from '../engine/engine.ts';
import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { openScheduler, type SchedulerChoice } from './open-scheduler.ts';

export interface OpenEngineOptions extends SchedulerChoice {
  /** Modules that add operations, by path. */
  readonly plugins: readonly string[];
  /** Asked in this order; default: the user of this process, whom the kernel vouches for. */
  readonly authenticators?: readonly Authenticator[];
  readonly limits?: Partial<Limits>;
  readonly log: Log;
}

export interface OpenEngine {
  readonly fetch: Fetch;
  readonly scheduler: Scheduler;
  close(): Promise<void>;
}

/** The composition root: scheduler, operations and authenticators become one engine. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  const scheduler = await openScheduler(options);
  const fetch = createEngine({
    scheduler,
    operations: v1,
    authenticators: options.authenticators ?? [],
    log: options.log,
    ...(options.limits && { limits: options.limits }),
  });
  return { fetch, scheduler, close: () => scheduler.close() };
}
