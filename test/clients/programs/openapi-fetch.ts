import createClient from 'openapi-fetch';
import type { components, paths } from './schema.ts';
import { type Answer, COMMENT, HOSTS, JOB, play, SCRIPT } from './session.ts';

const [, , baseUrl = '', token = ''] = process.argv;
const api = createClient<paths>({ baseUrl, headers: { 'X-SLURM-USER-TOKEN': token } });

async function ask<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Answer<Data>> {
  const { data, error, response } = await call;
  const { status, url } = response;
  if (data === undefined) throw new Error(`${url}: ${status} ${JSON.stringify(error)}`);
  return { data, status };
}

const job: components['schemas']['v0.0.45_job_desc_msg'] = JOB;

await play({
  submit: () => ask(api.POST('/slurm/v0.0.45/job/submit', { body: { job, script: SCRIPT } })),
  ping: () => ask(api.GET('/slurm/v0.0.45/ping')),
  diag: () => ask(api.GET('/slurm/v0.0.45/diag')),
  jobs: () => ask(api.GET('/slurm/v0.0.45/jobs', { params: { query: { flags: 'DETAIL' } } })),
  states: () => ask(api.GET('/slurm/v0.0.45/jobs/state')),
  job: (job_id) => ask(api.GET('/slurm/v0.0.45/job/{job_id}', { params: { path: { job_id } } })),
  nodes: () => ask(api.GET('/slurm/v0.0.45/nodes')),
  node: (node_name) => ask(api.GET('/slurm/v0.0.45/node/{node_name}', { params: { path: { node_name } } })),
  partitions: () => ask(api.GET('/slurm/v0.0.45/partitions')),
  partition: (partition_name) =>
    ask(api.GET('/slurm/v0.0.45/partition/{partition_name}', { params: { path: { partition_name } } })),
  reservations: () => ask(api.GET('/slurm/v0.0.45/reservations')),
  licenses: () => ask(api.GET('/slurm/v0.0.45/licenses')),
  storagePing: () => ask(api.GET('/slurmdb/v0.0.45/ping')),
  storageDiag: () => ask(api.GET('/slurmdb/v0.0.45/diag')),
  storageConf: () => ask(api.GET('/slurmdb/v0.0.45/conf')),
  config: () => ask(api.GET('/slurmdb/v0.0.45/config')),
  accountedJobs: () => ask(api.GET('/slurmdb/v0.0.45/jobs', { params: { query: { job_name: JOB.name } } })),
  accountedJob: (job_id) => ask(api.GET('/slurmdb/v0.0.45/job/{job_id}', { params: { path: { job_id } } })),
  comment: (job_id) =>
    ask(api.POST('/slurmdb/v0.0.45/job/{job_id}', { params: { path: { job_id } }, body: COMMENT })),
  users: () => ask(api.GET('/slurmdb/v0.0.45/users')),
  user: (name) => ask(api.GET('/slurmdb/v0.0.45/user/{name}', { params: { path: { name } } })),
  accounts: () => ask(api.GET('/slurmdb/v0.0.45/accounts')),
  account: (account_name) =>
    ask(api.GET('/slurmdb/v0.0.45/account/{account_name}', { params: { path: { account_name } } })),
  associations: () => ask(api.GET('/slurmdb/v0.0.45/associations')),
  qos: () => ask(api.GET('/slurmdb/v0.0.45/qos')),
  tres: () => ask(api.GET('/slurmdb/v0.0.45/tres')),
  clusters: () => ask(api.GET('/slurmdb/v0.0.45/clusters')),
  cluster: (cluster_name) =>
    ask(api.GET('/slurmdb/v0.0.45/cluster/{cluster_name}', { params: { path: { cluster_name } } })),
  wckeys: () => ask(api.GET('/slurmdb/v0.0.45/wckeys')),
  instances: () => ask(api.GET('/slurmdb/v0.0.45/instances')),
  hostnames: () => ask(api.POST('/util/v0.0.45/hostnames', { body: { hostlist: HOSTS } })),
  cancel: (job_id) => ask(api.DELETE('/slurm/v0.0.45/job/{job_id}', { params: { path: { job_id } } })),
  async missing() {
    const path = { job_id: '999' };
    const { error } = await api.GET('/slurm/v0.0.45/job/{job_id}', { params: { path } });
    if (error === undefined || typeof error === 'string') throw new Error('no failure');
    return error.errors[0]?.error_number;
  },
});
