import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../engine/caller.ts';
import { engineFixture, errorOf } from '../../engine/engine-fixture.ts';

let fixture: ReturnType<typeof engineFixture>;
beforeEach(() => {
  fixture = engineFixture();
  const add = (members: object) => fixture.scheduler.add(members);
  add({ job_id: 1, name: 'a', user_id: 1000, user_name: 'ann', partition: 'debug', account: 'physics' });
  add({
    job_id: 2,
    name: 'b',
    user_id: 1001,
    user_name: 'bob',
    partition: 'debug,short',
    job_state: 'RUNNING',
  });
  add({ job_id: 5, name: 'a', user_id: 1001, user_name: 'bob', partition: 'short', job_state: 'COMPLETED' });
  add({
    job_id: 9,
    name: 'c',
    user_id: 1000,
    user_name: 'ann',
    partition: 'long',
    job_state: 'CANCELLED',
    job_state_flags: ['COMPLETING'],
  });
});

const get = (query: string, headers: Record<string, string> = {}) =>
  fixture.send('GET', `/slurm/v1/jobs${query}`, { headers });
const list = async (query: string) =>
  (await get(query)).json as { jobs: { job_id: number }[]; next_cursor?: number | null };
const ids = async (query: string) => (await list(query)).jobs.map(({ job_id }) => job_id);

test.each([
  ['', [1, 2, 5, 9]],
  ['?user=ann', [1, 9]],
  ['?user=1001', [2, 5]],
  ['?user=ann,bob&name=a', [1, 5]],
  ['?user=ann&user=bob&partition=short', [2, 5]],
  ['?state=pd', [1]],
  ['?state=COMPLETING,R', [2, 9]],
  // A job that cleans up is COMPLETING; what it was ended by counts when it is done.
  ['?state=CA', []],
  ['?account=physics', [1]],
  ['?name=nobody', []],
])('jobs%s', async (query, expected) => {
  expect(await ids(query)).toEqual(expected);
});

test('only some members, in the order of the whole', async () => {
  expect((await list('?fields=name,job_id&user=ann')).jobs).toEqual([
    { job_id: 1, name: 'a' },
    { job_id: 9, name: 'c' },
  ]);
});

test('in pages, which go on where one ended although jobs have come and gone', async () => {
  expect(await list('?limit=2&fields=job_id')).toEqual({
    errors: [],
    jobs: [{ job_id: 1 }, { job_id: 2 }],
    next_cursor: 2,
  });
  fixture.scheduler.add({ job_id: 3 });
  expect(await list('?limit=2&cursor=2&fields=job_id')).toEqual({
    errors: [],
    jobs: [{ job_id: 3 }, { job_id: 5 }],
    next_cursor: 5,
  });
  expect((await list('?limit=2&cursor=5')).next_cursor).toBeNull();
  expect(await list('?limit=1&cursor=9')).toEqual({ errors: [], jobs: [], next_cursor: null });
  expect(await list('')).not.toHaveProperty('next_cursor');
});

