import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
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
    const args = ['-k', 'test', '-vvv', 'localhost:0', '[::1]:0', '127.0.0.1:0'];
    const daemon = program.start('slurmrestd', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const port = await portOf(daemon, 'localhost');
    const six = await portOf(daemon, '[::1]');
    const four = await portOf(daemon, '127.0.0.1');
    expect((await ping({ port }, 'nobody')).status).toBe(403);
    expect((await ping({ host: '::1', port: six }, 'proxy')).body).toContain('"ping":"UP"');
    expect((await ping({ port }, 'token')).body).toContain('"ping":"UP"');
    expect((await ping({ port: four }, 'proxy')).body).toContain('"ping":"UP"');
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

  test('counts its requests, and ends the streams of changes when it stops', async () => {
    const path = `${program.folder}/streams`;
    const daemon = serve(`unix:${path}`);
    await daemon.told(/listening on/);
    const ask = (what: string) =>
      send({ path }, `GET ${what} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    await ask('/slurm/v1/ping');
    expect(await ask('/metrics')).toContain('slurmrest_requests_total{operation="ping",status="200"} 1');

    const listener = await open({ path });
    listener.write('GET /slurm/v1/events HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(listener, 'readable');
    daemon.child.kill('SIGTERM');
    const heard = await untilClosed(listener);
    expect(heard).toContain('event: ready');
    expect(heard).toMatch(/\r\n0\r\n\r\n$/);
    expect(await daemon.exited).toBe(0);
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

  test('of a configuration (-f), which it names', async () => {
    const conf = path.join(program.folder, 'slurm.conf');
    writeFileSync(conf, 'ClusterName=linux\n');
    const daemon = serve('-v', '-f', conf, '127.0.0.1:0');
    expect((await ping({ port: await portOf(daemon, '127.0.0.1') }, 'token')).status).toBe(200);
    expect(daemon.stderr()).toContain(`slurmrest: debug:  Reading slurm.conf file: ${conf}\n`);
  });

  test('finishes the request in progress when it is told to stop, and ends well', async () => {
    const daemon = serve('127.0.0.1:0');
    const port = await portOf(daemon, '127.0.0.1');
    const body = JSON.stringify({ job: { current_working_directory: '/tmp' }, script: '#!/bin/sh\ntrue' });
    const socket = await open({ port });
    socket.write(`POST /slurm/v1/job/submit HTTP/1.1\r\nHost: a\r\n${HEADS.token()}Expect: 100-continue\r\n`);
    socket.write(`Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    const rest = untilClosed(socket);
    daemon.child.kill('SIGTERM');
    await daemon.told(/SIGTERM: finishing the requests/);
    await expect(untilRefused(port)).resolves.toBe('ECONNREFUSED');
    socket.write(body);
    expect(answersIn(await rest)).toMatchObject([{ status: 200, headers: { connection: 'close' } }]);
    expect(await daemon.exited).toBe(0);
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
    [
      'a host nobody knows',
      async () => 'no-such-host.invalid:0',
      1,
      /No address is known for the host of no-such-host\.invalid:0/,
    ],
    [
      'the address of another machine',
      async () => '192.0.2.1:0',
      1,
      /192\.0\.2\.1:0 is not an address of this machine/,
    ],
    [
      'a UNIX socket where a file is',
      async () => `unix:${program.folder}/package.json`,
      1,
      /a file that is no socket is in the way/,
    ],
    [
      'a UNIX socket in no folder',
      async () => `unix:${program.folder}/none/s`,
      1,
      /its folder cannot be used \(ENOENT\); make it first/,
    ],
    ['no configuration', async () => ['-f', '/none', '127.0.0.1:0'], 2, /Cannot read \/none: /],
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

/** Connects again and again until nobody listens any more; the error code of that. */
async function untilRefused(port: number): Promise<string | undefined> {
  for (;;) {
    try {
      (await open({ port })).destroy();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whom the kernel had accepted before the socket closed, it resets.
      if (code !== 'ECONNRESET') return code;
    }
  }
}

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

describe('slurmrest inet', { timeout: 300_000 }, () => {
  test('at a terminal answers what is typed, until the input ends', async () => {
    const { spawn } = await import('@lydell/node-pty');
    const env = program.env as Record<string, string>;
    const terminal = spawn(`${program.folder}/slurmrest`, ['inet', '-v'], { env, cwd: program.folder });
    let shown = '';
    const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
    const answered = new Promise<void>((resolve) => {
      terminal.onData((data) => {
        shown += data;
        if (shown.includes('Interactive mode activated (TTY detected on STDIN)') && !shown.includes('GET'))
          terminal.write('GET /slurm/v1/ping HTTP/1.1\n\n');
        if (shown.includes('"ping":"UP"')) resolve();
      });
    });
    await Promise.race([answered, ended]);
    terminal.write('\x04');
    expect([await ended, shown]).toEqual([0, expect.stringContaining('HTTP/1.1 200 OK')]);
  });
});

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
        '-E',
        'SLURMRESTD_SECURITY',
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
        '-E',
        'SLURMRESTD_SECURITY',
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
        '-E',
        'SLURMRESTD_SECURITY',
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
    'by xinetd, with the file of examples/': (port) => [
      '/usr/sbin/xinetd',
      ['-dontfork', '-f', xinetdFile(port), '-pidfile', path.join(program.folder, 'xinetd.pid')],
    ],
  };

  /** The example, for this port, this user and the program under test. */
  function xinetdFile(port: number): string {
    const values: Readonly<Record<string, string>> = {
      port: String(port),
      user: userInfo().username,
      server: `${program.folder}/slurmrest`,
    };
    const example = readFileSync(
      path.resolve(import.meta.dirname, '../../../examples/xinetd/slurmrest'),
      'utf8',
    );
    const file = path.join(program.folder, 'xinetd.conf');
    const replaced = example.replace(/^(\s*(\w+)\s*= ).*$/gm, (line, start: string, name: string) =>
      name in values ? start + values[name] : line,
    );
    writeFileSync(file, replaced);
    return file;
  }

  test.each(Object.entries(WAYS))('%s is a network: strict, and authenticated', async (_, way) => {
    const port = await freePort();
    const [command, args] = way(port);
    program.start(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    expect((await pingOnceUp(port, 'nobody')).status).toBe(403);
    expect((await ping({ port }, 'token')).body).toContain('"ping":"UP"');
    const lenient = answersIn(await send({ port }, 'GET /slurm/v1/ping HTTP/1.1\r\n\r\n'));
    expect(lenient.map(({ status }) => status)).toEqual([400]);
  });

  test('several sockets at once by systemd: a port and a path', async () => {
    const port = await freePort();
    const socket = path.join(program.folder, 'activated');
    const pass = [
      '-E',
      'SLURMREST_STATE',
      '-E',
      'PATH',
      '-E',
      'SLURMRESTD_SECURITY',
      '-l',
      `127.0.0.1:${port}`,
      '-l',
      socket,
    ];
    const args = [...pass, `${program.folder}/slurmrest`, 'serve'];
    program.start('systemd-socket-activate', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    expect((await pingOnceUp(port, 'nobody')).status).toBe(403);
    expect((await ping({ path: socket }, 'nobody')).body).toContain('"ping":"UP"');
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
