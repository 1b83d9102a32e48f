import { afterEach, describe, expect, test } from 'vitest';
import { Table, WATCHED_JOBS, WATCHED_NODES } from '../../../src/api/v1/events/changes.ts';
import { eventStream, placeIn } from '../../../src/api/v1/events/event-stream.ts';
import { Feed } from '../../../src/api/v1/events/feed.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import { SlurmError } from '../../../src/slurm/error.ts';
import { BLANK_JOB, type Job } from '../../../src/slurm/job.ts';
import { DIRECT, ROOT, TCP } from '../../engine/caller.ts';
import { engineFixture } from '../../engine/engine-fixture.ts';
import { FAKE_NODE } from '../../engine/fake-records.ts';
import { FakeScheduler } from '../../engine/fake-scheduler.ts';

const nate: Caller = { uid: 1000, gid: 1000, name: 'nate', credential: 'local' };
const job = (changes: Partial<Job>): Job => ({ ...BLANK_JOB, ...changes });

describe('changes', () => {
  test('of jobs are told by state, and a first look tells none', () => {
    const table = new Table(WATCHED_JOBS);
    const pending = job({ job_id: 1, job_state: 'PENDING', user_name: 'nate', name: 'a', partition: 'p' });
    const other = job({ job_id: 2, job_state: 'RUNNING' });
    expect(table.look([pending, other])).toEqual([]);
    const running: Job = { ...pending, job_state: 'RUNNING' };
    const task = job({ job_id: 3, array_job_id: 1, array_task_id: 7, job_state: 'RUNNING' });
    expect(table.look([running, { ...other, priority: 7 }, task])).toEqual([
      {
        type: 'job',
        data: {
          job_id: 1,
          user_name: 'nate',
          partition: 'p',
          name: 'a',
          old_state: 'PENDING',
          new_state: 'RUNNING',
        },
      },
      {
        type: 'job',
        data: expect.objectContaining({
          job_id: 3,
          array_job_id: 1,
          array_task_id: 7,
          old_state: null,
          new_state: 'RUNNING',
        }),
      },
    ]);
    expect(table.look([running, task]).map(({ data }) => data)).toMatchObject([
      { job_id: 2, old_state: 'RUNNING', new_state: null },
    ]);
  });

  test('of nodes are told with their flags', () => {
    const table = new Table(WATCHED_NODES);
    table.look([FAKE_NODE]);
    const drained = { ...FAKE_NODE, node_state_flags: ['DRAIN' as const], reason: 'disk' };
    expect(table.look([drained])).toEqual([
      {
        type: 'node',
        data: { name: 'host1', reason: 'disk', old_state: 'IDLE', new_state: 'IDLE+DRAIN' },
      },
    ]);
  });
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

/** A feed that looks when it is told to. */
function steppedFeed(scheduler: FakeScheduler, kept?: number) {
  let step = () => {};
  const pause = (gone: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      step = resolve;
      gone.addEventListener('abort', () => reject(gone.reason));
    });
  return { feed: new Feed(scheduler, { pause, ...(kept && { kept }) }), step: () => step() };
}

describe('a feed', () => {
  test('looks once for all who listen, and not when nobody does', async () => {
    const scheduler = new FakeScheduler();
    let looks = 0;
    const counted = Object.assign(scheduler, {
      jobs: async () => {
        looks += 1;
        return FakeScheduler.prototype.jobs.call(scheduler);
      },
    });
    const { feed, step } = steppedFeed(counted);
    await feed.look(nate);
    const heard = [deferred(), deferred()];
    const leave = heard.map(({ resolve }) => feed.listen(resolve));
    scheduler.add({ job_state: 'PENDING' });
    step();
    await Promise.all(heard.map(({ promise }) => promise));
    expect([looks, feed.position]).toEqual([2, 1]);
    for (const stop of leave) stop();
    expect(feed.heard).toBe(false);
    step();
    await new Promise(setImmediate);
    expect(looks).toBe(2);
  });

  test('keeps so many changes, and says when more are asked for', async () => {
    const scheduler = new FakeScheduler();
    const { feed } = steppedFeed(scheduler, 2);
    await feed.look(nate);
    for (const name of ['a', 'b', 'c']) scheduler.add({ name });
    await feed.look(nate);
    expect(feed.position).toBe(3);
    expect(feed.after(0, 9)).toBeUndefined();
    expect(feed.after(1, 9)).toHaveLength(2);
    expect(feed.after(1, 1)).toHaveLength(1);
    expect(feed.after(4, 9)).toBeUndefined();
  });

  test('goes on while the controller is down, and is over when the credentials are', async () => {
    const scheduler = new FakeScheduler();
    const { feed, step } = steppedFeed(scheduler);
    await feed.look(nate);
    let heard = deferred();
    const leave = feed.listen(() => heard.resolve());
    scheduler.failure = new SlurmError('CONTROLLER_BUSY', {});
    step();
    await new Promise(setImmediate);
    expect(feed.refused).toBe(false);
    scheduler.failure = undefined;
    scheduler.add({});
    step();
    await heard.promise;
    heard = deferred();
    scheduler.failure = new SlurmError('CREDENTIAL_REFUSED', { user: 'nate' });
    await new Promise(setImmediate);
    step();
    await heard.promise;
    expect(feed.refused).toBe(true);
    leave();
  });
});

describe('a stream', () => {
  const textOf = async (stream: AsyncGenerator<Uint8Array>) =>
    Buffer.from((await stream.next()).value ?? '').toString();

  test('begins where the client was, or says that it missed something', async () => {
    const scheduler = new FakeScheduler();
    const { feed } = steppedFeed(scheduler, 2);
    await feed.look(nate);
    for (const name of ['a', 'b', 'c']) scheduler.add({ name });
    await feed.look(nate);
    expect(placeIn(feed, null)).toEqual({ position: 3, first: 'ready' });
    expect(placeIn(feed, `${feed.run}.2`)).toEqual({ position: 2, first: undefined });
    for (const id of [`${feed.run}.0`, `${feed.run}.9`, 'other.2', 'x', ''])
      expect(placeIn(feed, id)).toEqual({ position: 3, first: 'reset' });
  });

  test('writes events with the place after each', async () => {
    const scheduler = new FakeScheduler();
    const { feed } = steppedFeed(scheduler);
    await feed.look(nate);
    scheduler.add({ name: 'a', user_name: 'nate', partition: 'p' });
    scheduler.add({ name: 'b' });
    await feed.look(nate);
    const gone = new AbortController();
    const stream = eventStream(feed, { position: 0, first: undefined }, gone.signal);
    expect(await textOf(stream)).toBe('retry: 3000\n\n');
    const [first, second] = (await textOf(stream)).split('\n\n');
    expect(first).toBe(
      `id: ${feed.run}.1\nevent: job\ndata: {"job_id":1,"user_name":"nate","partition":"p","name":"a","old_state":null,"new_state":"PENDING"}`,
    );
    expect(second).toContain(`id: ${feed.run}.2\n`);
    gone.abort();
    expect((await stream.next()).done).toBe(true);
    expect(feed.heard).toBe(false);
  });

  test('says reset to a client that reads too slowly, and a comment when nothing happens', async () => {
    const scheduler = new FakeScheduler();
    const { feed } = steppedFeed(scheduler, 1);
    await feed.look(nate);
    const gone = new AbortController();
    const stream = eventStream(feed, placeIn(feed, null), gone.signal, 1);
    expect(await textOf(stream)).toBe(`retry: 3000\n\nid: ${feed.run}.0\nevent: ready\ndata: {}\n\n`);
    expect(await textOf(stream)).toBe(':\n\n');
    scheduler.add({});
    scheduler.add({});
    await feed.look(nate);
    expect(await textOf(stream)).toBe(`id: ${feed.run}.2\nevent: reset\ndata: {}\n\n`);
    await stream.return(undefined);
    expect(feed.heard).toBe(false);
  });
});

describe('GET /slurm/v1/events', () => {
  const open: ReadableStreamDefaultReader<string>[] = [];
  afterEach(() => Promise.all(open.splice(0).map((reader) => reader.cancel())));

  /** Listens and gives the events as they come. */
  async function listen(fetch: ReturnType<typeof engineFixture>['fetch'], connection = DIRECT, id?: string) {
    const headers = { ...(id && { 'Last-Event-ID': id }) };
    const request = new Request('http://localhost/slurm/v1/events', { headers });
    const response = await fetch(request, connection);
    const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
      .pipeThrough(new TextDecoderStream())
      .getReader();
    open.push(reader);
    let rest = '';
    const next = async (): Promise<{ id: string; event: string; data: Record<string, unknown> }> => {
      for (;;) {
        const end = rest.indexOf('\n\n');
        if (end < 0) {
          rest += (await reader.read()).value ?? '';
          continue;
        }
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        const [, given = '', event = '', data = '{}'] =
          /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
        if (event !== '') return { id: given, event, data: JSON.parse(data) };
      }
    };
    return { response, next, leave: () => reader.cancel() };
  }

  test('tells of a change, and after a while of what happened meanwhile', async () => {
    const { fetch, scheduler } = engineFixture();
    scheduler.add({ name: 'a' });
    const first = await listen(fetch);
    expect(first.response.headers.get('content-type')).toBe('text/event-stream');
    expect((await first.next()).event).toBe('ready');
    scheduler.change(1, { job_state: 'RUNNING' });
    const started = await first.next();
    expect(started).toMatchObject({ event: 'job', data: { old_state: 'PENDING', new_state: 'RUNNING' } });
    await first.leave();

    scheduler.change(1, { job_state: 'COMPLETED' });
    const again = await listen(fetch, DIRECT, started.id);
    expect(await again.next()).toMatchObject({
      event: 'job',
      data: { job_id: 1, old_state: 'RUNNING', new_state: 'COMPLETED' },
    });
    expect((await (await listen(fetch, DIRECT, 'long-ago.1')).next()).event).toBe('reset');
  });

  test('tells each user of what they may see only', async () => {
    const { fetch, scheduler } = engineFixture();
    Object.assign(scheduler, {
      jobs: async ({ uid }: Caller) => {
        const all = await FakeScheduler.prototype.jobs.call(scheduler);
        return { ...all, records: all.records.filter(({ user_id }) => uid === 0 || user_id === uid) };
      },
    });
    const [own, root] = [await listen(fetch), await listen(fetch, ROOT)];
    await own.next();
    await root.next();
    scheduler.add({ name: 'secret', user_id: 1001 });
    scheduler.add({ name: 'own', user_id: 1000 });
    expect((await own.next()).data).toMatchObject({ name: 'own' });
    expect((await root.next()).data).toMatchObject({ name: 'secret' });
    const spied = await listen(fetch, DIRECT, (await root.next()).id);
    expect((await spied.next()).event).toBe('reset');
  });

  test('is refused with a status where the cluster cannot be looked at', async () => {
    const { scheduler, send } = engineFixture();
    expect((await send('GET', '/slurm/v1/events', { connection: TCP })).status).toBe(403);
    scheduler.failure = new SlurmError('CONTROLLER_BUSY', {});
    expect((await send('GET', '/slurm/v1/events')).status).toBe(503);
    scheduler.failure = undefined;
    expect((await send('HEAD', '/slurm/v1/events')).text).toBe('');
  });
});
