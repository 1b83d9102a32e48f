import createClient from 'openapi-fetch';
import type { components, paths } from './schema.ts';

const [, , baseUrl = '', token = ''] = process.argv;
const api = createClient<paths>({ baseUrl, headers: { 'X-SLURM-USER-TOKEN': token } });

/** What was asked and the status of the answer, for the test to look at. */
const told: Record<string, number> = {};

async function ask<Data>(
  name: string,
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  told[name] = response.status;
  if (data === undefined) throw new Error(`${name}: ${response.status} ${JSON.stringify(error)}`);
  return data;
}

const job: components['schemas']['v0.0.45_job_desc_msg'] = {
  name: 'typed',
  current_working_directory: '/tmp',
  environment: ['PATH=/usr/bin:/bin'],
  time_limit: { set: true, number: 5 },
  standard_output: '/dev/null',
};
const script = '#!/bin/sh\nsleep 300\n';
const submitted = await ask('submit', api.POST('/slurm/v0.0.45/job/submit', { body: { job, script } }));
const path = { job_id: String(submitted.job_id) };

const { pings } = await ask('ping', api.GET('/slurm/v0.0.45/ping'));
const { statistics } = await ask('diag', api.GET('/slurm/v0.0.45/diag'));
const { jobs } = await ask(
  'jobs',
  api.GET('/slurm/v0.0.45/jobs', { params: { query: { flags: 'DETAIL' } } }),
);
const { jobs: states } = await ask('states', api.GET('/slurm/v0.0.45/jobs/state'));
const one = await ask('job', api.GET('/slurm/v0.0.45/job/{job_id}', { params: { path } }));
const { nodes = [] } = await ask('nodes', api.GET('/slurm/v0.0.45/nodes'));
const node_name = nodes[0]?.name ?? '';
await ask('node', api.GET('/slurm/v0.0.45/node/{node_name}', { params: { path: { node_name } } }));
const { partitions = [] } = await ask('partitions', api.GET('/slurm/v0.0.45/partitions'));
const partition_name = partitions[0]?.name ?? '';
await ask(
  'partition',
  api.GET('/slurm/v0.0.45/partition/{partition_name}', { params: { path: { partition_name } } }),
);
await ask('reservations', api.GET('/slurm/v0.0.45/reservations'));
await ask('licenses', api.GET('/slurm/v0.0.45/licenses'));
const cancelled = await ask('cancel', api.DELETE('/slurm/v0.0.45/job/{job_id}', { params: { path } }));

const missing = await api.GET('/slurm/v0.0.45/job/{job_id}', { params: { path: { job_id: '999' } } });
if (missing.error === undefined || typeof missing.error === 'string') throw new Error('no failure');

process.stdout.write(
  JSON.stringify({
    told,
    up: pings[0]?.responding,
    jobs_submitted: statistics.jobs_submitted,
    name: one.jobs[0]?.name,
    limit: jobs[0]?.time_limit.number,
    states: states?.map(({ job_id }) => job_id),
    cancelled: cancelled.errors,
    missing: missing.error.errors[0]?.error_number,
  }),
);
