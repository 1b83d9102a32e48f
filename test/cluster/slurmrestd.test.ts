import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../src/client/client.ts';
import { credentialHeaders } from '../../src/client/credentials.ts';
import { remoteTransport } from '../../src/client/remote.ts';
import { negotiatingTransport } from '../../src/client/slurmrestd/transport.ts';
import type { Transport } from '../../src/client/transport.ts';
import { type ClusterEngine, openClusterEngine } from './engine.ts';
import { cluster, slurm, token } from './slurm.ts';

let transport: Transport;
let client: Client;
let ours: ClusterEngine;
beforeAll(async () => {
  transport = negotiatingTransport(await remoteTransport(cluster.slurmrestd));
  const headers = credentialHeaders({ user: 'alice', token: await token('alice') });
  client = new Client(transport, async () => headers);
  ours = await openClusterEngine();
});
afterAll(async () => {
  await slurm('scancel', ['--user=alice']);
  await transport.close();
  await ours.close();
});

const script = '#!/bin/sh\nsleep 60\n';
const job = {
  name: 'through slurmrestd',
  account: 'test',
  hold: true,
  time: '1:30:00',
  ntasks: 2,
  nodes: [1, 2],
  mem: 100,
  comment: 'a comment',
  current_working_directory: cluster.jobs,
  environment: { PATH: '/usr/bin:/bin' },
};

test('ping and diagnostics of SchedMD’s slurmrestd', async () => {
  expect(await client.ping()).toMatchObject({ errors: [], ping: { ping: 'UP', mode: 'primary' } });
  const theirs = await client.diagnostics();
  const own = (await ours.send('GET', '/slurm/v1/diag')).json;
  // Always 1; v0.0.45 leaves it out.
  const told = new Set(['parts_packedg', ...Object.keys(theirs)]);
  if (cluster.version !== '22.05') expect(Object.keys(own).filter((name) => !told.has(name))).toEqual([]);
  expect(theirs).toMatchObject({ jobs_submitted: own.jobs_submitted, req_time_startg: own.req_time_startg });
});

test('submit, show and cancel through it', async () => {
  const { job_id } = (await client.submit({ job, script })) as { job_id: number };
  const shown = await client.job(String(job_id));
  const own = (await ours.send('GET', `/slurm/v1/job/${job_id}`)).json;
  for (const name of [
    'job_id',
    'name',
    'account',
    'time_limit',
    'num_tasks',
    'comment',
    'job_state',
    'priority',
  ])
    expect([name, shown[name]]).toEqual([name, own[name]]);
  expect(shown).toMatchObject({
    user_name: 'alice',
    work_dir: cluster.jobs,
    pn_min_memory: own.pn_min_memory,
  });
  const { jobs } = (await client.jobs()) as { jobs: { job_id: number }[] };
  expect(jobs.map((one) => one.job_id)).toContain(job_id);
  await client.control(String(job_id), 'release');
  expect(Number((await client.job(String(job_id)))['priority'])).toBeGreaterThan(0);
  await client.cancel(String(job_id), { signal: undefined, scope: 'steps' });
  expect((await ours.send('GET', `/slurm/v1/job/${job_id}`)).json.job_state).toBe('CANCELLED');
  await expect(client.job('67000000')).rejects.toMatchObject({ errno: 2017 });
});

test('an array and a het job', async () => {
  const array = (await client.submit({ job: { ...job, array: '1-3' }, script })) as { job_id: number };
  expect(await client.job(String(array.job_id))).toMatchObject({ array_task_str: '1-3' });
  const het = (await client.submit({ job: [job, { ...job, name: 'second' }], script })) as { job_id: number };
  expect(await client.job(`${het.job_id}+1`)).toMatchObject({ name: 'second', het_job_offset: 1 });
});

test('nodes and partitions', async () => {
  for (const kind of ['nodes', 'partitions'] as const) {
    const theirs = (await client[kind]())[kind] as Record<string, unknown>[];
    const all = (await ours.send('GET', `/slurm/v1/${kind}`)).json[kind] as Record<string, unknown>[];
    // SchedMD's does not ask for what is hidden, since 23.02.
    const isShown = ({ flags }: Record<string, unknown>) =>
      kind === 'nodes' || cluster.version < '23' || !(flags as string[]).includes('HIDDEN');
    const own = all.filter(isShown);
    const names = [
      'name',
      'node_state',
      'cpus',
      'real_memory',
      'state_up',
      'total_nodes',
      'max_time',
      // Not told before.
      ...(Number(cluster.version) >= 25 ? ['flags'] : []),
    ];
    const pick = (record: Record<string, unknown>) => names.map((name) => record[name]);
    expect(theirs.map(pick)).toEqual(own.map(pick));
  }
});
