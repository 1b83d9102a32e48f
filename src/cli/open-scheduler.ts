import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import type { Cluster } from './choose-cluster.ts';

export interface SchedulerOptions {
  /** Schedule and run jobs of the embedded scheduler while this process lives. */
  readonly lead: boolean;
  readonly log: Log;
}

/** Opens the scheduler of a cluster. */
export async function openScheduler(cluster: Cluster, options: SchedulerOptions): Promise<Scheduler> {
  if (cluster.kind === 'slurmctld') {
    const { openSlurmctldScheduler } = await import('../schedulers/slurmctld/scheduler.ts');
    return openSlurmctldScheduler({ conf: cluster.conf, log: options.log });
  }
  throw new Error('openLocalScheduler: not linked yet');
}
