import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v1 } from '../../src/api/v1/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { loadPlugins } from '../../src/engine/plugins.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { engineFixture, errorOf } from './engine-fixture.ts';
import { FakeScheduler } from './fake-scheduler.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/plugins/queue-length.js');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slurmrest-plugins-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function plugin(name: string, source: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, source);
  return file;
}

const operation = (changes: string) =>
  `({ method: 'GET', path: '/site/v1/x', operationId: 'x', summary: 's', description: 'd', tags: ['site'], response: Type.Any(), handler: async () => ({}), ${changes} })`;

test('the example counts jobs, checks its input and is in the specification', async () => {
  const { scheduler, send } = engineFixture({ operations: [...v1, ...(await loadPlugins([EXAMPLE]))] });
  scheduler.add({ partition: 'debug', job_state: 'RUNNING', user_name: 'nate' });
  scheduler.add({ partition: 'debug', user_name: 'nate' });
  scheduler.add({ partition: 'debug,long', user_name: 'root' });
  const all = await send('GET', '/site/v1/queue/debug');
  expect(all.json).toEqual({ errors: [], partition: 'debug', pending: 2, running: 1 });
  const mine = await send('GET', '/site/v1/queue/debug?user=nate');
  expect(mine.json).toMatchObject({ pending: 1, running: 1 });
  const unknown = await send('GET', '/site/v1/queue/gpu');
  expect([unknown.status, errorOf(unknown).error_code]).toEqual([404, 2000]);
  expect(errorOf(await send('GET', '/site/v1/queue/debug?usr=nate')).error).toContain('Did you mean user?');
  const { paths, tags } = (await send('GET', '/openapi')).json as { paths: object; tags: object[] };
  expect(Object.keys(paths)).toContain('/site/v1/queue/{partition}');
  expect(tags).toContainEqual(expect.objectContaining({ name: 'site' }));
});

test('a plugin may export a list of operations', async () => {
  const file = await plugin(
    'list.mjs',
    `const Type = { Any: () => ({}) }; export default [${operation('')}, ${operation("path: '/site/v1/y', operationId: 'y'")}];`,
  );
  expect((await loadPlugins([file])).map(({ path }) => path)).toEqual(['/site/v1/x', '/site/v1/y']);
});

test.each([
  ['export const x = 1;', 'has no default export'],
  ['export default 5;', 'it exports 5, not an operation'],
  ['this is no script', 'it fails when loaded'],
  ["throw new Error('no licence');", 'it fails when loaded: no licence'],
  [`export default ({ Type }) => ${operation("method: 'FETCH'")};`, 'method must be one of GET'],
  [`export default ({ Type }) => ${operation("path: 'site'")};`, 'must begin with a slash'],
  [`export default ({ Type }) => ${operation("path: '/site/'")};`, 'end without one'],
  [`export default ({ Type }) => ${operation("path: '/site/{id}'")};`, 'exactly the {names}'],
  [`export default ({ Type }) => ${operation('summary: undefined')};`, 'summary must be a text'],
  [`export default ({ Type }) => ${operation('response: undefined')};`, 'response must be a schema'],
  [`export default ({ Type }) => ${operation('handler: 3')};`, 'handler must be a function'],
  [`export default ({ Type }) => ${operation('tags: []')};`, 'tags must be a list'],
])('%s is refused', async (source, problem) => {
  const file = await plugin(`broken-${Math.random().toString(36).slice(2)}.mjs`, source);
  await expect(loadPlugins([file])).rejects.toMatchObject({
    code: 'PLUGIN_BROKEN',
    message: expect.stringContaining(problem),
  });
});

test('a file that is not there is named', async () => {
  await expect(loadPlugins(['/nowhere/plugin.js'])).rejects.toThrow(
    'The plugin /nowhere/plugin.js cannot be used: there is no such file.',
  );
});

test.each([
  ["path: '/slurm/v1/ping'", 'GET /slurm/v1/ping'],
  ["operationId: 'ping'", 'the operationId ping'],
  [
    "path: '/slurm/v1/job/{id}', params: Type.Object({ id: Type.String() })",
    '/slurm/v1/job/{id} and /slurm/v1/job/{job_id}',
  ],
  ["path: '/openapi'", 'GET /openapi'],
])('a clash with our own operations (%s) is refused', async (changes, what) => {
  const file = await plugin(
    `clash-${Math.random().toString(36).slice(2)}.mjs`,
    `export default ({ Type }) => ${operation(changes)};`,
  );
  const operations = [...v1, ...(await loadPlugins([file]))];
  expect(() =>
    createEngine({ scheduler: new FakeScheduler(), operations, authenticators: [], log: SILENT }),
  ).toThrow(expect.objectContaining({ code: 'OPERATION_CLASH', message: expect.stringContaining(what) }));
});
