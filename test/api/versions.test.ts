import { expect, test } from 'vitest';
import { v0 } from '../../src/api/v0/index.ts';
import { v1 } from '../../src/api/v1/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { DIRECT, TCP, trustKernel } from '../engine/caller.ts';
import { engineFixture } from '../engine/engine-fixture.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';

interface Versions {
  readonly program: { readonly name: string; readonly version: string };
  readonly versions: readonly { readonly version: string; readonly path: string; readonly openapi: string }[];
}

test('everybody may ask which versions there are', async () => {
  const { send } = engineFixture();
  for (const method of ['GET', 'HEAD']) {
    const answer = await send(method, '/slurm/', { connection: TCP });
    expect(answer.status).toBe(200);
  }
  const { program, versions } = (await send('GET', '/slurm', { connection: TCP })).json as Versions;
  expect(program).toMatchObject({ name: 'slurmrest', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(versions.map(({ version }) => version)).toEqual(['v1', 'v0.0.45', 'v0.0.44', 'v0.0.43', 'v0.0.42']);
});

test('nobody needs to be told more than that: the cluster is not asked, and the rest stays closed', async () => {
  const { send, scheduler } = engineFixture();
  scheduler.failure = new Error('asked');
  expect((await send('GET', '/slurm', { connection: TCP })).status).toBe(200);
  expect((await send('POST', '/slurm', { connection: TCP })).status).toBe(403);
  const wrong = { headers: { 'X-SLURM-USER-TOKEN': 'wrong' }, connection: TCP };
  expect((await send('GET', '/slurm', wrong)).status).toBe(200);
});

test('each version that is listed is served and described', async () => {
  const fetch = createEngine({
    scheduler: new FakeScheduler(),
    operations: v1,
    dialects: v0,
    authenticators: [trustKernel],
    log: SILENT,
  });
  const get = (path: string) => fetch(new Request(`http://localhost${path}`), DIRECT);
  const { versions } = (await (await get('/slurm')).json()) as Versions;
  for (const { path, openapi } of versions) {
    expect((await get(`${path}/jobs`)).status, path).toBe(200);
    const { paths } = (await (await get(openapi)).json()) as { paths: object };
    expect(paths, openapi).toHaveProperty([`${path}/jobs`, 'get']);
  }
});
