import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { JobState } from '../../slurm/job-state.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';

const FIRST_MS = 100;
const LONGEST_MS = 5_000;
/** Its nodes are its own. */
const GRANTED: readonly JobState[] = ['RUNNING', 'SUSPENDED'];

/**
 * Waits for a job to get its nodes, asking ever less often: slurmctld tells only who listens at a port.
 * @throws SlurmError `JOB_ENDED`, or what asking for the job throws
 */
export async function untilGranted(
  scheduler: Pick<Scheduler, 'job'>,
  caller: Caller,
  jobId: number,
): Promise<void> {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 1.5, LONGEST_MS)) {
    await delay(wait);
    const [job] = await scheduler.job(caller, { kind: 'job', jobId });
    if (job === undefined || GRANTED.includes(job.job_state)) return;
    if (job.job_state !== 'PENDING') throw new SlurmError('JOB_ENDED', { job: String(jobId) });
  }
}
