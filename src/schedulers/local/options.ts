import type { Log } from '../../slurm/log.ts';
import type { SlurmConf } from '../../slurm/slurm-conf.ts';
import type { Runner } from './run/runner.ts';

/** How {@link openLocalScheduler} opens the embedded scheduler. */
export interface LocalOptions {
  /** Folder of the store and of the running jobs; made where it does not exist. */
  readonly stateDir: string;
  /** Nodes, partitions and rules; without NodeName and PartitionName lines this machine as it is. */
  readonly conf?: SlurmConf | undefined;
  readonly log: Log;
  /** Opens what runs the jobs; the real one unless a test brings its own. */
  readonly openRunner?: () => Promise<Runner>;
  /**
   * Command and arguments that start a process which calls {@link leadUntilIdle} for this `stateDir`, for
   * whoever submits where nobody leads. Empty: never start one.
   */
  readonly leaderCommand: readonly string[];
  /** Schedule and run jobs as long as this process lives (a daemon); else only read and submit. */
  readonly lead: boolean;
}
