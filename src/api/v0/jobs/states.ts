import { parseArrayTasks } from '../../../slurm/array-tasks.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { Job } from '../../../slurm/job.ts';
import { parseJobId } from '../../../slurm/job-id.ts';
import type { Endpoint } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { warnOfUnknown } from '../query/read-query.ts';
import { known } from '../record/flags.ts';
import { FLAG_WORDS } from '../record/words.ts';
import { asking, Refused } from '../refused.ts';

/** More tasks than any cluster's MaxArraySize, so that every array that is told of can be read. */
const ANY_ARRAY = 4_000_002;

/** What a job is called where its state is told: each task of an array for itself. */
function namesOf(job: Job): string[] {
  const { job_id, array_job_id, array_task_id, array_task_str, het_job_id, het_job_offset } = job;
  if (array_task_str !== '')
    return parseArrayTasks(array_task_str, ANY_ARRAY).tasks.map((task) => `${job_id}_${task}`);
  if (array_task_id !== undefined) return [`${job_id}_${array_task_id}`];
  // An array that ended before any of its tasks began.
  if (array_job_id !== 0) return [`${job_id}_*`];
  return [het_job_id === 0 ? String(job_id) : `${job_id}+${het_job_offset}`];
}

function idsOf(texts: readonly string[]): ReadonlySet<number> {
  try {
    return new Set(texts.flatMap((text) => text.split(',')).map((text) => parseJobId(text).jobId));
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    const description = 'Rejecting request. Failure parsing query';
    throw new Refused([problem(description, INVALID_QUERY, 'op_handler_job_states')]);
  }
}

export const getJobStates: Endpoint = {
  method: 'GET',
  path: 'jobs/state',
  id: 'get_jobs_state',
  summary: 'List the states of jobs',
  description: 'Every job the caller may see, each task of an array for itself, with its state alone.',
  query: { job_id: 'These jobs only, joined by commas.' },
  response: 'openapi_job_state_resp',
  async handler(context) {
    const { query, scheduler, caller, version } = context;
    warnOfUnknown(context, 'OPENAPI_JOB_STATE_QUERY', ['job_id']);
    const ids = idsOf(query.getAll('job_id'));
    const { records } = await asking(
      scheduler.jobs(caller),
      'Unable to query job states',
      'op_handler_job_states',
    );
    const wanted =
      ids.size === 0
        ? records
        : records.filter((job) => [job.job_id, job.array_job_id, job.het_job_id].some((id) => ids.has(id)));
    return {
      jobs: wanted.flatMap((job) => {
        const state = known(FLAG_WORDS.job_state[version], [job.job_state, ...job.job_state_flags]);
        return namesOf(job).map((job_id) => ({ job_id, state }));
      }),
    };
  },
};
