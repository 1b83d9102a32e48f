import { realpathSync } from 'node:fs';
import { countRequests } from '../api/metrics/request-metrics.ts';
import { v0 } from '../api/v0/index.ts';
import { v1 } from '../api/v1/index.ts';
import { filterFile } from '../cli-filter/filter-file.ts';
import { localAuthenticator } from '../engine/auth/local.ts';
import { authenticate } from '../engine/authenticate.ts';
import type { Authenticator } from '../engine/authenticator.ts';
import type { Connection, Fetch } from '../engine/connection.ts';
import { createEngine, type Limits } from '../engine/engine.ts';
import type { HeaderFields } from '../engine/message.ts';
import type { Operation } from '../engine/operation.ts';
import { Streams } from '../engine/streams.ts';
import { accounts } from '../slurm/accounts.ts';
import type { Caller } from '../slurm/caller.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { type Cluster, type ClusterChoice, chooseCluster } from './choose-cluster.ts';
import { openScheduler, type SchedulerOptions } from './open-scheduler.ts';

export interface OpenEngineOptions extends ClusterChoice, SchedulerOptions {
  /** Modules that add operations, by path. */
  readonly plugins: readonly string[];
  /** Asked in this order; default: the user of this process, whom the kernel vouches for. */
  readonly authenticators?: (cluster: Cluster, scheduler: Scheduler) => Promise<readonly Authenticator[]>;
  readonly limits?: Partial<Limits>;
  /** The site's cli_filter; default: slurm.conf's. */
  readonly cliFilter?: string | undefined;
  /** Do not tell of each request: of thousands a second that would cost more than to answer them. */
  readonly quiet?: boolean;
}

export interface OpenEngine {
  readonly fetch: Fetch;
  readonly scheduler: Scheduler;
  /**
   * Who sends a request with these headers.
   * @throws SlurmError `NOT_AUTHENTICATED`
   */
  caller(headers: HeaderFields, connection: Connection): Promise<Caller>;
  /** Ends the answers that would go on for as long as somebody listens. */
  endStreams(): void;
  close(): Promise<void>;
}

/** The composition root: scheduler, operations and authenticators become one engine. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  const cluster = chooseCluster(options);
  const scheduler = await filtered(await openScheduler(cluster, options), cluster, options);
  const authenticators = (await options.authenticators?.(cluster, scheduler)) ?? [
    localAuthenticator(accounts),
  ];
  const streams = new Streams();
  const fetch = createEngine({
    scheduler,
    operations: await operations(options.plugins),
    dialects: v0,
    authenticators,
    streams,
    ...(options.lead && { observe: countRequests(scheduler) }),
    log: options.quiet ? { ...options.log, info() {} } : options.log,
    ...(options.limits && { limits: options.limits }),
  });
  return {
    fetch,
    scheduler,
    caller: (headers, connection) => authenticate(authenticators, headers, connection),
    endStreams: () => streams.end(),
    close: () => scheduler.close(),
  };
}

async function operations(plugins: readonly string[]): Promise<readonly Operation[]> {
  if (plugins.length === 0) return v1;
  const { loadPlugins } = await import('../engine/plugins.ts');
  return [...v1, ...(await loadPlugins(plugins))];
}

/** The scheduler behind the site's filter. A daemon tries the filter at once, a command when it submits. */
async function filtered(
  scheduler: Scheduler,
  { conf }: Cluster,
  { cliFilter, lead, log }: OpenEngineOptions,
): Promise<Scheduler> {
  const file = filterFile(cliFilter, conf);
  if (file === undefined) return scheduler;
  const { CliFilter } = await import('../cli-filter/cli-filter.ts');
  const { filteredScheduler } = await import('../cli-filter/filtered-scheduler.ts');
  const filter = new CliFilter({ program: realpathSync(process.argv[1]!), file, log });
  const behind = filteredScheduler(scheduler, filter, log);
  if (lead)
    await filter.check().catch(async (error) => {
      await behind.close();
      throw error;
    });
  return behind;
}
