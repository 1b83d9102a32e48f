import type { Log } from '../../slurm/log.ts';
import type { Runner } from './run/runner.ts';

/** How `openLocalScheduler(options): Promise<Scheduler>` opens the embedded scheduler. */
export interface LocalOptions {
  /** Folder of the store and of the running jobs; made (0700) where it does not exist. */
  readonly stateDir: string;
  readonly log: Log;
  /** What runs the jobs; the real one unless a test brings its own. */
  readonly runner?: Runner;
  /**
   * Command and arguments that start a process which leads this `stateDir` with `untilIdle` and then exits,
   * for a caller that submits where nobody leads. Empty: never start one.
   */
  readonly leaderCommand: readonly string[];
  /** Schedule and run jobs as long as this process lives (a daemon); else only read and submit. */
  readonly lead: boolean;
}
