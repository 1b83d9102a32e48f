import { existsSync } from 'node:fs';
import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { readSlurmConf } from '../slurm/slurm-conf.ts';

export interface SchedulerChoice {
  /** slurm.conf; default {@link DEFAULT_CONF} where it exists. */
  readonly conf: string | undefined;
  /** Folder of the embedded scheduler; default {@link defaultStateDir}. */
  readonly state: string | undefined;
  /** Schedule and run jobs of the embedded scheduler while this process lives. */
  readonly lead: boolean;
  readonly log: Log;
}

const DEFAULT_CONF = '/etc/slurm/slurm.conf';

/**
 * The cluster of slurm.conf where it names a controller, else the embedded scheduler, which takes nodes and
 * partitions from the file if there is one.
 */
export async function openScheduler(choice: SchedulerChoice): Promise<Scheduler> {
  const file = choice.conf ?? (existsSync(DEFAULT_CONF) ? DEFAULT_CONF : undefined);
  const conf = file === undefined ? undefined : readSlurmConf(file);
  if (conf && conf.controllers.length > 0) throw new Error('slurmctld: not linked yet');
  throw new Error('openLocalScheduler: not linked yet');
}
