import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersIn, open, type RawAnswer, send, type Target, untilClosed } from '../raw-client.ts';
import { buildProgram, type Program, type Running } from './program.ts';

let program: Program;
let token: string;
beforeAll(async () => {
  program = await buildProgram();
  const made = program.start('slurmrest', ['token']);
  expect(await made.exited).toBe(0);
  token = /^SLURM_JWT=(\S+)\n$/.exec(made.stdout())?.[1] ?? '';
}, 300_000);
afterAll(() => program.dispose());

const HEADS = {
  nobody: '',
  token: () => `X-SLURM-USER-TOKEN: ${token}\r\n`,
  proxy: 'X-SLURM-API-KEY: test\r\nX-SLURM-USER-ID: 0\r\n',
  somebodyElse: 'X-SLURM-USER-ID: 1\r\n',
};

async function ping(target: Target, who: keyof typeof HEADS): Promise<RawAnswer> {
  const head = HEADS[who];
  const credentials = typeof head === 'string' ? head : head();
  const request = `GET /slurm/v1/ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${credentials}\r\n`;
  return answersIn(await send(target, request))[0]!;
}

function serve(...args: string[]): Running {
  return program.start('slurmrest', ['serve', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The port of an address that was asked for as port 0. */
async function portOf(daemon: Running, host: string): Promise<number> {
  const escaped = host.replace(/[.[\]]/g, '\\$&');
  return Number((await daemon.told(new RegExp(`listening on .*http://${escaped}:(\\d+)`)))[1]);
}

describe('slurmrest serve', { timeout: 300_000 }, () => {
  test('as on the slides: several ports, a key, -vvv, no command', async () => {
    const daemon = program.start('slurmrestd', ['-k', 'test', '-vvv', 'localhost:0', '[::1]:0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const port = await portOf(daemon, 'localhost');
    const six = await portOf(daemon, '[::1]');
    expect((await ping({ port }, 'nobody')).status).toBe(403);
    expect((await ping({ host: '::1', port: six }, 'proxy')).body).toContain('"ping":"UP"');
    expect((await ping({ port }, 'token')).body).toContain('"ping":"UP"');
    await daemon.told(/operations_router: \/slurm\/v1\/ping for \[::1\]:\d+/);
    const command = readFileSync(`/proc/${daemon.child.pid}/cmdline`, 'latin1');
    expect(command).not.toMatch(/\0-k\0|test/);

    daemon.child.kill('SIGTERM');
    expect(await daemon.exited).toBe(0);
    const told = daemon.stderr();
    expect(told).toMatch(new RegExp(`^slurmrest: debug: +listen: localhost:${port} fd: \\d+$`, 'm'));
    expect(told).toMatch(new RegExp(`^slurmrest: debug: +listen: \\[::1\\]:${six} fd: \\d+$`, 'm'));
    expect(told).toMatch(/^slurmrest: debug: +server listen mode activated$/m);
    expect(told).toMatch(/^slurmrest: debug: +parse_http: Accepted HTTP connection from \[::1\]:\d+$/m);
    expect(told).toMatch(
      /^slurmrest: debug: +connection \[::1\]:\d+ url path: \/slurm\/v1\/ping query: \(null\)$/m,
    );
    expect(told).toMatch(/^slurmrest: debug: +parse_http: Closed HTTP connection from \[::1\]:\d+$/m);
    expect(told).not.toContain(token);
    expect(told).toMatch(/^slurmrest: authentication: proxy .*, jwt .*, local /m);
    expect(told).toMatch(/^slurmrest: try: export \$\(slurmrest token\); curl /m);
    expect(daemon.stdout()).toBe('');
  });

  test('on a UNIX socket, for the user the kernel names', async () => {
    const socket = path.join(program.folder, 's');
    const daemon = program.start('slurmrest', ['serve'], {
      env: { ...program.env, SLURMRESTD_LISTEN: `unix:${socket}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await daemon.told(/try: curl --unix-socket/);
    expect((await ping({ path: socket }, 'nobody')).status).toBe(200);
    expect((await ping({ path: socket }, 'somebodyElse')).status).toBe(403);
    expect(daemon.stderr()).not.toContain('operations_router');
  });

  test('stops at once when it is told twice', async () => {
    const daemon = serve('127.0.0.1:0');
    const socket = await open({ port: await portOf(daemon, '127.0.0.1') });
    socket.write(`POST /slurm/v1/job/submit HTTP/1.1\r\nHost: a\r\n${HEADS.token()}`);
    socket.write('Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
    // Once the body is asked for, a request is in progress that never ends.
    await new Promise((resolve) => socket.once('data', resolve));
    const cut = untilClosed(socket);
    daemon.child.kill('SIGINT');
    await daemon.told(/SIGINT: finishing the requests/);
    daemon.child.kill('SIGINT');
    expect(await daemon.exited).toBe(130);
    expect(await cut).toBe('');
  });

  test.each([
    ['a port that is taken', async () => taken(), 1, /Something else listens on 127\.0\.0\.1:\d+ already/],
    ['no address', async () => '9999', 2, /"9999" is not an address to listen on: .* write :9999/],
    [
      'an authentication type nobody knows',
      async () => ['-a', 'munge', '127.0.0.1:0'],
      2,
      /no authentication type "munge"/,
    ],
    [
      'a proxy without its key',
      async () => ['-a', 'proxy', '127.0.0.1:0'],
      2,
      /no key was given, see --key-file/,
    ],
    ['a user nobody knows', async () => ['-u', 'no-such-user', '127.0.0.1:0'], 1, /knows no such user/],
    ['half of the certificates', async () => ['--tls-cert', '/none', '127.0.0.1:0'], 2, /tls-key/],
    [
      'no certificates',
      async () => ['--tls-cert', '/none', '--tls-key', '/none', '127.0.0.1:0'],
      1,
      /\/none: ENOENT/,
    ],
  ])('is refused with %s', async (_, args, code, message) => {
    const daemon = serve(...[await args()].flat());
    expect(await daemon.exited).toBe(code);
    expect(daemon.stderr()).toMatch(message);
    expect(daemon.stderr()).not.toMatch(/^\s+at /m);
  });
});

const others: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of others) server.close();
});

async function taken(): Promise<string> {
  const server = createServer();
  others.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
}

/** A port nobody listens on; somebody else may take it, which these tests would tell. */
async function freePort(): Promise<number> {
  const address = await taken();
  const server = others.pop()!;
  await new Promise((resolve) => server.close(resolve));
  return Number(address.split(':')[1]);
}

/** Asks as soon as somebody listens. */
async function pingOnceUp(port: number, who: keyof typeof HEADS): Promise<RawAnswer> {
  for (;;) {
    try {
      return await ping({ port }, who);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('a connection or a socket handed over', { timeout: 300_000 }, () => {
  /** What hands it over, and what stdin of the program is then. */
  const WAYS: Record<string, (port: number) => [command: string, args: string[]]> = {
    'by systemd as a socket': (port) => [
      'systemd-socket-activate',
      [
        '-E',
        'SLURMREST_STATE',
        '-E',
        'PATH',
        '-l',
        `127.0.0.1:${port}`,
        `${program.folder}/slurmrest`,
        'serve',
      ],
    ],
    'by systemd as a connection (Accept=yes)': (port) => [
      'systemd-socket-activate',
      [
        '-E',
        'SLURMREST_STATE',
        '-E',
        'PATH',
        '--accept',
        '-l',
        `127.0.0.1:${port}`,
        `${program.folder}/slurmrest`,
        'serve',
      ],
    ],
    'by systemd as stdin': (port) => [
      'systemd-socket-activate',
      [
        '-E',
        'SLURMREST_STATE',
        '-E',
        'PATH',
        '--accept',
        '--inetd',
        '-l',
        `127.0.0.1:${port}`,
        `${program.folder}/slurmrest`,
        'inet',
      ],
    ],
    'by inetd, stderr and all': (port) => [
      'socat',
      [`TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork`, `EXEC:${program.folder}/slurmrest,nofork,stderr`],
    ],
  };
  test.each(Object.entries(WAYS))('%s is a network: strict, and authenticated', async (_, way) => {
    const port = await freePort();
    const [command, args] = way(port);
    program.start(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    expect((await pingOnceUp(port, 'nobody')).status).toBe(403);
    expect((await ping({ port }, 'token')).body).toContain('"ping":"UP"');
    const lenient = answersIn(await send({ port }, 'GET /slurm/v1/ping HTTP/1.1\r\n\r\n'));
    expect(lenient.map(({ status }) => status)).toEqual([400]);
  });

  test('by inetd as a UNIX socket is of the user the kernel names', async () => {
    const socket = path.join(program.folder, 'inetd');
    const args = [`UNIX-LISTEN:${socket},fork`, `EXEC:${program.folder}/slurmrest,nofork`];
    program.start('socat', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let answer: RawAnswer | undefined;
    while (!answer) answer = await ping({ path: socket }, 'nobody').catch(() => undefined);
    expect(answer.body).toContain('"ping":"UP"');
  });
});
