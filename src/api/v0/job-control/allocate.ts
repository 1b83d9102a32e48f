import type { JobDescription } from '../../../slurm/job-description.ts';
import { readFields, readList } from '../body/read-fields.ts';
import { readJob } from '../body/read-job.ts';
import { readObject } from '../body/read-value.ts';
import { typedFields } from '../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { asking, notOffered, Refused } from '../refused.ts';
import { tellOfErrorCode } from './submit.ts';

const SOURCE = 'op_handler_alloc_job';
const REQUEST = typedFields('hetjob:job_desc_msg_list job:job_desc_msg');
/** EAGAIN, which slurmrestd tells of where a het job has no components. */
const NO_COMPONENTS = 11;

const refused = (description: string) => new Refused([problem(description, INVALID_QUERY, SOURCE)]);

/** A job of at least one node that belongs to who asks, whatever it says of that. */
async function readAllocation(
  [body, at]: readonly [unknown, string],
  context: EndpointContext,
): Promise<JobDescription> {
  const {
    user_id: _user,
    group_id: _group,
    ...job
  } = (await readJob(body, at, 'submit', context)).description;
  return { ...job, min_nodes: job.min_nodes || 1 };
}

export const allocateJob: Endpoint = {
  method: 'POST',
  path: 'job/allocate',
  id: 'post_job_allocate',
  summary: 'Allocate nodes without a script',
  description:
    'As salloc does; the answer comes once the nodes are granted. The job holds them until it is cancelled or its time is up.',
  body: 'job_alloc_req',
  response: 'openapi_job_alloc_resp',
  async handler(context) {
    const { scheduler, caller } = context;
    const body = readObject(context.body ?? {}, '#/');
    readFields(body, { fields: REQUEST, schema: 'JOB_ALLOC_REQ', at: '#/' }, context);
    const { job, hetjob } = body;
    if (job !== undefined && hetjob !== undefined)
      throw refused('Specify only one "job" or "hetjob" fields but never both');
    if (job === undefined && hetjob === undefined)
      throw refused('Specifying either "job" or "hetjob" fields are required to allocate job');
    const isHet = hetjob !== undefined;
    const components = isHet ? readList(hetjob, '#/hetjob/') : [[job, '#/job/'] as const];
    if (components.length === 0) {
      const description = 'Refusing HetJob submission without any components';
      throw new Refused([problem(description, NO_COMPONENTS, '_job_post_het_allocate')]);
    }
    const source = isHet ? 'slurm_allocate_het_job_blocking()' : 'slurm_allocate_resources_blocking()';
    const jobs = [];
    for (const component of components) jobs.push(await readAllocation(component, context));
    if (!scheduler.allocate) throw notOffered('jobs without a script', source);
    const {
      jobId,
      errorCode,
      userMessage = '',
    } = await asking(scheduler.allocate(caller, jobs, isHet), 'Job allocation request failed', source);
    if (errorCode !== 0) tellOfErrorCode(context, errorCode);
    return { job_id: jobId, job_submit_user_msg: userMessage };
  },
};
