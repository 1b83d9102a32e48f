import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import type { Cluster } from './choose-cluster.ts';

export interface SchedulerOptions {
  /** Schedule and run jobs of the embedded scheduler while this process lives. */
  readonly lead: boolean;
  readonly log: Log;
}

/** Opens the scheduler of a cluster. */
export async function openScheduler(cluster: Cluster, _options: SchedulerOptions): Promise<Scheduler> {
  if (cluster.kind === 'slurmctld') throw new Error('slurmctld: not linked yet');
  throw new Error('openLocalScheduler: not linked yet');
}
