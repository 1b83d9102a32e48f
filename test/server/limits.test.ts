import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { EngineResponse } from '../../src/engine/message.ts';
import type { Daemon } from '../../src/server/daemon.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { type EchoDaemon, echo, echoDaemon } from './echo-daemon.ts';
import { answersIn, open, send, statusesIn, untilClosed } from './raw-client.ts';

const running: Daemon[] = [];
afterEach(() => {
  for (const daemon of running.splice(0)) daemon.close();
});

async function start(options: Parameters<typeof echoDaemon>[0] = {}): Promise<EchoDaemon> {
  const daemon = await echoDaemon(options);
  running.push(daemon);
  return daemon;
}

const GET = 'GET /x HTTP/1.1\r\nHost: a\r\n\r\n';
const LAST = 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

/** Comes back as long as it is told to. */
async function servedAtLast(daemon: EchoDaemon): Promise<void> {
  let statuses: number[];
  do statuses = statusesIn(await send(daemon, LAST));
  while (statuses[0] === 503);
  expect(statuses).toEqual([200]);
}

/** An engine that answers when it is told to. */
function held() {
  let release = () => {};
  const told = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reached = () => {};
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const fetch: typeof echo = async (request, connection) => {
    reached();
    await told;
    return echo(request, connection);
  };
  return { fetch, release, asked };
}

