import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { streamed } from '../../src/engine/answer.ts';
import type { Fetch } from '../../src/engine/connection.ts';
import { type StreamReply, streamReply } from '../../src/engine/stream-reply.ts';
import { Streams } from '../../src/engine/streams.ts';
import { type EchoDaemon, echoDaemon } from './echo-daemon.ts';

const caller = { uid: 1000, gid: 1000, name: 'nate', credential: 'local' } as const;
const TEXT = { name: 'text/plain', format: 'text' } as const;

const running: EchoDaemon[] = [];
afterEach(() => {
  for (const daemon of running.splice(0)) daemon.close();
});

/** A daemon whose answers are what `pieces` makes; `/finite` says that they have an end. */
async function streaming(pieces: StreamReply['pieces'], stallMs = 120_000) {
  const streams = new Streams();
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const fetch: Fetch = (request) => {
    const endless = !request.url.endsWith('/finite');
    const reply = streamReply({ status: 200, headers: {}, endless, pieces, close });
    return streamed(reply, TEXT, request, caller, streams);
  };
  const daemon = await echoDaemon({ fetch, limits: { stallMs } });
  running.push(daemon);
  return { daemon, streams, closed };
}

async function ask({ port }: EchoDaemon, path = '/'): Promise<IncomingMessage> {
  const [response] = await once(get({ port, path, agent: false }), 'response');
  return response.on('error', () => {});
}

/** Silent after the first piece until it is told to go on. */
function pausing() {
  let goOn = () => {};
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* pieces() {
    yield Buffer.from('first');
    await told;
    yield Buffer.from('second');
  }
  return { pieces, goOn: () => goOn() };
}

test('an answer without an end may be silent for longer than others', async () => {
  const { pieces, goOn } = pausing();
  const { daemon } = await streaming(pieces, 300);
  const [endless, finite] = await Promise.all([ask(daemon), ask(daemon, '/finite')]);
  finite.resume();
  await new Promise((resolve) => finite.once('close', resolve));
  expect(finite.complete).toBe(false);

  goOn();
  endless.setEncoding('utf8');
  let text = '';
  for await (const piece of endless) text += piece;
  expect(text).toBe('firstsecond');
});

test('a client that takes nothing is dropped', async () => {
  async function* flood() {
    for (;;) yield Buffer.alloc(64 * 1024);
  }
  const { daemon, closed } = await streaming(flood, 300);
  const socket = connect(daemon.port, '127.0.0.1').pause();
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await closed;
  socket.destroy();
});

test('nothing is made for a client that has left', async () => {
  async function* waiting(gone: AbortSignal) {
    yield Buffer.from('first');
    await once(gone, 'abort');
  }
  const { daemon, closed } = await streaming(waiting);
  (await ask(daemon)).destroy();
  await closed;
});

test('a daemon that stops ends them', async () => {
  async function* waiting(gone: AbortSignal) {
    yield Buffer.from('first');
    await once(gone, 'abort');
    yield Buffer.from('last');
  }
  const { daemon, streams } = await streaming(waiting);
  const response = (await ask(daemon)).setEncoding('utf8');
  await once(response, 'readable');
  streams.end();
  let text = '';
  const [stopped] = await Promise.all([
    daemon.drain(60_000),
    (async () => {
      for await (const piece of response) text += piece;
    })(),
  ]);
  expect([stopped, text]).toEqual([undefined, 'firstlast']);
});
