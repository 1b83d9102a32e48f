import { expect, test } from 'vitest';
import { v0 } from '../../src/api/v0/index.ts';
import { v1 } from '../../src/api/v1/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { DIRECT, TCP, trustKernel } from './caller.ts';
import { engineFixture, errorOf } from './engine-fixture.ts';
import { FakeScheduler } from './fake-scheduler.ts';

const PROBLEM = { Accept: 'application/problem+json' };

test('a failure is a problem for who asks for problems', async () => {
  const { send } = engineFixture();
  const answer = await send('GET', '/slurm/v1/job/9/?x=1', { headers: PROBLEM });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.json).toMatchObject({ status: 400, code: 'FIELD_UNKNOWN', instance: '/slurm/v1/job/9/' });

  const missing = await send('GET', '/slurm/v1/job/9', {
    headers: { Accept: 'application/yaml, application/problem+json' },
  });
  expect(missing.json).toEqual({
    type: '/openapi.json#/x-problem-types/JOB_UNKNOWN',
    title: 'Job unknown',
    status: 404,
    detail: 'No job 9. It never existed, or it ended too long ago to be remembered.',
    instance: '/slurm/v1/job/9',
    code: 'JOB_UNKNOWN',
    error_code: 2017,
    source: '',
  });
});

test('the type of a problem is described where it points', async () => {
  const { send } = engineFixture();
  const { json: problem } = await send('GET', '/slurm/v1/job/9', { headers: PROBLEM });
  const [path, pointer] = (problem as { type: string }).type.split('#/') as [string, string];
  const { json: document } = await send('GET', path);
  const described = pointer.split('/').reduce((at, key) => (at as Record<string, unknown>)[key], document);
  expect(described).toMatchObject({ title: 'Job unknown', status: 404, error_code: 2017 });
});

test('a success is JSON for who names problems alone', async () => {
  const { send } = engineFixture();
  const answer = await send('GET', '/slurm/v1/diag', { headers: PROBLEM });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
});

test.each([
  ['a denial', '/slurm/v1/diag', TCP, 'NOT_AUTHENTICATED'],
  ['an unknown path', '/nowhere', DIRECT, 'PATH_UNKNOWN'],
  ['a method that is not answered', '/slurm/v1/job/submit', DIRECT, 'METHOD_NOT_ALLOWED'],
])('%s is a problem, too', async (_, path, connection, code) => {
  const { send } = engineFixture();
  expect((await send('GET', path, { headers: PROBLEM, connection })).json).toMatchObject({ code });
});

test('nobody else sees a problem', async () => {
  const { send } = engineFixture();
  for (const accept of ['*/*', 'application/json', 'application/json, application/problem+json;q=0.5']) {
    const answer = await send('GET', '/slurm/v1/job/9', { headers: { Accept: accept } });
    expect(errorOf(answer).error_code).toBe(2017);
    expect(answer.headers.get('content-type')).toBe('application/json');
  }
});

test('the older dialects know no problems', async () => {
  const fetch = createEngine({
    scheduler: new FakeScheduler(),
    operations: v1,
    dialects: v0,
    authenticators: [trustKernel],
    log: SILENT,
  });
  const ask = (Accept: string) =>
    fetch(new Request('http://localhost/slurm/v0.0.42/job/9', { headers: { Accept } }), DIRECT);
  expect((await ask('application/problem+json')).status).toBe(415);
  const refused = await ask('application/json, application/problem+json');
  expect(refused.headers.get('content-type')).toBe('application/json');
  expect(await refused.json()).toHaveProperty('errors');
});
