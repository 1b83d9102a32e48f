import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import type { Cluster } from './choose-cluster.ts';

export interface SchedulerOptions {
  /** Schedule and run jobs of the embedded scheduler while this process lives. */
  readonly lead: boolean;
  readonly log: Log;
}

/** Opens the scheduler of a cluster. */
export async function openScheduler(cluster: Cluster, { lead, log }: SchedulerOptions): Promise<Scheduler> {
  if (cluster.kind === 'slurmctld') {
    const { openSlurmctldScheduler } = await import('../schedulers/slurmctld/scheduler.ts');
    return openSlurmctldScheduler({ conf: cluster.conf, log });
  }
  const { openLocalScheduler } = await import('../schedulers/local/local-scheduler.ts');
  const { stateDir, conf } = cluster;
  return openLocalScheduler({
    stateDir,
    conf,
    log,
    lead,
    leaderCommand: leaderCommand(stateDir, conf?.file),
  });
}

/** This program again, as `slurmrest lead`. */
function leaderCommand(stateDir: string, conf: string | undefined): readonly string[] {
  const command = [process.execPath, process.argv[1]!, 'lead', '--state', stateDir];
  return conf === undefined ? command : [...command, '--conf', conf];
}
