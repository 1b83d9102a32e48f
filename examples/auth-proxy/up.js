#!/usr/bin/env node
// The authenticating proxy of the slides on this machine: nginx, a login service, and slurmrest behind them.
// Ctrl-C takes it all down. Needs nginx (Debian: nginx-light).
// examples/auth-proxy/up.js [PORT]
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const here = import.meta.dirname;
const port = Number(process.argv[2] ?? 8080);
const program = process.env['SLURMREST'] ?? path.join(here, '../../bin/slurmrest.js');
const root = process.getuid() === 0;
/** Whom "test" acts as: whoever runs this, but a password that everybody knows must not open root's account. */
const uid =
  process.env['DEMO_UID'] ?? (root ? (process.env['SUDO_UID'] ?? '65534') : String(process.getuid()));

const run = mkdtempSync(path.join(tmpdir(), 'slurmrest-auth-proxy-'));
chmodSync(run, 0o711); // nginx's workers may run as another user.
const key = randomBytes(32).toString('base64url');
const file = (name) => path.join(run, name);
writeFileSync(file('key'), key, { mode: 0o600 });
const conf = readFileSync(path.join(here, 'nginx.conf'), 'utf8')
  .replaceAll('@RUN@', run)
  .replaceAll('@PORT@', String(port))
  .replaceAll('@KEY@', key);
writeFileSync(file('nginx.conf'), conf, { mode: 0o600 });

const children = [];
let ending = false;

function start(command, ...args) {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  child.once('error', (error) => {
    process.stderr.write(`auth-proxy: cannot run ${command}: ${error.code}. It has to be installed.\n`);
    down(1);
  });
  child.once('exit', () => down(1));
  children.push(child);
}

function down(code) {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  let left = children.filter((child) => child.pid !== undefined && child.exitCode === null);
  const tidy = () => rmSync(run, { recursive: true, force: true });
  if (left.length === 0) tidy();
  for (const child of left) {
    child.once('exit', () => {
      left = left.filter((other) => other !== child);
      if (left.length === 0) tidy();
    });
    child.kill('SIGTERM');
  }
}

process.once('SIGINT', () => down(0)).once('SIGTERM', () => down(0));

start(process.execPath, path.join(here, 'login.js'), file('login.sock'), uid);
const asRoot = root ? ['--allow-root'] : [];
start(
  program,
  'serve',
  '-a',
  'proxy',
  '--key-file',
  file('key'),
  ...asRoot,
  `unix:${file('slurmrest.sock')}`,
);
while (!ending && !(existsSync(file('login.sock')) && existsSync(file('slurmrest.sock')))) await wait(50);
if (!ending) {
  start('nginx', '-e', 'stderr', '-p', run, '-c', file('nginx.conf'));
  while (!ending && !existsSync(file('nginx.pid'))) await wait(50);
}
if (!ending) {
  const url = `http://localhost:${port}`;
  process.stderr.write(`auth-proxy: up; "test" acts as uid ${uid}. Try:\n`);
  process.stderr.write(`  curl '${url}/slurm/v1/ping'\n`);
  process.stderr.write(`  curl --user test:test -c /tmp/cookiejar '${url}/auth/' '${url}/slurm/v1/ping'\n`);
}
