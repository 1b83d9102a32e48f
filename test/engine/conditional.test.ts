import { expect, test } from 'vitest';
import { ROOT } from './caller.ts';
import { engineFixture } from './engine-fixture.ts';

const COLLECTIONS = ['/slurm/v1/jobs', '/slurm/v1/nodes', '/slurm/v1/node/host1', '/slurm/v1/partitions'];

test.each(COLLECTIONS)('%s is answered 304 while it is unchanged', async (path) => {
  const { scheduler, send } = engineFixture();
  const first = await send('GET', path);
  const etag = first.headers.get('etag')!;
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await send('GET', path, { headers: { 'If-None-Match': tags } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  scheduler.add({ name: 'new' });
  expect((await send('GET', path, { headers: { 'If-None-Match': etag } })).status).toBe(200);
});

test('Last-Modified works where the client has no tag', async () => {
  const { scheduler, send } = engineFixture();
  const modified = (await send('GET', '/slurm/v1/jobs')).headers.get('last-modified')!;
  const since = (time: string) => send('GET', '/slurm/v1/jobs', { headers: { 'If-Modified-Since': time } });
  expect((await since(modified)).status).toBe(304);
  expect((await since('Thu, 01 Jan 1970 00:00:01 GMT')).status).toBe(200);
  expect((await since('nonsense')).status).toBe(200);
  scheduler.add({});
  expect((await since(modified)).status).toBe(200);
});

test('If-None-Match decides alone when both are there', async () => {
  const { send } = engineFixture();
  const { headers } = await send('GET', '/slurm/v1/jobs');
  const both = { 'If-None-Match': '"other"', 'If-Modified-Since': headers.get('last-modified')! };
  expect((await send('GET', '/slurm/v1/jobs', { headers: both })).status).toBe(200);
});

test('tags differ by format and by caller', async () => {
  const { send } = engineFixture();
  const json = await send('GET', '/slurm/v1/jobs');
  const yaml = await send('GET', '/slurm/v1/jobs', { headers: { Accept: 'text/yaml' } });
  const root = await send('GET', '/slurm/v1/jobs', { connection: ROOT });
  expect(new Set([json, yaml, root].map(({ headers }) => headers.get('etag'))).size).toBe(3);
});

test('a table that changed within this second has no Last-Modified yet', async () => {
  const { scheduler, send } = engineFixture();
  const snapshot = await scheduler.jobs();
  scheduler.jobs = async () => ({ ...snapshot, lastUpdate: Math.floor(Date.now() / 1000) + 1 });
  expect((await send('GET', '/slurm/v1/jobs')).headers.get('last-modified')).toBeNull();
});
