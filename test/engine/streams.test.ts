import { expect, test } from 'vitest';
import type { StreamReply } from '../../src/engine/stream-reply.ts';
import { Streams } from '../../src/engine/streams.ts';

const caller = { uid: 1000, gid: 1000, name: 'nate', credential: 'local' } as const;

/** A reply of `count` pieces that says when it was closed. */
function counting(count: number, endless = false) {
  const seen = { made: 0, closed: 0, aborted: false };
  const reply: StreamReply = {
    status: 200,
    headers: {},
    endless,
    async *pieces(gone) {
      gone.addEventListener('abort', () => {
        seen.aborted = true;
      });
      for (; seen.made < count && !gone.aborted; seen.made++) yield Buffer.from('x');
    },
    close() {
      seen.closed += 1;
    },
  };
  return { reply, seen };
}

test('pieces are made as they are taken, and all is closed after the last', async () => {
  const { reply, seen } = counting(3);
  const reader = (await new Streams().body(caller, reply)).getReader();
  await reader.read();
  expect(seen.made).toBeLessThan(2);
  while (!(await reader.read()).done);
  expect(seen).toMatchObject({ made: 3, closed: 1 });
});

test('who leaves closes it, even before the first piece', async () => {
  const { reply, seen } = counting(3);
  await (await new Streams().body(caller, reply)).cancel();
  expect(seen).toEqual({ made: 0, closed: 1, aborted: false });
});

test('a failure closes it and breaks the answer off', async () => {
  const { reply, seen } = counting(3);
  const failing = {
    ...reply,
    async *pieces() {
      yield Buffer.from('x');
      throw new Error('gone');
    },
  };
  const reader = (await new Streams().body(caller, failing)).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toThrow('gone');
  expect(seen.closed).toBe(1);
});

test('a user has so many and no more', async () => {
  const streams = new Streams(2);
  const bodies = [counting(1), counting(1)].map(({ reply }) => streams.body(caller, reply));
  const { reply, seen } = counting(1);
  await expect(streams.body(caller, reply)).rejects.toMatchObject({ code: 'STREAMS_EXHAUSTED', status: 429 });
  expect(seen.closed).toBe(1);
  await streams.body({ ...caller, uid: 1001 }, counting(1).reply);
  await (await bodies[0])?.cancel();
  await streams.body(caller, counting(1).reply);
});

test('those without an end are told to end; others finish', async () => {
  const streams = new Streams();
  const endless = counting(Number.POSITIVE_INFINITY, true);
  const finite = counting(2);
  const [first, second] = await Promise.all([
    streams.body(caller, endless.reply),
    streams.body(caller, finite.reply),
  ]);
  const reader = first.getReader();
  await reader.read();
  streams.end();
  while (!(await reader.read()).done);
  expect(endless.seen).toMatchObject({ aborted: true, closed: 1 });
  expect(await new Response(second).text()).toBe('xx');
});
