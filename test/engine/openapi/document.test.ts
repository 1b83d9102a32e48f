import { describe, expect, test } from 'vitest';
import { v0 } from '../../../src/api/v0/index.ts';
import { v1 } from '../../../src/api/v1/index.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { writeYaml } from '../../../src/engine/yaml/write-yaml.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { versionedFixture } from '../../api/v0/fixture.ts';
import { DIRECT, trustKernel } from '../caller.ts';
import { engineFixture } from '../engine-fixture.ts';
import { FakeScheduler } from '../fake-scheduler.ts';

type Document = {
  openapi: string;
  paths: Record<string, Record<string, { responses: object; security?: unknown }>>;
  components: { schemas: Record<string, { properties: Record<string, unknown> }> };
};

const get = async (path: string, headers: Record<string, string> = {}) =>
  engineFixture().send('GET', path, { headers });

test('it is answered in every place and form', async () => {
  const document = (await get('/openapi.json')).json as Document;
  expect(document.openapi).toBe('3.1.0');
  expect((await get('/openapi.json', { Accept: 'text/yaml' })).json).toEqual(document);
  for (const path of ['/openapi/', '/openapi/v3', '/openapi/v3/'])
    expect((await get(`${path}?version=v1`)).json).toEqual(document);
  const { fetch } = engineFixture();
  for (const [path, accept] of [
    ['/openapi.yaml', 'application/json'],
    ['/openapi?version=v1', 'application/yaml'],
  ] as const) {
    const yaml = await fetch(new Request(`http://localhost${path}`, { headers: { Accept: accept } }), DIRECT);
    expect(yaml.headers.get('content-type')).toBe('application/yaml');
    expect(await yaml.text()).toBe(writeYaml(document));
  }
});

describe('with the versioned API', () => {
  const { send } = versionedFixture();
  const pathsOf = async (target: string) => {
    const { paths } = (await send('GET', target)).json as Document;
    return new Set(Object.keys(paths).map((path) => path.split('/').slice(0, 3).join('/')));
  };

  test('where slurmrestd has its document all versions are in it', async () => {
    const all = await pathsOf('/openapi/v3');
    for (const base of ['/slurm/v1', '/slurm/v0.0.42', '/slurm/v0.0.43', '/slurm/v0.0.44', '/slurm/v0.0.45'])
      expect(all).toContain(base);
    expect(await pathsOf('/openapi')).toEqual(all);
    expect(await pathsOf('/openapi.json')).not.toContain('/slurm/v0.0.45');
  });

  test('a version that is asked for is alone in it', async () => {
    for (const path of ['/openapi', '/openapi/v3', '/openapi/v3/', '/openapi.json']) {
      const bases = await pathsOf(`${path}?version=v0.0.44`);
      expect(bases).toContain('/slurm/v0.0.44');
      for (const base of bases) expect(base).toMatch(/v0\.0\.44$/);
    }
  });

  test('a version there is not is refused with those there are', async () => {
    const { status, json } = await send('GET', '/openapi/v3?version=v0.0.41');
    expect(status).toBe(400);
    expect(json.errors[0].error).toMatch(/^version: must be "v1" or "v0\.0\.42" or .* or "all"/);
  });

  test('no API is loaded before its document is asked for', async () => {
    let loads = 0;
    const counted = v0.map((source) => ({
      ...source,
      load: () => {
        loads += 1;
        return source.load();
      },
    }));
    const fetch = createEngine({
      scheduler: new FakeScheduler(),
      operations: v1,
      dialects: counted,
      authenticators: [trustKernel],
      log: SILENT,
    });
    const ask = (target: string) => fetch(new Request(`http://localhost${target}`), DIRECT);
    await ask('/openapi.json');
    expect(loads).toBe(0);
    for (let times = 0; times < 3; times++) await ask('/openapi/v3?version=v0.0.45');
    expect(loads).toBe(v0.length);
  });
});

test('it names every operation, and errors of each', async () => {
  const { paths } = (await get('/openapi.json')).json as Document;
  for (const { path, method, open, produces } of v1) {
    const described = paths[path]?.[method.toLowerCase()];
    const statuses = ['200', ...(open ? [] : ['403']), ...(produces ? [] : ['406']), '500', 'default'];
    expect(Object.keys(described?.responses ?? {}), `${method} ${path}`).toEqual(
      expect.arrayContaining(statuses),
    );
  }
});

test('a submission may use every name it documents, and each says what it is', async () => {
  const { components } = (await get('/openapi.json')).json as Document;
  const { properties } = components.schemas['JobSubmission']!;
  expect(Object.keys(properties)).toEqual(
    expect.arrayContaining([
      'account',
      'ntasks',
      'name',
      'job_name',
      'nodes',
      'current_working_directory',
      'array',
    ]),
  );
  for (const property of Object.values(properties)) expect(property).toHaveProperty('description');
});
