import { createHmac, generateKeyPairSync, randomBytes, sign as signWith } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { embeddedKeyFile, ensureKeyFile } from '../../../src/engine/auth/mint.ts';
import { makeCertificate } from '../certificates.ts';
import { buildProgram, type Program } from '../process/program.ts';
import { answersIn, open, type RawAnswer, send, type Target, untilClosed } from '../raw-client.ts';
import { type Asked, type Attempt, SECRET, type Signing, VICTIM, type Way, type World } from './attempt.ts';

/** Daemons over one embedded scheduler, one behind each way in. */
export interface Machine extends World {
  carryOut(attempt: Attempt, way: Way): Promise<RawAnswer>;
  dispose(): Promise<void>;
}

export async function startMachine(): Promise<Machine> {
  const program = await buildProgram('embedded');
  chmodSync(program.folder, 0o711); // Other users come for the UNIX socket.
  const state = program.env['SLURMREST_STATE']!;
  mkdirSync(state, { mode: 0o700 });
  await ensureKeyFile(embeddedKeyFile(state));
  const key = randomBytes(16).toString('hex');
  const keyFile = path.join(program.folder, 'proxy.key');
  writeFileSync(keyFile, key, { mode: 0o600 });
  const env = { ...program.env, SLURMREST_API_KEY_FILE: keyFile };

  const socket = path.join(program.folder, 's');
  const daemon = program.start('slurmrest', ['serve', '127.0.0.1:0', '[::1]:0', `unix:${socket}`], { env });
  const told = await daemon.told(/http:\/\/127\.0\.0\.1:(\d+), http:\/\/\[::1\]:(\d+)/);
  const [, four, six] = told.map(Number);
  const targets: Partial<Record<Way, Target>> = {
    tcp: { port: four! },
    tcp6: { host: '::1', port: six! },
    tls: { port: await startTls(program, env) },
    systemd: { port: await startActivated(program, env) },
    inetd: { port: await startInetd(program, env) },
    unix: { path: socket },
  };

  const { uid, username: name } = userInfo();
  const world: World = {
    me: { name, uid },
    key,
    token: async (user, claims = {}, how = { alg: 'HS256' }) =>
      makeToken(how.key ? randomBytes(32) : readFileSync(embeddedKeyFile(state)), user, claims, how),
    async job() {
      const environment = { PATH: '/bin', WORD: SECRET };
      const body = {
        job: { current_working_directory: '/tmp', hold: true, environment },
        script: `#!/bin/sh\n# ${SECRET}\n`,
      };
      const headers = { 'X-SLURM-API-KEY': key, 'X-SLURM-USER-NAME': VICTIM.name };
      const asked: Asked = { method: 'POST', target: '/slurm/v1/job/submit', headers, body };
      const [answer] = answersIn(await send(targets.tcp!, bytesOf(asked)));
      return JSON.parse(answer?.body ?? '').job_id;
    },
  };
  return {
    ...world,
    async carryOut({ ask, as }, way) {
      const bytes = bytesOf(await ask(world));
      const answers = answersIn(await exchange(program, env, way, targets[way], bytes, as?.uid));
      if (answers.length !== 1) throw new Error(`${answers.length} answers`);
      return answers[0]!;
    },
    dispose: () => program.dispose(),
  };
}

function bytesOf({ method = 'GET', target = '/slurm/v1/ping', headers = {}, body }: Asked): string {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries({
    Host: 'localhost',
    Connection: 'close',
    ...headers,
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': text.length }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${text}`;
}

async function exchange(
  program: Program,
  env: NodeJS.ProcessEnv,
  way: Way,
  target: Target | undefined,
  bytes: string,
  uid: number | undefined,
): Promise<string> {
  if (way === 'pipe') return piped(program, env, 'slurmrest', ['inet'], bytes);
  if (way === 'tls') {
    const socket = connect({ host: '127.0.0.1', ...(target as { port: number }), rejectUnauthorized: false });
    socket.write(bytes);
    return untilClosed(socket);
  }
  if (uid === undefined || !target || !('path' in target)) return send(target!, bytes);
  const as = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  return piped(program, env, 'setpriv', [...as, 'socat', '-t300', '-', `UNIX-CONNECT:${target.path}`], bytes);
}

async function piped(
  program: Program,
  env: NodeJS.ProcessEnv,
  command: string,
  args: string[],
  input: string,
): Promise<string> {
  const run = program.start(command, args, { env });
  run.child.stdin?.end(input, 'latin1');
  await run.exited;
  return run.stdout();
}

async function startTls(program: Program, env: NodeJS.ProcessEnv): Promise<number> {
  const { cert, key } = makeCertificate(program.folder, 'tls');
  const args = ['serve', '--tls-cert', cert, '--tls-key', key, '127.0.0.1:0'];
  const daemon = program.start('slurmrest', args, { env });
  return Number((await daemon.told(/https:\/\/127\.0\.0\.1:(\d+)/))[1]);
}

async function startActivated(program: Program, env: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort();
  const pass = Object.keys(env).flatMap((name) => ['-E', name]);
  program.start(
    'systemd-socket-activate',
    [...pass, '-l', `127.0.0.1:${port}`, `${program.folder}/slurmrest`, 'serve'],
    { env },
  );
  await reachable(port);
  return port;
}

async function startInetd(program: Program, env: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort();
  const listen = `TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork`;
  program.start('socat', [listen, `EXEC:${program.folder}/slurmrest inet,nofork,stderr`], { env });
  await reachable(port);
  return port;
}

/** A port nobody listens on. */
async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function reachable(port: number): Promise<void> {
  for (;;) {
    const socket = await open({ port }).catch(() => undefined);
    if (socket) return void socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** RFC 7515, by hand: libraries refuse to make most of these. */
function makeToken(key: Buffer, sun: string, claims: Record<string, unknown>, { alg }: Signing): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode({ sun, iat: now, exp: now + 600, ...claims })}`;
  return `${signed}.${signatureOf(signed, key, alg)}`;
}

function signatureOf(signed: string, key: Buffer, alg: Signing['alg']): string {
  if (alg === 'none') return '';
  if (alg === 'RS256') {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return signWith('sha256', Buffer.from(signed), privateKey).toString('base64url');
  }
  const hash = alg === 'HS256' ? 'sha256' : 'sha512';
  return createHmac(hash, key).update(signed).digest('base64url');
}