describe('changes since an answer', () => {
  interface Changes {
    readonly jobs: readonly { readonly job_id: number; readonly name?: string }[];
    readonly gone: readonly number[];
    readonly since: string | null;
    readonly version: string;
  }
  const changes = async (query: string) => (await get(query)).json as Changes;

  test('are the records that are new or other ones, and the ids that are gone', async () => {
    const first = await changes('?since=');
    expect(first).toMatchObject({ since: null, gone: [] });
    expect(first.jobs.map(({ job_id }) => job_id)).toEqual([1, 2, 5, 9]);

    fixture.scheduler.change(2, { name: 'other' });
    fixture.scheduler.add({ job_id: 7 });
    fixture.scheduler.remove(9);
    const second = await changes(`?since=${first.version}&fields=job_id,name`);
    expect(second).toMatchObject({ since: first.version, gone: [9] });
    expect(second.jobs).toEqual([
      { job_id: 2, name: 'other' },
      { job_id: 7, name: '' },
    ]);
    expect(second.version).not.toBe(first.version);
    expect(await changes(`?since=${second.version}`)).toMatchObject({
      jobs: [],
      gone: [],
      since: second.version,
    });
  });

  test('of a part of the list are those of that part', async () => {
    const { version } = await changes('?since=&user=ann');
    fixture.scheduler.change(5, { name: 'of bob' });
    expect(await changes(`?since=${version}&user=ann`)).toMatchObject({ jobs: [], gone: [], version });
    fixture.scheduler.change(1, { user_id: 1001, user_name: 'bob' });
    expect(await changes(`?since=${version}&user=ann`)).toMatchObject({ jobs: [], gone: [1] });
  });

  test('are everything where the answer is not known', async () => {
    const { version } = await changes('?since=');
    for (const since of ['no-such', `${version}x`])
      expect(await changes(`?since=${since}`)).toMatchObject({ since: null, jobs: { length: 4 } });
    // Many other lists, and the first is forgotten.
    for (let turn = 0; turn < 40; turn++) {
      fixture.scheduler.change(1, { name: String(turn) });
      await get('?since=');
    }
    expect(await changes(`?since=${version}`)).toMatchObject({ since: null });
  });

  test('are everything that the caller may see where the answer was another user’s', async () => {
    const asRoot = async (query: string) =>
      (await fixture.send('GET', `/slurm/v1/jobs${query}`, { connection: ROOT })).json as Changes;
    fixture.scheduler.change(2, { name: 'before' });
    const { version } = await changes('?since=');
    fixture.scheduler.change(2, { name: 'after' });
    const theirs = await asRoot(`?since=${version}`);
    expect(theirs).toMatchObject({ since: null, gone: [] });
    expect(theirs.jobs).toHaveLength(4);
    expect(theirs.version).not.toBe(version);
    expect((await asRoot('?since=')).version).not.toBe((await changes('?since=')).version);
  });

  test('come in YAML, but not in pages', async () => {
    const yaml = await get('?since=&name=c&fields=job_id', { Accept: 'application/yaml' });
    expect(parse(yaml.text, { version: '1.1' })).toMatchObject({
      jobs: [{ job_id: 9 }],
      gone: [],
      since: null,
    });
    const refused = await get('?since=&limit=2');
    expect(refused.status).toBe(400);
    expect(errorOf(refused).error).toMatch(/leave limit and cursor out/);
  });
});

test('as YAML too, empty or not', async () => {
  const yaml = async (query: string) =>
    parse((await get(query, { Accept: 'application/yaml' })).text, { version: '1.1' });
  expect(await yaml('?fields=job_id&limit=1')).toEqual({ errors: [], jobs: [{ job_id: 1 }], next_cursor: 1 });
  expect(await yaml('?name=nobody&limit=1')).toEqual({ errors: [], jobs: [], next_cursor: null });
});

test("a part keeps its ETag while only others' jobs change", async () => {
  const etag = (await get('?user=ann')).headers.get('etag')!;
  fixture.scheduler.add({ job_id: 10, user_id: 1001, user_name: 'bob' });
  expect((await get('?user=ann', { 'If-None-Match': etag })).status).toBe(304);
  fixture.scheduler.add({ job_id: 11, user_id: 1000, user_name: 'ann' });
  expect((await get('?user=ann', { 'If-None-Match': etag })).status).toBe(200);
});

test.each([
  ['?state=RUNING', /"RUNING" is no job state \(did you mean RUNNING\?\)/],
  ['?fields=nam', /Unknown field "nam" in fields\. Did you mean name\?/],
  ['?limit=0', /limit/],
  ['?cursor=x', /cursor/],
  ['?usr=ann', /Did you mean user\?/],
])('jobs%s is refused', async (query, message) => {
  const answer = await get(query);
  expect(answer.status).toBe(400);
  expect(errorOf(answer).error).toMatch(message);
});

test('nodes and partitions: some members, and the nodes of a partition', async () => {
  const nodes = (await fixture.send('GET', '/slurm/v1/nodes?fields=name')).json as { nodes: object[] };
  expect(nodes.nodes.every((node) => Object.keys(node).join() === 'name')).toBe(true);
  const none = (await fixture.send('GET', '/slurm/v1/nodes?partition=nowhere')).json as { nodes: object[] };
  expect(none.nodes).toEqual([]);
  const partitions = (await fixture.send('GET', '/slurm/v1/partitions?fields=name')).json as {
    partitions: object[];
  };
  expect(partitions.partitions).toEqual([{ name: 'debug' }]);
});