describe('a body', () => {
  test('that is announced too long is refused without a look at it', async () => {
    const daemon = await start({ limits: { bodyBytes: 1000 } });
    const received = await send(daemon, 'POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n');
    expect(statusesIn(received)).toEqual([413]);
  });

  test('that grows too long in chunks is refused', async () => {
    const daemon = await start({ limits: { bodyBytes: 1000 } });
    const chunk = `200\r\n${'x'.repeat(512)}\r\n`;
    const head = 'POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(statusesIn(await send(daemon, head + chunk + chunk))).toEqual([413]);
  });

  test('of a denied request is not waited for, and its sender learns why', async () => {
    const daemon = await start();
    const received = await send(
      daemon,
      'POST /denied HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nx',
    );
    expect(answersIn(received)).toMatchObject([{ status: 403, headers: { connection: 'close' } }]);
  });

  test('of a denied request is never taken for the next request', async () => {
    const daemon = await start();
    const head = `POST /denied HTTP/1.1\r\nHost: a\r\nContent-Length: ${LAST.length}\r\n\r\n`;
    expect(statusesIn(await send(daemon, head + LAST + LAST))).toEqual([403, 200]);
  });

  test('is asked for only when it is wanted (Expect: 100-continue)', async () => {
    const daemon = await start();
    const expecting = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n`;
    const denied = await open(daemon);
    denied.write(expecting('/denied'));
    expect(statusesIn(await untilClosed(denied))).toEqual([403]);

    const wanted = await open(daemon);
    wanted.write(expecting('/x'));
    const [invitation] = await once(wanted, 'data');
    expect(String(invitation)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    wanted.write('abc');
    expect(answersIn(await untilClosed(wanted))).toMatchObject([{ status: 200 }]);
  });
});

describe('a connection', () => {
  test('beyond the limit is told to come back while all are at work', async () => {
    const { fetch, release, asked } = held();
    const daemon = await start({ fetch, limits: { connections: 1 } });
    const first = await open(daemon);
    first.write(LAST);
    await asked;
    const [refused] = answersIn(await send(daemon, ''));
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1', connection: 'close' } });
    release();
    expect(statusesIn(await untilClosed(first))).toEqual([200]);
    await servedAtLast(daemon);
  });

  test('that asks nothing makes room for one that does', async () => {
    const daemon = await start({ limits: { connections: 2 } });
    const idle = await Promise.all([open(daemon), open(daemon)]);
    const cut = Promise.race(idle.map((socket) => once(socket.resume(), 'end')));
    await servedAtLast(daemon); // Turned away for as long as both are young.
    await cut;
    for (const socket of idle) socket.destroy();
  });

  test('a thousand slow ones keep nobody from being served', async () => {
    const daemon = await start();
    const bytes = 'POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 20\r\n\r\n';
    const sockets = await Promise.all(Array.from({ length: 1000 }, () => open(daemon)));
    // Each is at another point of its request: from silence over half a head to half a body.
    const slow = sockets.map((socket, index) => ({ socket, sent: index % (bytes.length + 10) }));
    const text = bytes + 'x'.repeat(20);
    for (const { socket, sent } of slow) socket.write(text.slice(0, sent));
    for (let round = 0; round < 10; round += 1) {
      for (const client of slow) client.socket.write(text.charAt(client.sent++));
      expect(statusesIn(await send(daemon, LAST))).toEqual([200]);
    }
    // None was cut off for it: those who finish are answered.
    const [last] = slow.toSorted((a, b) => b.sent - a.sent);
    last!.socket.write(text.slice(last!.sent));
    expect(statusesIn(await untilClosed(last!.socket))).toEqual([200]);
    for (const { socket } of slow) socket.destroy();
  });

  test('half closed by its client is still answered', async () => {
    const daemon = await start();
    const socket = await open(daemon);
    socket.end(GET + GET);
    expect(statusesIn(await untilClosed(socket))).toEqual([200, 200]);
  });

  test('hears what broke off behind a request that still ran', async () => {
    const { fetch, release, asked } = held();
    const daemon = await start({ fetch, log: { ...SILENT, debug: release } });
    const socket = await open(daemon);
    socket.write(GET);
    await asked;
    socket.end('POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7a\r\nhalf');
    expect(statusesIn(await untilClosed(socket))).toEqual([200, 400]);
  });

  test('answers its requests in order, one at a time', async () => {
    let running = 0;
    const fetch: typeof echo = async (request, connection) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return echo(request, connection);
    };
    const daemon = await start({ fetch });
    const requests = Array.from({ length: 20 }, (_, index) => GET.replace('/x', `/${index}`));
    const received = await send(daemon, requests.join('') + LAST);
    const paths = answersIn(received).map(({ body }) => JSON.parse(body).path);
    expect(paths).toEqual([...requests.map((_, index) => `/${index}`), '/x']);
  });

  test('whose client does not read is cut off', async () => {
    const large = Buffer.alloc(64 * 1024 * 1024);
    let cut = () => {};
    const closed = new Promise<void>((resolve) => {
      cut = resolve;
    });
    const log = { ...SILENT, verbose: (line: string) => line.includes('Closed HTTP') && cut() };
    const daemon = await start({
      fetch: async () => new EngineResponse(large),
      limits: { answerMs: 300 },
      log,
    });
    const socket = await open(daemon);
    socket.pause();
    socket.write(GET);
    await closed;
    // What the kernel has taken over by now arrives, the rest never does.
    expect((await untilClosed(socket.resume())).length).toBeLessThan(large.length);
  });
});

describe('a daemon that stops', () => {
  test('finishes the requests it has and closes', async () => {
    const { fetch, release, asked } = held();
    const daemon = await start({ fetch });
    const busy = await open(daemon);
    const idle = await open(daemon);
    busy.write(GET);
    await asked;
    const drained = daemon.drain(60_000);
    await untilClosed(idle);
    await expect(open(daemon)).rejects.toThrow('ECONNREFUSED');
    release();
    expect(answersIn(await untilClosed(busy))).toMatchObject([
      { status: 200, headers: { connection: 'close' } },
    ]);
    await drained;
  });

  test('cuts what takes too long', async () => {
    const { fetch, asked } = held();
    const daemon = await start({ fetch });
    const busy = await open(daemon);
    busy.write(GET);
    await asked;
    await daemon.drain(10);
    expect(await untilClosed(busy)).toBe('');
  });
});

test('an answer carries the headers a browser needs to be safe', async () => {
  const daemon = await start();
  const [answer] = answersIn(await send(daemon, LAST));
  expect(answer?.headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
});
