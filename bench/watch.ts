// What `show --watch` costs: `node build.js bench watch [JOBS]` has the program itself show so many jobs (default
// 100,000) in a terminal of 200x50, once a second, while one of a hundred changes each second behind a daemon. Prints
// one line of JSON: the share of a core of both over SECONDS (default 20), how often the screen was fresh, and memory.
import { spawn as spawnProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { v1 } from '../src/api/v1/index.ts';
import { localAuthenticator } from '../src/engine/auth/local.ts';
import { createEngine } from '../src/engine/engine.ts';
import { parseAddress } from '../src/server/address.ts';
import { startDaemon } from '../src/server/daemon.ts';
import { DEFAULT_LIMITS } from '../src/server/limits.ts';
import { accounts } from '../src/slurm/accounts.ts';
import { ManyJobs } from './many-jobs.ts';
import { round } from './report/figure.ts';

const [, , size = '100000', socket] = process.argv;
const jobs = Number(size);
const seconds = Number(process.env['SECONDS'] ?? 20);
/** Clock ticks a second, which is how /proc counts CPU time. */
const TICKS = 100;

if (socket) await serve(socket);
else await measure();

async function serve(address: string): Promise<void> {
  const log = {
    error: (text: string) => process.stderr.write(`${text}\n`),
    info() {},
    verbose() {},
    debug() {},
  };
  const scheduler = new ManyJobs(jobs);
  const fetch = createEngine({
    scheduler,
    operations: v1,
    authenticators: [localAuthenticator(accounts)],
    log,
  });
  await startDaemon({
    addresses: [parseAddress(address)],
    inherited: [],
    fetch,
    log,
    limits: DEFAULT_LIMITS,
  });
  setInterval(() => scheduler.churn(100), 1000);
  process.stdout.write('ready\n');
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-bench-'));
  const address = `unix:${folder}/socket`;
  const daemon = spawnProcess(process.execPath, [fileURLToPath(import.meta.url), size, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => daemon.stdout.once('data', resolve));
  const program = spawn(process.execPath, ['bin/slurmrest.js', 'show', '--watch=1', '--url', address], {
    cols: 200,
    rows: 50,
    env: process.env,
  });
  let drawn = '';
  program.onData((data) => {
    drawn = (drawn + data).slice(-100_000);
  });
  try {
    while (!/ R [\d,]+/.test(drawn)) await sleep(100);
    await sleep(5000);
    drawn = '';
    const pids = { view: program.pid, daemon: daemon.pid! };
    const before = { view: ticks(pids.view), daemon: ticks(pids.daemon) };
    const begun = performance.now();
    await sleep(seconds * 1000);
    const took = (performance.now() - begun) / 1000;
    const share = (of: keyof typeof pids) => round((ticks(pids[of]) - before[of]) / took / (TICKS / 100));
    const line = {
      measured: 'show --watch',
      jobs,
      changedEachSecond: jobs / 100,
      refreshesASecond: round(new Set(drawn.match(/\d\d:\d\d:\d\d every/g)).size / took),
      percentOfACore: share('view'),
      residentMiB: residentMiB(pids.view),
      daemonPercentOfACore: share('daemon'),
      daemonResidentMiB: residentMiB(pids.daemon),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } finally {
    program.kill('SIGKILL');
    daemon.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

/** User and system time of a process. Source: proc(5), /proc/[pid]/stat, fields 14 and 15. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function residentMiB(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
}
