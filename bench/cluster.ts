// Ours beside SchedMD's slurmrestd, in front of the same slurmctld, in one run: `node build.js bench cluster [JOBS]`
// with the env file of a test cluster sourced (test/cluster/README.md). Prints one line of JSON a measurement; the
// ratio is ours over theirs. SECONDS (default 5) is how long each is asked.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeSubmission } from '../src/client/slurmrestd/submission.ts';
import { type Load, load, type Question, round } from './load.ts';

const jobs = Number(process.argv[2] ?? 1000);
const seconds = Number(process.env['SECONDS'] ?? 5);
const release = variable('SLURM_TEST_VERSION');
const version = { '22.05': 38, '24.11': 42, '26.05': 45 }[release] ?? 42;
const theirs = variable('SLURM_TEST_SLURMRESTD');
const scontrol = (...args: string[]) => execFileSync('scontrol', args, { encoding: 'utf8' });
const headers = {
  'x-slurm-user-name': 'alice',
  'x-slurm-user-token': scontrol('token', 'username=alice', 'lifespan=7200').trim().replace('SLURM_JWT=', ''),
  'content-type': 'application/json',
};

const daemon = spawn(
  process.execPath,
  ['bin/slurmrest.js', 'serve', '--allow-root', '--auth-types=jwt', '127.0.0.1:0'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
const ours = await new Promise<string>((resolve, reject) => {
  let told = '';
  daemon.stderr.on('data', (chunk) => {
    told += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(told);
    if (found) resolve(found[0]);
  });
  daemon.once('exit', () => reject(new Error(told)));
});

const job = {
  name: 'bench',
  hold: true,
  current_working_directory: `${variable('SLURM_TEST_CLUSTER')}/jobs`,
  environment: { PATH: '/usr/bin:/bin' },
};
const script = '#!/bin/sh\n';
const submission = { job, script };
const submit = (body: unknown, path: string): Question => ({
  method: 'POST',
  path,
  headers,
  body: JSON.stringify(body),
});
const ourSubmit = submit(submission, '/slurm/v1/job/submit');
const theirSubmit = submit(writeSubmission(submission, version), `/slurm/v0.0.${version}/job/submit`);

try {
  await fill();
  for (const name of ['ping', 'diag', 'jobs'])
    for (const connections of [1, 8]) await compare(name, get(name), get(name, version), connections);
  const [{ job_id: first }] = (await listed()) as [{ job_id: number }];
  const change = setInterval(() => touch(first), 1000);
  await compare('jobs, one changing every second', get('jobs'), get('jobs', version), 8);
  clearInterval(change);
  await compare('submit', ourSubmit, theirSubmit, 8);
  await watchers();
} finally {
  daemon.kill();
  execFileSync('scancel', ['--user=alice']);
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: source the env file of a running cluster.`);
  return value;
}

function get(name: string, of?: number): Question {
  return { method: 'GET', path: `/slurm/v${of === undefined ? 1 : `0.0.${of}`}/${name}`, headers };
}

/** So many jobs are there. */
async function fill(): Promise<void> {
  for (let there = await count(); there < jobs; there = await count())
    await Promise.all(
      Array.from({ length: 8 }, async (_, each) => {
        for (let left = Math.floor((jobs - there + each) / 8); left > 0; left--)
          await fetch(ours + ourSubmit.path, { method: 'POST', headers, body: ourSubmit.body! });
      }),
    );
}

async function count(): Promise<number> {
  return (await listed()).length;
}

async function listed(): Promise<readonly { readonly job_id: number }[]> {
  const answer = await fetch(`${ours}/slurm/v1/jobs`, { headers });
  return ((await answer.json()) as { jobs: { job_id: number }[] }).jobs;
}

function touch(id: number): void {
  const comment = String(Date.now());
  fetch(`${ours}/slurm/v1/job/${id}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ job: { comment } }),
  }).catch(() => {});
}

async function compare(name: string, own: Question, other: Question, connections: number): Promise<void> {
  const one = await load(ours, own, connections, seconds);
  const two = await load(theirs, other, connections, seconds);
  print({
    measured: name,
    release,
    jobs,
    connections,
    ours: withMemory(one, daemon.pid!),
    slurmrestd: withMemory(two, slurmrestd()),
    ratio: round(one.perSecond / two.perSecond),
  });
}

function withMemory(figures: Load, pid: number): Load & { residentMiB: number } {
  const [, kib = '0'] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { ...figures, residentMiB: Math.round(Number(kib) / 1024) };
}

function slurmrestd(): number {
  const address = new URL(theirs).host;
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => pid > 0 && commandLine(pid).endsWith(`\0${address}\0`))!;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** RPCs that slurmctld sees while so many clients ask for the jobs once a second. */
async function watchers(): Promise<void> {
  const seen: Record<number, number> = {};
  for (const clients of [1, 200]) {
    const before = rpcs();
    const until = Date.now() + 10_000;
    const watch = async (_: unknown, index: number) => {
      await sleep((index * 1000) / clients);
      while (Date.now() < until) {
        // As `show --watch` asks.
        const asking = { ...headers, 'cache-control': 'max-age=1' };
        await (await fetch(`${ours}/slurm/v1/jobs`, { headers: asking })).arrayBuffer();
        await sleep(1000);
      }
    };
    await Promise.all(Array.from({ length: clients }, watch));
    seen[clients] = rpcs() - before;
  }
  print({ measured: 'RPCs of 10 seconds of watching, by clients', release, jobs, seen });
}

function rpcs(): number {
  const [, count = '0'] =
    /REQUEST_JOB_INFO\s+\(\s*\d+\)\s+count:(\d+)/.exec(execFileSync('sdiag', { encoding: 'utf8' })) ?? [];
  return Number(count);
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
