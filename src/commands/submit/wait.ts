import { setTimeout as sleep } from 'node:timers/promises';
import { isFailure } from '../../cli/render-error.ts';
import type { Client } from '../../client/client.ts';
import { EXIT } from '../../slurm/error-table.ts';
import { isEnded, type JobState } from '../../slurm/job-state.ts';
import { stateName, type V1Job } from '../../ui/squeue/v1-job.ts';
import { recordsOf } from '../show/shown.ts';

/** Milliseconds between two looks: soon after the submission, rarer with a job that takes long. */
const FIRST_PAUSE = 100;
const LAST_PAUSE = 2_000;
/** Milliseconds a daemon may be away (restarted, for one) before the wait is given up. */
const PATIENCE = 60_000;

interface Waiting {
  /** Is shown the records at every look at which they have not all ended. */
  readonly look: (jobs: readonly V1Job[]) => Promise<void>;
  /** Ends the wait early, with its reason thrown. */
  readonly signal: AbortSignal;
}

/** Waits until a job, all tasks of an array or all components of a het job have ended; their last records. */
export async function waitForEnd(
  client: Client,
  jobId: number,
  { look, signal }: Waiting,
): Promise<readonly V1Job[]> {
  let pause = FIRST_PAUSE;
  let awaySince: number | undefined;
  for (;;) {
    await sleep(pause, undefined, { signal });
    pause = Math.min(pause * 1.3, LAST_PAUSE);
    try {
      const jobs = await recordsOfJob(client, jobId);
      if (jobs.every((job) => isEnded(stateName(job) as JobState))) return jobs;
      awaySince = undefined;
      await look(jobs);
    } catch (error) {
      if (!isFailure(error) || error.exitCode !== EXIT.unreachable) throw error;
      awaySince ??= Date.now();
      if (Date.now() - awaySince > PATIENCE) throw error;
    }
  }
}

async function recordsOfJob(client: Client, jobId: number): Promise<readonly V1Job[]> {
  const leader = (await client.job(String(jobId))) as unknown as V1Job;
  if (!leader.array_job_id && !leader.het_job_id) return [leader];
  const all = recordsOf<V1Job>(await client.jobs(), 'jobs');
  const own = all.filter((job) => job.array_job_id === jobId || job.het_job_id === jobId);
  return own.length > 0 ? own : [leader];
}
