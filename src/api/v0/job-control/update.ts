import { Reply } from '../../../engine/reply.ts';
import { readJob } from '../body/read-job.ts';
import type { Endpoint } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { readPathJobId } from '../jobs/job-id.ts';
import { asking, Refused } from '../refused.ts';

const NO_RESULTS = { results: null };

export const updateJob: Endpoint = {
  method: 'POST',
  path: 'job/{job_id}',
  id: 'post_job',
  summary: 'Change a job',
  description: 'As scontrol update job does.',
  body: 'job_desc_msg',
  response: 'openapi_job_post_response',
  async handler(context) {
    const { params, scheduler, caller } = context;
    const id = readPathJobId(params['job_id']!, 'op_handler_job', '_job_post_update');
    if (id instanceof Reply) return id;
    const refusal = (description: string) => problem(description, INVALID_QUERY, '_job_post_update');
    if (params['job_id']!.includes('_')) {
      const description =
        "Rejecting request. Submit job update against Array Job's JobID instead of array task id.";
      throw new Refused([refusal(description)], { members: NO_RESULTS });
    }
    const { description } = await readJob(context.body ?? {}, '#/', 'update', context).catch(
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        const said = refusal('Rejecting request. Failure parsing job update request.');
        throw new Refused([...error.problems, said], { status: error.status, members: NO_RESULTS });
      },
    );
    await asking(
      scheduler.update(caller, { kind: 'job', jobId: id.jobId }, description),
      'Job update requested failed',
      'slurm_update_job2()',
      { members: NO_RESULTS },
    );
    return NO_RESULTS;
  },
};
