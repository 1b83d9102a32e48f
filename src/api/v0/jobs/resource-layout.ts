import { Reply } from '../../../engine/reply.ts';
import { formatRanges } from '../../../slurm/array-tasks.ts';
import type { Job } from '../../../slurm/job.ts';
import type { NodeLayout } from '../../../slurm/resource-layout.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { numberObject } from '../record/values.ts';
import { asking, Refused } from '../refused.ts';
import { readPathJobId } from './job-id.ts';

const NOTHING = { members: { nodes: [] } };
/** ESLURM_JOB_NOT_RUNNING. */
const NOT_RUNNING = 2085;

/** What the record of a job says of it, where the cluster has no word of its own for that. */
function layoutOf({ job_resources: held }: Job): NodeLayout[] {
  return (held?.allocations ?? []).map((node) => ({
    node: node.node,
    sockets_per_node: node.sockets,
    cores_per_socket: node.cores_per_socket,
    mem_alloc: node.memory_allocated,
    core_bitmap: formatRanges([...node.cores].sort((a, b) => a - b)),
    channel: undefined,
    gres: [],
  }));
}

async function layout({ scheduler, caller }: EndpointContext, jobId: number): Promise<readonly NodeLayout[]> {
  if (scheduler.resourceLayout) return scheduler.resourceLayout(caller, jobId);
  const jobs = await scheduler.job(caller, { kind: 'job', jobId });
  return jobs.flatMap(layoutOf);
}

export const getResources: Endpoint = {
  method: 'GET',
  path: 'resources/{job_id}',
  id: 'get_resources',
  summary: 'Get the layout of what a job holds',
  description: 'Cores, memory and GRES of a running job, node by node.',
  since: 44,
  response: 'openapi_resource_layout_resp',
  async handler(context) {
    const text = context.params['job_id']!;
    const id = readPathJobId(text, 'op_handler_resources', '_handle_get');
    if (id instanceof Reply) return id;
    const said = `Unable to query JobId=${text}`;
    const nodes = await asking(layout(context, id.jobId), said, '_handle_get', NOTHING);
    if (nodes.length === 0) throw new Refused([problem(said, NOT_RUNNING, '_handle_get')], NOTHING);
    return {
      nodes: nodes.map((node) => ({ ...node, channel: numberObject(node.channel) })),
    };
  },
};
