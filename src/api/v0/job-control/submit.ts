import type { JobDescription } from '../../../slurm/job-description.ts';
import { ownedBy } from '../../job-owner.ts';
import { readJob } from '../body/read-job.ts';
import { readObject, slurmKind } from '../body/read-value.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { errorText } from '../envelope/error-text.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { asking, Refused } from '../refused.ts';

const refused = (description: string) => new Refused([problem(description, INVALID_QUERY, '_job_post')]);

/** ESLURM_JOB_SCRIPT_MISSING. */
const NO_SCRIPT = 2009;
const MEMBERS = ['script', 'job', 'jobs'];

/** The jobs of a request with where each stands. */
function jobsOf(body: Readonly<Record<string, unknown>>): readonly (readonly [job: unknown, at: string])[] {
  const { job, jobs } = body;
  if (job !== undefined && jobs !== undefined)
    throw refused('Specify only one "job" or "jobs" fields but never both');
  if (job !== undefined) return [[job, '#/job/']];
  return Array.isArray(jobs) ? jobs.map((one, at) => [one, `#/jobs[${at}]/`] as const) : [];
}

async function described(
  { caller, connection }: EndpointContext,
  description: JobDescription,
): Promise<JobDescription> {
  return asking(
    ownedBy(caller, connection, description, 'job.'),
    'Batch job submission failed',
    'slurm_submit_batch_job()',
  );
}

/** What was accepted all the same, e.g. that the job is held. */
export function tellOfErrorCode({ warnings }: EndpointContext, errorCode: number): void {
  warnings.push({ description: errorText(errorCode), source: 'slurm_submit_batch_job()' });
}

export const submitJob: Endpoint = {
  method: 'POST',
  path: 'job/submit',
  id: 'post_job_submit',
  summary: 'Submit a job, a job array or a het job',
  description: 'As sbatch does. The answer comes once the job is safely stored.',
  body: 'job_submit_req',
  response: 'openapi_job_submit_response',
  examples: {
    body: {
      job: {
        summary: 'A job',
        value: {
          script: '#!/bin/sh\nsrun hostname\n',
          job: {
            name: 'hello',
            partition: 'debug',
            tasks: 1,
            time_limit: { set: true, number: 10 },
            current_working_directory: '/home/alice',
            environment: ['PATH=/usr/bin:/bin'],
          },
        },
      },
    },
  },
  async handler(context) {
    const { scheduler, caller, warnings } = context;
    const body = readObject(context.body ?? {}, '#/');
    for (const [name, value] of Object.entries(body)) {
      if (MEMBERS.includes(name)) continue;
      const description = `Ignoring unknown field "${name}" of type ${slurmKind(value)} in DATA_PARSER_JOB_SUBMIT_REQ`;
      warnings.push({ description, source: `#/${name}/` });
    }
    const asked = [];
    for (const [job, at] of jobsOf(body)) asked.push(await readJob(job, at, 'submit', context));
    const script = asked[0]?.script ?? body['script'];
    if (script === '') throw new Refused([problem('Batch job script empty or missing', NO_SCRIPT, 'script')]);
    if (typeof script !== 'string') throw refused('Populated "script" field is required for job submission');
    const [first, ...rest] = asked;
    if (!first) throw refused('Specifying either "job" or "jobs" fields are required to submit job');
    const jobs = [
      await described(context, first.description),
      ...(await Promise.all(rest.map((one) => described(context, one.description)))),
    ] as [JobDescription, ...JobDescription[]];
    const isHet = body['jobs'] !== undefined;
    const source = isHet ? 'slurm_submit_batch_het_job()' : 'slurm_submit_batch_job()';
    const submitted = await asking(
      scheduler.submit(caller, { jobs, script }),
      isHet ? 'HetJob submission failed' : 'Batch job submission failed',
      source,
    );
    const { jobId, errorCode, userMessage = '' } = submitted;
    if (errorCode !== 0) {
      const text = errorText(errorCode);
      const kind = isHet ? 'HetJob' : 'Job';
      warnings.push({ description: `${kind} submission resulted in non-zero return code: ${text}`, source });
      tellOfErrorCode(context, errorCode);
    }
    return { job_id: jobId, step_id: 'batch', job_submit_user_msg: userMessage };
  },
};
