import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersIn, type RawAnswer, send } from '../raw-client.ts';
import { buildProgram, type Program, type Running } from './program.ts';

const run = promisify(execFile);
const UP = path.resolve(import.meta.dirname, '../../../examples/auth-proxy/up.js');
/** Whom "test" acts as. */
const UID = 65534;

let program: Program;
let demo: Running;
let port: number;
beforeAll(async () => {
  program = await buildProgram();
  port = await freePort();
  const env = {
    ...program.env,
    PATH: `${program.env['PATH']}:/usr/sbin`,
    SLURMREST: path.join(program.folder, 'slurmrest'),
    DEMO_UID: String(UID),
  };
  demo = program.start(process.execPath, [UP, String(port)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  await demo.told(/auth-proxy: up/);
}, 300_000);
afterAll(async () => {
  demo.child.kill('SIGTERM');
  await demo.exited;
  await program.dispose();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return free;
}

async function ask(target: string, head = '', method = 'GET', body = ''): Promise<RawAnswer> {
  const own = `Host: localhost:${port}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n`;
  const [answer] = answersIn(
    await send({ port }, `${method} ${target} HTTP/1.1\r\n${own}${head}\r\n${body}`),
  );
  return answer!;
}

const basic = (text: string) => `Authorization: Basic ${Buffer.from(text).toString('base64')}\r\n`;

async function login(): Promise<string> {
  const { headers } = await ask('/auth/', basic('test:test'));
  return `Cookie: ${headers['set-cookie']?.split(';')[0]}\r\n`;
}

/** The user a submission was taken for. */
async function submitter(head: string): Promise<number> {
  const body = JSON.stringify({ job: { current_working_directory: '/tmp' }, script: '#!/bin/sh\n' });
  const submitted = await ask(
    '/slurm/v1/job/submit',
    `Content-Type: application/json\r\n${head}`,
    'POST',
    body,
  );
  expect(submitted.status).toBe(200);
  const job = await ask(`/slurm/v1/job/${JSON.parse(submitted.body).job_id}`, await login());
  return JSON.parse(job.body).user_id;
}

describe('behind the proxy', { timeout: 300_000 }, () => {
  test('nobody gets in without a login: the first request of the slides', async () => {
    const { stdout } = await run('curl', ['-s', `http://localhost:${port}/slurm/v1/ping`]);
    const lines = stdout.split('\r\n');
    expect(lines.slice(0, 4)).toEqual([
      '<html>',
      '<head><title>401 Authorization Required</title></head>',
      '<body>',
      '<center><h1>401 Authorization Required</h1></center>',
    ]);
  });

  test('a login lets in: the second request of the slides', async () => {
    const jar = path.join(program.folder, 'cookiejar');
    const urls = ['/auth/', '/slurm/v1/ping'].map((target) => `http://localhost:${port}${target}`);
    const { stdout } = await run('curl', ['-s', '--user', 'test:test', '-c', jar, ...urls]);
    expect(stdout).toBe(
      '<p>Hello test.</p><p>You entered test as your password.</p>\n{"errors":[],"ping":{"spheron":{},"ping":"UP","status":0,"mode":"primary"}}',
    );
    expect(readFileSync(jar, 'utf8')).toMatch(/^#HttpOnly_localhost\t.*\tsession\t[\w-]{43}$/m);
  });

  test.each<[string, string, string, number]>([
    ['no password', '/auth/', '', 401],
    ['a wrong password', '/auth/', basic('test:guess'), 401],
    ['a wrong user', '/auth/', basic('root:test'), 401],
    ['an empty user and password', '/auth/', basic(':'), 401],
    ['no session', '/slurm/v1/jobs', '', 401],
    ['a password without a session', '/slurm/v1/jobs', basic('test:test'), 401],
    ['a made-up session', '/slurm/v1/jobs', `Cookie: session=${'A'.repeat(43)}\r\n`, 401],
    ['an empty session', '/slurm/v1/jobs', 'Cookie: session=\r\n', 401],
    ['forged headers', '/slurm/v1/jobs', 'X-SLURM-API-KEY: a\r\nX-SLURM-USER-ID: 0\r\n', 401],
    ['no session, by a step', '/auth/../slurm/v1/jobs', '', 401],
    ['no session, by an encoded step', '/auth/%2e%2e/slurm/v1/jobs', '', 401],
    ['no session, the specification', '/openapi.json', '', 401],
    ['the inner path', '/validate/', '', 404],
  ])('%s is not enough', async (_, target, head, status) => {
    expect((await ask(target, head)).status).toBe(status);
  });

  test.each([
    ['no header', ''],
    ['a uid', 'X-SLURM-USER-ID: 0\r\n'],
    ['a name', 'X-SLURM-USER-NAME: root\r\n'],
    ['a name in small letters', 'x-slurm-user-name: root\r\n'],
    ['a uid twice', 'X-SLURM-USER-ID: 0\r\nX-SLURM-USER-ID: 1\r\n'],
    ['a uid with underscores', 'X_SLURM_USER_ID: 0\r\n'],
    ['a token', 'X-SLURM-USER-TOKEN: a.b.c\r\n'],
    ['a bearer', 'Authorization: Bearer a.b.c\r\n'],
    ['a key', 'X-SLURM-API-KEY: guess\r\nX-SLURM-USER-ID: 0\r\n'],
    ['a uid and the wish to drop the proxy’s', 'X-SLURM-USER-ID: 0\r\nConnection: X-SLURM-USER-ID\r\n'],
  ])('a session with %s acts as the user of the session', async (_, forged) => {
    expect(await submitter((await login()) + Buffer.from(forged).toString('latin1'))).toBe(UID);
  });

  test('a session ends with a logout', async () => {
    const session = await login();
    expect((await ask('/slurm/v1/ping', session)).status).toBe(200);
    expect((await ask('/auth/logout', session, 'POST')).status).toBe(204);
    expect((await ask('/slurm/v1/ping', session)).status).toBe(401);
  });

  test('the key stays with its owner', () => {
    const told = demo.stdout() + demo.stderr();
    const folder = /unix:(\S+)\/slurmrest\.sock/.exec(told)?.[1] ?? '';
    const key = readFileSync(`${folder}/key`, 'utf8');
    expect(told).not.toContain(key);
    for (const file of ['key', 'nginx.conf']) expect(statSync(`${folder}/${file}`).mode & 0o777).toBe(0o600);
  });
});
