import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClusterEngine, openClusterEngine } from './engine.ts';
import { restartWith } from './reconfigured.ts';
import { cluster, daemon, eventually, slurm } from './slurm.ts';

const BACKUP = `SlurmctldHost=backup(127.0.0.2)
CommunicationParameters=NoCtldInAddrAny
SlurmctldTimeout=10
`;
let restore: () => Promise<void>;
let engine: ClusterEngine;
beforeAll(async () => {
  restore = await restartWith((conf) => conf + BACKUP);
  await daemon('start', 'slurmctld-backup');
  engine = await openClusterEngine();
});
afterAll(async () => {
  await engine.close();
  await daemon('stop', 'slurmctld-backup');
  await restore();
  await slurm('scancel', ['--user=alice']);
});

const submit = async () => {
  const job = { name: 'failover', hold: true, current_working_directory: cluster.jobs };
  const answer = await engine.send('POST', '/slurm/v1/job/submit', { body: { job, script: '#!/bin/sh\n' } });
  return answer.status === 200 ? Number(answer.json.job_id) : undefined;
};
const ids = async () => {
  const { status, json } = await engine.send('GET', '/slurm/v1/jobs');
  return status === 200 ? (json.jobs as { job_id: number }[]).map(({ job_id }) => job_id) : undefined;
};
/** Up or not, in the order of SlurmctldHost. */
const up = async () => {
  const { ping, status: _, mode: __, ...hosts } = (await engine.send('GET', '/slurm/v1/ping')).json.ping;
  return Object.values(hosts as Record<string, { ping: string }>).map((host) => host.ping);
};

test('a cluster whose controller dies goes on with the backup, and back, and no job is lost or doubled', async () => {
  expect(await up()).toEqual(['UP', 'UP']);
  const accepted = [await submit()];
  const before = await engine.send('GET', '/slurm/v1/jobs');

  await daemon('kill', 'slurmctld');
  expect([502, 503, 504]).toContain((await engine.send('GET', '/slurm/v1/jobs')).status);
  accepted.push(await eventually('a submission to the backup', submit));
  expect(await up()).toEqual(['DOWN', 'UP']);
  expect(await ids()).toEqual(expect.arrayContaining(accepted));
  // Another clock: what was known of the first controller's must not make the backup say "no change".
  const headers = { 'If-None-Match': before.headers.get('etag')! };
  expect((await engine.send('GET', '/slurm/v1/jobs', { headers })).status).toBe(200);

  await daemon('start', 'slurmctld');
  await eventually('the first controller', async () => (await up())[0] === 'UP' && (await ids()));
  accepted.push(await eventually('a submission to the first controller', submit));
  const named = (await slurm('squeue', ['--noheader', '--name=failover', '--format=%i'])).trim().split('\n');
  expect(named.map(Number).sort()).toEqual(accepted.sort());
  expect(await ids()).toEqual(expect.arrayContaining(accepted));
});
