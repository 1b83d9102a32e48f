import { expect, test } from 'vitest';
import { countRequests, requestRegistry } from '../../src/api/metrics/request-metrics.ts';
import { v1 } from '../../src/api/v1/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { DIRECT, TCP, trustKernel } from '../engine/caller.ts';
import { engineFixture } from '../engine/engine-fixture.ts';
import { FAKE_NODE } from '../engine/fake-records.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';

test("the cluster's figures are there, by state and partition", async () => {
  const { send, scheduler } = engineFixture();
  scheduler.add({ job_state: 'PENDING', partition: 'debug' });
  scheduler.add({ job_state: 'PENDING', partition: 'debug' });
  scheduler.add({ job_state: 'COMPLETED', job_state_flags: ['COMPLETING'], partition: 'a"b\\c' });
  scheduler.nodeList = [
    FAKE_NODE,
    { ...FAKE_NODE, name: 'host2', alloc_cpus: 3, node_state_flags: ['DRAIN'] },
  ];
  const { status, headers, text } = await send('GET', '/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  for (const line of [
    '# TYPE slurm_jobs gauge',
    'slurm_jobs{state="PENDING",partition="debug"} 2',
    'slurm_jobs{state="COMPLETING",partition="a\\"b\\\\c"} 1',
    'slurm_nodes{state="IDLE"} 1',
    'slurm_nodes{state="IDLE+DRAIN"} 1',
    'slurm_cpus 16',
    'slurm_cpus_allocated 3',
    '# TYPE slurm_jobs_submitted_total counter',
    'slurm_jobs_submitted_total 2130',
    'slurm_backfill_seconds_total 0.037282',
    'slurm_controller_rpcs_total{rpc="REQUEST_PING"} 2',
  ])
    expect(text.split('\n'), line).toContain(line);
  expect(text).not.toContain('slurmrest_');
});

test('an empty cluster has figures, too', async () => {
  const { send, scheduler } = engineFixture();
  scheduler.nodeList = [];
  expect((await send('GET', '/metrics')).text).toContain('# TYPE slurm_jobs gauge');
});

test('nobody is told without credentials, and each what they may see', async () => {
  const { send, scheduler } = engineFixture();
  expect((await send('GET', '/metrics', { connection: TCP })).status).toBe(403);
  scheduler.add({ partition: 'secret' });
  Object.assign(scheduler, { jobs: async () => ({ records: [], version: '0', lastUpdate: 0 }) });
  expect((await send('GET', '/metrics')).text).not.toContain('secret');
});

test('a daemon counts its own requests, and what it sent to slurmctld', async () => {
  const scheduler = Object.assign(new FakeScheduler(), { rpcs: new Map([['REQUEST_JOB_INFO', 7]]) });
  const fetch = createEngine({
    scheduler,
    operations: v1,
    authenticators: [trustKernel],
    log: SILENT,
    observe: countRequests(scheduler),
  });
  const get = async (path: string, connection = DIRECT) =>
    (await fetch(new Request(`http://localhost${path}`), connection)).text();
  await get('/slurm/v1/ping');
  await get('/slurm/v1/ping');
  await get('/slurm/v1/job/9');
  await get('/slurm/v1/ping', TCP);
  const lines = (await get('/metrics')).split('\n');
  for (const line of [
    'slurmrest_requests_total{operation="ping",status="200"} 2',
    'slurmrest_requests_total{operation="getJob",status="404"} 1',
    'slurmrest_requests_total{operation="",status="403"} 1',
    'slurmrest_request_duration_seconds_count{operation="ping"} 2',
    'slurmrest_rpcs_total{rpc="REQUEST_JOB_INFO"} 7',
  ])
    expect(lines, line).toContain(line);
});

test('the buckets of durations count what is no longer than their bounds', async () => {
  const scheduler = new FakeScheduler();
  const count = countRequests(scheduler);
  for (const seconds of [0.001, 0.002, 0.3, 60]) count('ping', 200, seconds);
  const lines = (await (await requestRegistry(scheduler))!.metrics()).split('\n');
  const name = 'slurmrest_request_duration_seconds';
  for (const line of [
    `# TYPE ${name} histogram`,
    `${name}_bucket{le="0.001",operation="ping"} 1`,
    `${name}_bucket{le="0.0025",operation="ping"} 2`,
    `${name}_bucket{le="0.25",operation="ping"} 2`,
    `${name}_bucket{le="0.5",operation="ping"} 3`,
    `${name}_bucket{le="30",operation="ping"} 3`,
    `${name}_bucket{le="+Inf",operation="ping"} 4`,
    `${name}_sum{operation="ping"} 60.303`,
    `${name}_count{operation="ping"} 4`,
  ])
    expect(lines, line).toContain(line);
});
