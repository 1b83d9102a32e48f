import { Reply } from '../../../engine/reply.ts';
import type { Endpoint } from '../endpoint.ts';
import { readPathJobId } from '../jobs/job-id.ts';
import { asking } from '../refused.ts';

/** A parameter that is there and does not say no. */
function isSet(value: string | null): boolean {
  return value !== null && !/^(false|no|0)$/i.test(value);
}

export const requeueJob: Endpoint = {
  method: 'GET',
  path: 'job/{job_id}/requeue',
  id: 'get_job_requeue',
  summary: 'Requeue a job',
  description: 'A running or ended job becomes pending again. That this is a GET is how SchedMD has it.',
  since: 45,
  query: { Hold: 'Hold the job afterwards.' },
  response: 'openapi_job_requeue_resp',
  async handler({ params, query, scheduler, caller }) {
    const id = readPathJobId(params['job_id']!, 'op_handler_job_requeue', 'op_handler_job_requeue');
    if (id instanceof Reply) return id;
    await asking(
      scheduler.requeue(caller, { kind: 'job', jobId: id.jobId }, { hold: isSet(query.get('Hold')) }),
      `Requeue JobID=${id.jobId} failed`,
      'op_handler_job_requeue',
      { members: { status: [] } },
    );
    return { status: [] };
  },
};
