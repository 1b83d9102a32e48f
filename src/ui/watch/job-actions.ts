import { actionId, jobIdText, type V1Job } from '../squeue/v1-job.ts';
import type { JobAction, JobSource } from './job-source.ts';

/** How each action is spoken of. */
export const ACTIONS: Readonly<
  Record<JobAction, { readonly ask: string; readonly doing: string; readonly done: string }>
> = {
  cancel: { ask: 'Cancel', doing: 'Cancelling', done: 'Cancelled' },
  hold: { ask: 'Hold', doing: 'Holding', done: 'Held' },
  release: { ask: 'Release', doing: 'Releasing', done: 'Released' },
  requeue: { ask: 'Requeue', doing: 'Requeuing', done: 'Requeued' },
};

/** Requests under way at a time: enough to be quick, few enough to leave the controller to others. */
const CONCURRENCY = 8;

/** Does something to each of the jobs and says how it went. */
export async function performAction(
  source: JobSource,
  action: JobAction,
  jobs: readonly V1Job[],
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const failures: string[] = [];
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      try {
        await source.act(action, actionId(job));
      } catch (error) {
        failures.push(`${jobIdText(job)}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const { done } = ACTIONS[action];
  if (failures.length === 0) return { text: `${done} ${count(jobs.length)}.`, failed: false };
  const succeeded = jobs.length - failures.length;
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  return { text: `${done} ${succeeded} of ${count(jobs.length)}. ${failures[0]}${more}`, failed: true };
}

export function count(jobs: number): string {
  return jobs === 1 ? '1 job' : `${jobs.toLocaleString('en')} jobs`;
}
