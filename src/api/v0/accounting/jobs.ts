import type { JobConditions } from '../../../slurm/accounting/conditions.ts';
import type { AccountingJob } from '../../../slurm/accounting/job.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { knowGroups, knowUsers } from '../record/names.ts';
import { presenter } from '../record/table.ts';
import { Refused } from '../refused.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readLookups } from './lookups.ts';
import { jobConditions } from './queries/job-conditions.ts';
import { readConditions } from './queries/read-conditions.ts';
import { parseStep } from './queries/read-parameter.ts';
import { QUERIES } from './queries/tables.ts';
import { JOB_TABLES } from './records/job-table.ts';

/** The jobs that fit, as they are answered. */
async function list(context: EndpointContext, conditions: JobConditions): Promise<object> {
  const { caller, version } = context;
  const accounting = accountingFor(context);
  const question = { func: 'slurmdb_jobs_get', source: '_dump_jobs' };
  const jobs = await askForRecords(context, question, accounting.jobs(caller, conditions));
  if (jobs.length === 0) return { jobs: [] };
  const lookups = await readLookups(accounting, caller, version === 42);
  await knowNames(jobs);
  const present = presenter(JOB_TABLES[version]);
  return { jobs: jobs.map((job) => present({ ...job, lookups })) };
}

async function knowNames(jobs: readonly AccountingJob[]): Promise<void> {
  await Promise.all([
    knowUsers(jobs.flatMap((job) => [job.uid, job.requid, ...job.steps.map(({ requid }) => requid)])),
    knowGroups(jobs.map((job) => job.gid)),
  ]);
}

const REFUSED = 'Rejecting request. Failure parsing query parameters';

export const getAccountedJobs: Endpoint = {
  method: 'GET',
  path: 'jobs',
  plugin: 'slurmdb',
  id: 'get_jobs',
  summary: 'List jobs of the accounting storage',
  description:
    'As sacct: without parameters every job it knows; with some, those of today unless they say when.',
  query: describe(QUERIES.jobs.parameters),
  response: 'openapi_slurmdbd_jobs_resp',
  async handler(context) {
    if (context.query.size === 0) return list(context, {});
    const reader = {
      ...QUERIES.jobs,
      refusal: { problem: problem(REFUSED, INVALID_QUERY, 'op_handler_jobs'), status: 422 },
    };
    const conditions = await readConditions(context, reader);
    return list(context, jobConditions(conditions, context.scheduler.clusterName));
  },
};

export const getAccountedJob: Endpoint = {
  method: 'GET',
  path: 'job/{job_id}',
  plugin: 'slurmdb',
  id: 'get_job',
  summary: 'Get a job of the accounting storage',
  description: 'A list: each run of the job, of an array all its tasks, of a het job all its components.',
  response: 'openapi_slurmdbd_jobs_resp',
  async handler(context) {
    const step = parseStep(context.params['job_id']!);
    if (!step) throw new Refused([problem(REFUSED, INVALID_QUERY, 'op_handler_job')]);
    return list(context, {
      step_list: [step],
      flags: ['DUP', 'NO_TRUNC'],
      cluster_list: [context.scheduler.clusterName],
    });
  },
};
