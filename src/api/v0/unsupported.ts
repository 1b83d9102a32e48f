import type { Method } from '../../engine/operation.ts';
import type { Endpoint } from './endpoint.ts';
import { problem } from './envelope/problems.ts';
import { Refused } from './refused.ts';
import type { Version } from './version.ts';

/** ESLURM_NOT_SUPPORTED. */
const NOT_SUPPORTED = 2036;

interface Row {
  readonly method: Method;
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly since?: Version;
  readonly body?: string;
  readonly response?: string;
  readonly plugin?: 'util';
}

const ROWS: readonly Row[] = [
  {
    method: 'POST',
    path: 'job/allocate',
    id: 'post_job_allocate',
    summary: 'Allocate nodes without a script',
    body: 'job_alloc_req',
    response: 'openapi_job_alloc_resp',
  },
  {
    method: 'GET',
    path: 'shares',
    id: 'get_shares',
    summary: 'Get fair share',
    response: 'openapi_shares_resp',
  },
  { method: 'GET', path: 'reconfigure', id: 'get_reconfigure', summary: 'Read the configuration anew' },
  { method: 'POST', path: 'nodes', id: 'post_nodes', summary: 'Change nodes', body: 'update_node_msg' },
  {
    method: 'POST',
    path: 'node/{node_name}',
    id: 'post_node',
    summary: 'Change a node',
    body: 'update_node_msg',
  },
  { method: 'DELETE', path: 'node/{node_name}', id: 'delete_node', summary: 'Delete a node' },
  {
    method: 'POST',
    path: 'new/node',
    id: 'post_new_node',
    summary: 'Create a node',
    since: 44,
    body: 'openapi_create_node_req',
  },
  {
    method: 'POST',
    path: 'partitions',
    id: 'post_partitions',
    summary: 'Create or change partitions',
    since: 45,
    body: 'openapi_partitions_mod_req',
  },
  {
    method: 'DELETE',
    path: 'partition/{partition_name}',
    id: 'delete_partition',
    summary: 'Delete a partition',
    since: 45,
  },
  {
    method: 'POST',
    path: 'reservations',
    id: 'post_reservations',
    summary: 'Create or change reservations',
    since: 43,
    body: 'reservation_mod_req',
    response: 'openapi_reservation_mod_resp',
  },
  {
    method: 'POST',
    path: 'reservation',
    id: 'post_reservation',
    summary: 'Create or change a reservation',
    since: 43,
    body: 'reservation_desc_msg',
    response: 'openapi_reservation_mod_resp',
  },
  {
    method: 'DELETE',
    path: 'reservation/{reservation_name}',
    id: 'delete_reservation',
    summary: 'Delete a reservation',
  },
  {
    method: 'GET',
    path: 'resources/{job_id}',
    id: 'get_resources',
    summary: 'Get the layout of what a job holds',
    since: 44,
    response: 'openapi_resource_layout_resp',
  },
  {
    method: 'GET',
    path: 'conf',
    id: 'get_conf',
    summary: 'Get the configuration',
    since: 45,
    response: 'openapi_conf_resp',
  },
  {
    method: 'POST',
    path: 'jobs/requeue',
    id: 'post_jobs_requeue',
    summary: 'Requeue many jobs',
    since: 45,
    body: 'openapi_jobs_requeue_query',
    response: 'openapi_jobs_requeue_resp',
  },
];

/** Paths of SchedMD's that are there, and say that what they are for cannot be done here. */
export const UNSUPPORTED: readonly Endpoint[] = ROWS.map(({ response = 'openapi_resp', ...row }) => ({
  ...row,
  response,
  description: 'Not carried out: every request is refused with 501 and error 2036.',
  async handler() {
    const description = `${row.method} ${row.path} is part of this API but cannot be carried out here`;
    throw new Refused([problem(description, NOT_SUPPORTED, row.id)], { status: 501 });
  },
}));
