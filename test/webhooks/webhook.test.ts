import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { readSecret, signatureHeaders } from '../../src/webhooks/sign.ts';
import { type Post, runWebhook } from '../../src/webhooks/webhook.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';

const caller: Caller = { uid: 1000, gid: 1000, name: 'nate', credential: 'local' };

test('a message is signed as the specification shows', () => {
  // The example of Standard Webhooks, "Signature scheme".
  const secret = readSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const time = new Date(1614265330 * 1000);
  expect(signatureHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', time, '{"test": 2432232314}')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
  expect(readSecret('any text').toString()).toBe('any text');
});

interface Message {
  readonly id: string;
  readonly data: { readonly cluster: string; readonly reset: boolean; readonly changes: readonly object[] };
}

/** A receiver that answers with these statuses in turn, 0 = not at all, and keeps what it gets. */
function receiver(statuses: readonly number[]) {
  const left = [...statuses];
  const messages: Message[] = [];
  const waiting: (() => void)[] = [];
  const post: Post = async (_url, headers, body) => {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', 'secret').update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    messages.push({ id: headers['webhook-id']!, ...JSON.parse(body) });
    for (const wake of waiting.splice(0)) wake();
    const status = left.shift() ?? 200;
    if (status === 0) throw new Error('connect ECONNREFUSED');
    return status;
  };
  const got = async (count: number) => {
    while (messages.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return messages;
  };
  return { post, messages, got };
}

/** A webhook whose pauses are over at once, and how long they would have been. */
function running(scheduler: FakeScheduler, post: Post) {
  const stop = new AbortController();
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
    await new Promise(setImmediate);
    stop.signal.throwIfAborted();
  };
  const secret = Buffer.from('secret');
  const options = { url: 'http://receiver/', secret, scheduler, caller, log: SILENT, post, pause };
  return { ended: runWebhook(options, stop.signal), stop: () => stop.abort(), pauses };
}

test('changes are told, and again until they are taken', async () => {
  const scheduler = new FakeScheduler();
  scheduler.add({});
  const { post, got } = receiver([0, 500, 302, 204]);
  const { ended, stop, pauses } = running(scheduler, post);
  await new Promise(setImmediate);
  scheduler.change(1, { job_state: 'RUNNING' });
  const messages = await got(4);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  expect(messages[3]!.data).toMatchObject({
    cluster: 'linux',
    reset: false,
    changes: [{ type: 'job', job_id: 1, old_state: 'PENDING', new_state: 'RUNNING' }],
  });
  expect(pauses.map((milliseconds) => Math.round(milliseconds / 1000))).toEqual([1, 2, 4]);

  scheduler.change(1, { job_state: 'COMPLETED' });
  expect((await got(5))[4]!.id).not.toBe(messages[0]!.id);
  stop();
  await ended;
});

test('many changes are several messages', async () => {
  const scheduler = new FakeScheduler();
  const { post, got } = receiver([]);
  const { ended, stop } = running(scheduler, post);
  await new Promise(setImmediate);
  for (let count = 0; count < 150; count++) scheduler.add({});
  expect((await got(2)).map(({ data }) => data.changes.length)).toEqual([100, 50]);
  stop();
  await ended;
});

test('a cluster that was away is told of as something to list anew', async () => {
  const scheduler = new FakeScheduler();
  scheduler.failure = new Error('down');
  const { post, got } = receiver([]);
  const { ended, stop } = running(scheduler, post);
  await new Promise(setImmediate);
  scheduler.failure = undefined;
  expect((await got(1))[0]!.data).toEqual({ cluster: 'linux', reset: true, changes: [] });
  stop();
  await ended;
});

test('a receiver that wants no more gets no more', async () => {
  const scheduler = new FakeScheduler();
  const { post, messages } = receiver([410]);
  const { ended } = running(scheduler, post);
  await new Promise(setImmediate);
  scheduler.add({});
  await ended;
  expect(messages).toHaveLength(1);
});
