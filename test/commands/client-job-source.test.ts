import { beforeEach, describe, expect, test } from 'vitest';
import { Client } from '../../src/client/client.ts';
import type { ClientRequest, ClientResponse } from '../../src/client/transport.ts';
import { ClientJobSource } from '../../src/commands/show/client-job-source.ts';
import { WATCHED_MEMBERS } from '../../src/ui/watch/watched-members.ts';
import { DIRECT } from '../engine/caller.ts';
import { engineFixture } from '../engine/engine-fixture.ts';

let fixture: ReturnType<typeof engineFixture>;
let source: ClientJobSource;
let requests: ClientRequest[];
const { signal } = new AbortController();

beforeEach(() => {
  fixture = engineFixture();
  fixture.scheduler.add({ job_id: 1, name: 'a', user_id: 1000, work_dir: '/tmp' });
  fixture.scheduler.add({ job_id: 2, name: 'b', user_id: 1000, work_dir: '/tmp' });
  requests = [];
  open(async ({ method, url, headers, body = null }) =>
    fixture.fetch(new Request(url, { method, headers, body }), DIRECT),
  );
});

/** A source whose requests are kept. */
function open(send: (request: ClientRequest) => Promise<ClientResponse>): void {
  const transport = {
    name: 'test',
    base: 'http://localhost',
    send: (request: ClientRequest) => {
      requests.push(request);
      return send(request);
    },
    async close() {},
  };
  source = new ClientJobSource(new Client(transport, async () => ({})), 'nate', undefined, 2);
}

const list = () => source.jobs(signal, false);
/** A copy, as the list is the source's own. */
const jobs = async (whole = false) => [...(await source.jobs(signal, whole)).jobs];
const names = async () => (await jobs()).map(({ job_id, name }) => `${job_id} ${name}`);
const sinceOf = (at: number) => new URL(requests.at(at)!.url).searchParams.get('since');

describe('the jobs of a view', () => {
  test('are asked for by what has changed, and keep their identity', async () => {
    const first = await list();
    expect(Object.keys(first.jobs[0]!).sort()).toEqual([...WATCHED_MEMBERS].sort());
    expect(await list()).toBe(first);
    expect(sinceOf(0)).toBe('');
    expect(sinceOf(1)).not.toBe('');

    fixture.scheduler.change(2, { name: 'other' });
    fixture.scheduler.remove(1);
    fixture.scheduler.add({ job_id: 3, name: 'c' });
    expect(await names()).toEqual(['2 other', '3 c']);
    fixture.scheduler.change(3, { name: 'd' });
    const [kept] = await jobs();
    expect((await jobs())[0]).toBe(kept);
    expect(source.title).toBe('cluster linux');
  });

  test('are asked for as a whole again once other members are wanted', async () => {
    expect((await jobs())[0]).not.toHaveProperty('work_dir');
    expect((await jobs(true))[0]).toHaveProperty('work_dir', '/tmp');
    expect(sinceOf(1)).toBe('');
    fixture.scheduler.change(1, { work_dir: '/home' });
    expect((await jobs(true))[0]).toHaveProperty('work_dir', '/home');
    expect(sinceOf(2)).not.toBe('');
    await jobs();
    expect(sinceOf(3)).toBe('');
  });

  test('are all there again after the daemon was restarted', async () => {
    const first = await jobs();
    const { scheduler } = fixture;
    fixture = engineFixture();
    for (const { job_id, name } of (await scheduler.jobs()).records) fixture.scheduler.add({ job_id, name });
    fixture.scheduler.remove(1);
    expect(await names()).toEqual(['2 b']);
    expect(sinceOf(1)).not.toBe('');
    expect(first).toHaveLength(2);
    fixture.scheduler.add({ job_id: 3, name: 'c' });
    expect(await names()).toEqual(['2 b', '3 c']);
  });

  test('may come from a daemon that answers all of all jobs whatever it is asked', async () => {
    let answer = [{ job_id: 2 }, { job_id: 1 }];
    open(async () => Response.json({ jobs: answer, errors: [] }));
    const first = await list();
    expect(first).toEqual({ jobs: [{ job_id: 1 }, { job_id: 2 }] });
    expect(await list()).toBe(first);
    expect(sinceOf(1)).toBe('');
    answer = [{ job_id: 2 }];
    const second = await list();
    expect(second).toEqual({ jobs: [{ job_id: 2 }], changes: [[{ job_id: 1 }, undefined]] });
    expect(second.jobs[0]).toBe(first.jobs[1]);
  });
});

test('what was done to a job is seen by the next look, however old an answer might be', async () => {
  const ages = () => requests.map(({ headers }) => headers['cache-control']);
  await jobs();
  await source.act('hold', '1');
  await jobs();
  await jobs();
  expect(ages()).toEqual(['max-age=2', undefined, undefined, 'max-age=2']);
  expect(fixture.scheduler.updates).toHaveLength(1);
});

test('a job that is looked at closer is asked for whole', async () => {
  const [job] = await jobs();
  expect(await source.whole(job!)).toMatchObject({ job_id: 1, work_dir: '/tmp' });
  expect(new URL(requests.at(-1)!.url).pathname).toBe('/slurm/v1/job/1');
});

test('the output of what waits of an array is asked for by an id that the API takes', async () => {
  const job = { job_id: 3, array_job_id: 3, array_task_str: '1-5%1', std_out: '/nowhere/slurm-3_%a.out' };
  await expect(source.output(job, 'stdout', undefined)).rejects.toThrow();
  expect(decodeURIComponent(new URL(requests.at(-1)!.url).pathname)).toBe('/slurm/v1/job/3_[1-5]/stdout');
});
