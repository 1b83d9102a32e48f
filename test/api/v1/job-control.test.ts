import { expect, test } from 'vitest';
import { ROOT } from '../../engine/caller.ts';
import { engineFixture, errorOf } from '../../engine/engine-fixture.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };

function withJob(job = {}) {
  const fixture = engineFixture();
  fixture.scheduler.add({ job_id: 7, user_id: 1000, job_state: 'RUNNING', ...job });
  const state = async () =>
    ((await fixture.send('GET', '/slurm/v1/job/7')).json as { job_state: string }).job_state;
  return { ...fixture, state };
}

test.each(['', '?signal=KILL', '?signal=9', '?signal=sigkill'])('DELETE%s cancels', async (query) => {
  const { scheduler, send, state } = withJob();
  expect((await send('DELETE', `/slurm/v1/job/7${query}`)).json).toEqual({ errors: [] });
  expect(await state()).toBe('CANCELLED');
  expect(scheduler.signals).toEqual([]);
});

test.each([
  ['signal=USR1', { signal: 10, scope: 'steps' }],
  ['signal=SIGTERM&batch=true', { signal: 15, scope: 'batch' }],
  ['signal=2&full', { signal: 2, scope: 'full' }],
  ['batch=1', { signal: 9, scope: 'batch' }],
])('DELETE?%s signals', async (query, signal) => {
  const { scheduler, send, state } = withJob();
  expect((await send('DELETE', `/slurm/v1/job/7?${query}`)).status).toBe(200);
  expect(scheduler.signals).toEqual([{ id: '7', ...signal }]);
  expect(await state()).toBe('RUNNING');
});

test.each([
  ['signal=NOPE', 'signal: "NOPE" is no signal'],
  ['sginal=9', 'Unknown field "sginal" in the query. Did you mean signal?'],
])('DELETE?%s is a 400 and does nothing', async (query, message) => {
  const { send, state } = withJob();
  const answer = await send('DELETE', `/slurm/v1/job/7?${query}`);
  expect([answer.status, errorOf(answer).error]).toEqual([400, expect.stringContaining(message)]);
  expect(await state()).toBe('RUNNING');
});

test('array tasks and het components can be named', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({ job_id: 1205, user_id: 1000, array_job_id: 1202, array_task_id: 5 });
  expect((await send('DELETE', '/slurm/v1/job/1202_5?signal=USR1')).status).toBe(200);
  expect(scheduler.signals[0]?.id).toBe('1202_5');
});

test('jobs of others are left alone', async () => {
  const { send, state } = withJob({ user_id: 1001 });
  expect((await send('DELETE', '/slurm/v1/job/7')).status).toBe(403);
  expect((await send('POST', '/slurm/v1/job/7/hold')).status).toBe(403);
  expect((await send('GET', '/slurm/v1/job/7/script')).status).toBe(403);
  expect(await state()).toBe('RUNNING');
});

test.each([
  [{ time: '2:00:00' }, { time_limit: 120 }],
  [{ time_limit: 'UNLIMITED' }, { time_limit: Number.POSITIVE_INFINITY }],
  [{ num_nodes: '2-4' }, { min_nodes: 2, max_nodes: 4 }],
  [{ start_time: 1568158776 }, { begin_time: 1568158776 }],
  [{ array_task_throttle: 4 }, { array_inx: '%4' }],
  [{ hold: true }, { priority: 0 }],
  [{ hold: false }, { priority: Number.POSITIVE_INFINITY }],
  [
    { priority: 'TOP', admin_comment: 'x' },
    { priority: 0xfffffffd, admin_comment: 'x' },
  ],
  [{ min_memory_cpu: 500 }, { pn_min_memory: { mib: 500, per: 'cpu' } }],
])('PUT %j', async (body, changes) => {
  const { scheduler, send } = withJob();
  const answer = await send('PUT', '/slurm/v1/job/7', { headers: JSON_BODY, body: JSON.stringify(body) });
  expect(answer.json).toEqual({ errors: [] });
  expect(scheduler.updates).toEqual([{ id: '7', changes }]);
});

test.each([
  [{ tmie: 5 }, 'Unknown field tmie. Did you mean time?'],
  [{ environment: {} }, 'Unknown field environment'],
  [{ time: 'x' }, 'time: must be'],
])('PUT %j is refused', async (body, message) => {
  const { send } = withJob();
  const answer = await send('PUT', '/slurm/v1/job/7', { headers: JSON_BODY, body: JSON.stringify(body) });
  expect([answer.status, errorOf(answer).error]).toEqual([400, expect.stringContaining(message)]);
});

test('hold, release, requeue, suspend, resume', async () => {
  const { scheduler, send, state } = withJob();
  const post = (word: string) => send('POST', `/slurm/v1/job/7/${word}`);
  expect((await post('hold')).json).toEqual({ errors: [] });
  await post('release');
  expect(scheduler.updates.map(({ changes }) => changes)).toEqual([
    { priority: 0 },
    { priority: Number.POSITIVE_INFINITY },
  ]);
  await post('suspend');
  expect(await state()).toBe('SUSPENDED');
  await post('resume');
  expect(await state()).toBe('RUNNING');
  await post('requeue?hold=true');
  expect((await send('GET', '/slurm/v1/job/7')).json).toMatchObject({
    job_state: 'PENDING',
    priority: 0,
    restart_cnt: 1,
  });
  expect((await post('explode')).status).toBe(404);
});

test('the script as submitted', async () => {
  const { send } = engineFixture();
  const body = JSON.stringify({ job: {}, script: '#!/bin/sh\necho ü\n' });
  await send('POST', '/slurm/v1/job/submit', { headers: JSON_BODY, body });
  expect((await send('GET', '/slurm/v1/job/1/script', { connection: ROOT })).json).toEqual({
    errors: [],
    script: '#!/bin/sh\necho ü\n',
  });
});
