import { expect, test } from 'vitest';
import { ROOT } from '../../engine/caller.ts';
import { engineFixture, errorOf } from '../../engine/engine-fixture.ts';
import { FAKE_NODE } from '../../engine/fake-records.ts';

test('nodes and one node', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.nodeList = [
    FAKE_NODE,
    { ...FAKE_NODE, name: 'host2', free_mem: undefined, node_state_flags: ['DRAIN'] },
  ];
  const { nodes } = (await send('GET', '/slurm/v1/nodes')).json as { nodes: { name: string }[] };
  expect(nodes.map(({ name }) => name)).toEqual(['host1', 'host2']);
  expect(Object.keys(nodes[0]!)).toEqual(Object.keys(FAKE_NODE));
  expect((await send('GET', '/slurm/v1/node/host2')).json).toMatchObject({
    errors: [],
    nodes: [{ name: 'host2', free_mem: {}, node_state_flags: ['DRAIN'] }],
  });
  const unknown = await send('GET', '/slurm/v1/node/host9');
  expect([unknown.status, errorOf(unknown).error_code]).toEqual([404, 2018]);
});

test('partitions and one partition', async () => {
  const { send } = engineFixture();
  const list = (await send('GET', '/slurm/v1/partitions')).json;
  expect(list).toMatchObject({
    errors: [],
    partitions: [{ name: 'debug', max_time: 'INFINITE', default_time: {} }],
  });
  expect((await send('GET', '/slurm/v1/partition/debug')).json).toEqual(list);
  const unknown = await send('GET', '/slurm/v1/partition/gpu');
  expect([unknown.status, errorOf(unknown).error_code]).toEqual([404, 2000]);
});

test('ping with a backup controller', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.controllers = [
    { hostname: 'a', up: false, mode: 'primary', status: 1800 },
    { hostname: 'b', up: true, mode: 'backup1', status: 0 },
  ];
  const ping = async () => ((await send('GET', '/slurm/v1/ping')).json as { ping: object }).ping;
  const backup = { ping: 'UP', status: 0, mode: 'backup1' };
  expect(await ping()).toEqual({ a: { ping: 'DOWN', status: 1800, mode: 'primary' }, b: backup, ...backup });
  scheduler.controllers = scheduler.controllers.slice(0, 1);
  expect(await ping()).toEqual({ a: {}, ping: 'DOWN', status: 1800, mode: 'primary' });
});

test('only an administrator resets the diagnostics', async () => {
  const { send } = engineFixture();
  expect((await send('POST', '/slurm/v1/diag/reset')).status).toBe(403);
  expect((await send('POST', '/slurm/v1/diag/reset', { connection: ROOT })).json).toEqual({ errors: [] });
  expect((await send('GET', '/slurm/v1/diag')).json).toMatchObject({ jobs_submitted: 0 });
});
