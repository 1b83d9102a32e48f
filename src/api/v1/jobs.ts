import { Type } from '@sinclair/typebox';
import { once } from '../../engine/once.ts';
import { defineOperation } from '../../engine/operation.ts';
import type { Job } from '../../slurm/job.ts';
import { parseJobId } from '../../slurm/job-id.ts';
import { NO_ERRORS, presenter, schemaOf } from './field.ts';
import { jobFields } from './job-fields.ts';
import { JOB_FILTERS } from './job-filters.ts';
import { JOB_ID_ERRORS, JOB_ID_PARAM } from './job-id-param.ts';
import { listing, orderedMembers } from './listing.ts';

const jobSchema = once(() => schemaOf('Job', jobFields(), 'A job.'));
const jobsSchema = once(() =>
  Type.Object({ errors: NO_ERRORS, jobs: Type.Array(jobSchema()), ...orderedMembers() }),
);
const presentJob = presenter(jobFields);
const jobListing = listing<Job>({
  member: 'jobs',
  fields: jobFields,
  filters: JOB_FILTERS,
  order: ({ job_id }) => job_id,
});

/** Of an array the record that carries its id, of a het job the first component. */
function leaderOf(records: readonly Job[]): Job | undefined {
  const [first] = records;
  const id = first?.array_job_id || first?.het_job_id;
  return records.find((record) => record.job_id === id) ?? first;
}

export const listJobs = defineOperation({
  method: 'GET',
  path: '/slurm/v1/jobs',
  operationId: 'listJobs',
  summary: 'List jobs',
  description:
    'Jobs the caller may see, by job id. A member left out by `fields` is not in the answer, whatever the schema requires. With `Cache-Control: max-age=SECONDS` an answer may be so much older than the request. Answers carry `ETag` and `Last-Modified`; a conditional request for an unchanged list is answered 304.',
  tags: ['jobs'],
  get query() {
    return jobListing.query;
  },
  get response() {
    return jobsSchema();
  },
  async handler({ caller, scheduler, query, maxAgeMs }) {
    return jobListing.answer(caller, await scheduler.jobs(caller, maxAgeMs), query);
  },
});

export const getJob = defineOperation({
  method: 'GET',
  path: '/slurm/v1/job/{job_id}',
  operationId: 'getJob',
  summary: 'Get a job',
  description: 'One job as a flat object; of an array or a het job its leader.',
  tags: ['jobs'],
  params: JOB_ID_PARAM,
  get response() {
    return jobSchema();
  },
  errors: JOB_ID_ERRORS,
  async handler({ caller, params, scheduler }) {
    const id = parseJobId(params.job_id);
    const records = await scheduler.job(caller, id);
    return presentJob((id.kind === 'job' ? leaderOf(records) : records[0])!);
  },
});

export const getJobScript = defineOperation({
  method: 'GET',
  path: '/slurm/v1/job/{job_id}/script',
  operationId: 'getJobScript',
  summary: 'Get the script of a job',
  description: 'The batch script as it was submitted, for the owner of the job and administrators.',
  tags: ['jobs'],
  params: JOB_ID_PARAM,
  response: Type.Object({ errors: NO_ERRORS, script: Type.String() }),
  errors: JOB_ID_ERRORS,
  async handler({ caller, params, scheduler }) {
    const { jobId } = parseJobId(params.job_id);
    return { errors: [], script: await scheduler.script(caller, jobId) };
  },
});
