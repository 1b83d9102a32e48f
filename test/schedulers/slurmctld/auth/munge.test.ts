import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mungeCredential } from '../../../../src/schedulers/slurmctld/auth/munge.ts';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'munge-test-'));
});
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  rmSync(folder, { recursive: true });
});

/** A munged that does one thing after another with those who connect. */
async function munged(...acts: ((socket: Socket) => void)[]) {
  const socket = path.join(folder, 'socket');
  let connections = 0;
  server = createServer((peer) => {
    peer.on('error', () => {});
    peer.resume();
    acts[Math.min(connections++, acts.length - 1)]!(peer);
  });
  await new Promise<void>((resolve) => server!.listen(socket, resolve));
  const ask = () =>
    mungeCredential(Buffer.from('payload'), { socket, ttl: 0, decoder: undefined, timeoutMs: 10_000 });
  return { ask, connections: () => connections };
}

function reply(error: number, errorText: string, credential: string): Buffer {
  const text = Buffer.from(errorText);
  const data = Buffer.from(credential);
  const body = Buffer.alloc(2 + text.length + 4 + data.length);
  body.set([error, text.length]);
  body.set(text, 2);
  body.writeUInt32BE(data.length, 2 + text.length);
  body.set(data, 6 + text.length);
  const header = Buffer.alloc(11);
  header.writeUInt32BE(0x00606d4b, 0);
  header.set([4, 3, 0], 4);
  header.writeUInt32BE(body.length, 7);
  return Buffer.concat([header, body]);
}

const says = (bytes: Buffer) => (socket: Socket) => socket.once('data', () => socket.end(bytes));
const hangUp = (socket: Socket) => socket.end();
const reset = (socket: Socket) => socket.destroy();

test('the credential is what munged answers', async () => {
  const { ask } = await munged(says(reply(0, '', 'MUNGE:abc:\0')));
  expect(await ask()).toBe('MUNGE:abc:');
});

test('a munged too busy to answer is asked again, but not for ever', async () => {
  const { ask, connections } = await munged(hangUp, reset, says(reply(0, '', 'MUNGE:abc:')));
  expect(await ask()).toBe('MUNGE:abc:');
  expect(connections()).toBe(3);
});

test.each([
  ['that always hangs up', hangUp, 5],
  ['that refuses', says(reply(5, 'Not today', '')), 1],
  ['that is none', says(Buffer.from('HTTP/1.1 400 Bad Request, I am something else')), 1],
  ['whose answer is cut short', says(Buffer.concat([reply(0, '', 'MUNGE:abc:').subarray(0, 14)])), 5],
] as const)('a munged %s is an error', async (_, act, times) => {
  const { ask, connections } = await munged(act);
  await expect(ask()).rejects.toMatchObject({ code: 'MUNGE_FAILED' });
  expect(connections()).toBe(times);
});

test('no munged is an error', async () => {
  const socket = path.join(folder, 'none');
  const asked = mungeCredential(Buffer.alloc(0), { socket, ttl: 0, decoder: undefined, timeoutMs: 10_000 });
  await expect(asked).rejects.toMatchObject({ code: 'MUNGE_FAILED' });
});
