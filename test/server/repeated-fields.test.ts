import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FieldsMemory } from '../../src/engine/message.ts';
import { type EchoDaemon, echo, echoDaemon } from './echo-daemon.ts';
import { send, statusesIn } from './raw-client.ts';

const memories: (FieldsMemory | undefined)[] = [];
const seen: (string | null)[] = [];
let daemon: EchoDaemon;
beforeAll(async () => {
  daemon = await echoDaemon({
    fetch(request, connection) {
      memories.push(request.headers.memory);
      seen.push(request.headers.get('X-SLURM-USER-NAME'));
      return echo(request, connection);
    },
  });
});
afterAll(() => daemon.close());

const ask = (version: string, ...fields: string[]) =>
  `GET /x HTTP/${version}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
const HOST = 'Host: a';
const LAST = ask('1.1', HOST, 'Connection: close');

async function statuses(...requests: string[]): Promise<number[]> {
  memories.length = 0;
  seen.length = 0;
  return statusesIn(await send({ port: daemon.port }, requests.join('')));
}

test('requests of a connection share what is remembered of fields only where all of them are the same', async () => {
  const alice = ask('1.1', HOST, 'X-SLURM-USER-NAME: alice');
  const bob = ask('1.1', HOST, 'X-SLURM-USER-NAME: bob');
  expect(await statuses(alice, alice, bob, alice, LAST)).toEqual([200, 200, 200, 200, 200]);
  expect(seen).toEqual(['alice', 'alice', 'bob', 'alice', null]);
  const [first, second, third, fourth] = memories;
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(fourth).not.toBe(third);
});

test('two connections share nothing', async () => {
  await statuses(LAST);
  const [first] = memories;
  await statuses(LAST);
  expect(first).toBeDefined();
  expect(memories[0]).not.toBe(first);
});

test('fields that are right for HTTP/1.0 are looked at again for HTTP/1.1', async () => {
  const fields = ['Connection: keep-alive'];
  expect(await statuses(ask('1.0', ...fields), ask('1.1', ...fields))).toEqual([200, 400]);
});

test('a field that is wrong is refused behind any number of right ones', async () => {
  const right = ask('1.1', HOST);
  expect(await statuses(right, right, ask('1.1', HOST, HOST))).toEqual([200, 200, 400]);
});

test('of fields without number nothing is kept', async () => {
  const many = ask('1.1', HOST, ...Array.from({ length: 60 }, (_, index) => `X-${index}: ${index}`));
  expect(await statuses(many, many, LAST)).toEqual([200, 200, 200]);
  expect(memories[1]).not.toBe(memories[0]);
});
