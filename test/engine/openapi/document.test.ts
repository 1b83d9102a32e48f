import { expect, test } from 'vitest';
import { v1 } from '../../../src/api/v1/index.ts';
import { writeYaml } from '../../../src/engine/yaml/write-yaml.ts';
import { DIRECT } from '../caller.ts';
import { engineFixture } from '../engine-fixture.ts';

type Document = {
  openapi: string;
  paths: Record<string, Record<string, { responses: object; security?: unknown }>>;
  components: { schemas: Record<string, { properties: Record<string, unknown> }> };
};

const get = async (path: string, headers: Record<string, string> = {}) =>
  engineFixture().send('GET', path, { headers });

test('it is answered in every place and form', async () => {
  const document = (await get('/openapi')).json as Document;
  expect(document.openapi).toBe('3.1.0');
  expect((await get('/openapi/v3')).json).toEqual(document);
  expect((await get('/openapi.json', { Accept: 'text/yaml' })).json).toEqual(document);
  const { fetch } = engineFixture();
  for (const [path, accept] of [
    ['/openapi.yaml', 'application/json'],
    ['/openapi', 'application/yaml'],
  ] as const) {
    const yaml = await fetch(new Request(`http://localhost${path}`, { headers: { Accept: accept } }), DIRECT);
    expect(yaml.headers.get('content-type')).toBe('application/yaml');
    expect(await yaml.text()).toBe(writeYaml(document));
  }
});

test('it names every operation, and errors of each', async () => {
  const { paths } = (await get('/openapi')).json as Document;
  for (const { path, method, open, produces } of v1) {
    const described = paths[path]?.[method.toLowerCase()];
    const statuses = ['200', ...(open ? [] : ['403']), ...(produces ? [] : ['406']), '500', 'default'];
    expect(Object.keys(described?.responses ?? {}), `${method} ${path}`).toEqual(
      expect.arrayContaining(statuses),
    );
  }
});

test('a submission may use every name it documents, and each says what it is', async () => {
  const { components } = (await get('/openapi')).json as Document;
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
