import { setTimeout as wait } from 'node:timers/promises';
import { SlurmError } from '../../slurm/error.ts';
import type { Job } from '../../slurm/job.ts';
import { isEnded } from '../../slurm/job-state.ts';

/** Milliseconds between two questions whether a job has ended. */
const ASK_EVERY = 2_000;

/**
 * Asks about a job until it has ended: nothing of it runs, and it is not being cleaned up after. A job the cluster
 * remembers no longer has ended, too; while the cluster does not answer, nothing has.
 * @param ask for the records of the job
 * @param gone when nobody wants to know any more
 * @returns tells whether the job has ended
 */
export function watchForEnd(ask: () => Promise<readonly Job[]>, gone: AbortSignal): () => boolean {
  let ended = false;
  const watch = async () => {
    while (!ended) {
      ended = await hasEnded(ask);
      if (!ended) await wait(ASK_EVERY, undefined, { signal: gone });
    }
  };
  watch().catch(() => {});
  return () => ended;
}

async function hasEnded(ask: () => Promise<readonly Job[]>): Promise<boolean> {
  try {
    const jobs = await ask();
    return jobs.every(
      ({ job_state, job_state_flags }) => isEnded(job_state) && !job_state_flags.includes('COMPLETING'),
    );
  } catch (error) {
    return error instanceof SlurmError && error.code === 'JOB_UNKNOWN';
  }
}
