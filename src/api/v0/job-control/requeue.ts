import { Reply } from '../../../engine/reply.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { type JobSelector, parseJobId } from '../../../slurm/job-id.ts';
import type { JobOutcome, RequeueOptions } from '../../../slurm/scheduler.ts';
import { readFields, readList } from '../body/read-fields.ts';
import { readObject } from '../body/read-value.ts';
import { typedFields } from '../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { errorText } from '../envelope/error-text.ts';
import { INVALID_QUERY, type Problem, problem } from '../envelope/problems.ts';
import { readPathJobId } from '../jobs/job-id.ts';
import { warnOfUnknown } from '../query/read-query.ts';
import { asking, Refused, severalRefused } from '../refused.ts';

/** ESLURM_REST_BAD_REQUEST, and ESLURM_INVALID_JOB_ID. */
const BAD_REQUEST = 9009;
const NO_JOB = 2017;

const FLAGS = ['Incomplete', 'Hold', 'SpecialExit'];
const MANY = typedFields('flags:job_requeue_flags jobs:selected_step_list');

/** A parameter that is there and does not say no. */
function isSet(value: string | null): boolean {
  return value !== null && !/^(false|no|0)$/i.test(value);
}

/** @throws Refused */
function requeueOptions(flags: ReadonlySet<string>, source: string): RequeueOptions {
  const options = {
    hold: flags.has('Hold'),
    incomplete: flags.has('Incomplete'),
    specialExit: flags.has('SpecialExit'),
  };
  if (options.specialExit && !options.hold)
    throw new Refused([problem('SpecialExit requires Hold mode', BAD_REQUEST, source)]);
  return options;
}

async function requeue(
  { scheduler, caller }: EndpointContext,
  id: JobSelector,
  options: RequeueOptions,
): Promise<readonly JobOutcome[]> {
  if (scheduler.requeueTasks) return scheduler.requeueTasks(caller, id, options);
  await scheduler.requeue(caller, id, options);
  return [];
}

/** Which tasks, and what became of them. */
function shownOutcome({ job, code, message }: JobOutcome): object {
  return {
    job_id: Number.parseInt(job, 10),
    step_id: job,
    error: errorText(code),
    error_code: code,
    why: message,
  };
}

export const requeueJob: Endpoint = {
  method: 'GET',
  path: 'job/{job_id}/requeue',
  id: 'get_job_requeue',
  summary: 'Requeue a job',
  description: 'A running or ended job becomes pending again. That this is a GET is how SchedMD has it.',
  since: 45,
  query: {
    Incomplete: 'Leave out tasks of an array that have ended.',
    Hold: 'Hold the job afterwards.',
    SpecialExit: 'Afterwards the job is in the state SPECIAL_EXIT; needs Hold.',
  },
  response: 'openapi_job_requeue_resp',
  async handler(context) {
    const source = 'op_handler_job_requeue';
    const { params, query } = context;
    const text = params['job_id']!;
    const id = readPathJobId(text, source, source);
    if (id instanceof Reply) return id;
    warnOfUnknown(context, 'OPENAPI_JOB_REQUEUE_QUERY', FLAGS);
    const options = requeueOptions(new Set(FLAGS.filter((flag) => isSet(query.get(flag)))), source);
    const selector = /^\d+_\d+$/.test(text) ? parseJobId(text) : { kind: 'job' as const, jobId: id.jobId };
    const said = `Requeue JobID=${text} failed`;
    const outcomes = await asking(requeue(context, selector, options), said, source, {
      members: { status: [] },
    });
    return { status: outcomes.map(shownOutcome) };
  },
};

/** @throws Refused */
function readRequeue(context: EndpointContext): { jobs: JobSelector[]; flags: ReadonlySet<string> } {
  const source = 'op_handler_jobs_requeue';
  const body = context.body ?? {};
  const unreadable = problem('Rejecting request. Failure parsing query', INVALID_QUERY, source);
  try {
    const fields = readFields(
      body,
      { fields: MANY, schema: 'OPENAPI_JOBS_REQUEUE_QUERY', at: '#/' },
      context,
    );
    if (context.problems.length > 0) throw new Refused(context.problems.splice(0));
    const jobs = readObject(body, '#/')['jobs'];
    const list = typeof jobs === 'string' ? jobs.split(',') : (jobs ?? []);
    const listed = readList(list, '#/jobs/').map(([job]) => parseJobId(String(job)));
    return { jobs: listed, flags: new Set((fields.get('flags') ?? []) as string[]) };
  } catch (error) {
    if (error instanceof Refused) throw new Refused([...error.problems, unreadable]);
    if (error instanceof SlurmError) throw new Refused([unreadable]);
    throw error;
  }
}

export const requeueJobs: Endpoint = {
  method: 'POST',
  path: 'jobs/requeue',
  id: 'post_jobs_requeue',
  summary: 'Requeue many jobs',
  description: 'Running or ended jobs become pending again, one after the other.',
  since: 45,
  body: 'openapi_jobs_requeue_query',
  response: 'openapi_jobs_requeue_resp',
  async handler(context) {
    const source = 'op_handler_jobs_requeue';
    const { jobs, flags } = readRequeue(context);
    if (jobs.length === 0) throw new Refused([problem('Query missing JobIds', NO_JOB, source)]);
    const options = requeueOptions(flags, source);
    const status: object[][] = [];
    const failed: Problem[] = [];
    for (const id of jobs) {
      try {
        const said = `Requeue JobId=${id.jobId} failed`;
        const outcomes = await asking(requeue(context, id, options), said, source);
        if (outcomes.length > 0) status.push(outcomes.map(shownOutcome));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        failed.push(...error.problems);
      }
    }
    if (failed.length > 0) throw severalRefused(failed, { members: { status } });
    return { status };
  },
};
