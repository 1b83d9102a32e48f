import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cluster, slurm, token } from './slurm.ts';

const PROGRAM = new URL('../../bin/slurmrest.js', import.meta.url).pathname;
const run = promisify(execFile);
let daemon: ChildProcess;
let url: string;

beforeAll(async () => {
  const args = [PROGRAM, 'serve', '--allow-root', '--auth-types=jwt', '[::1]:0'];
  daemon = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  url = await new Promise<string>((resolve, reject) => {
    let told = '';
    daemon.stderr!.on('data', (chunk) => {
      told += chunk;
      const found = /http:\/\/\[::1\]:\d+/.exec(told);
      if (found) resolve(found[0]);
    });
    daemon.once('exit', () => reject(new Error(told)));
  });
});
afterAll(async () => {
  daemon.kill();
  await slurm('scancel', ['--user=alice']);
});

async function slurmrest(args: readonly string[]): Promise<string> {
  const env = { ...process.env, SLURM_JWT: await token('alice') };
  const { stdout } = await run(process.execPath, [PROGRAM, ...args], { env, cwd: '/' });
  return stdout;
}

test('clients on IPv6 work with a cluster on IPv4', async () => {
  const script = `${cluster.jobs}/ipv6.sh`;
  writeFileSync(script, '#!/bin/sh\n#SBATCH --hold --job-name=ipv6\nid -un\n');
  const remote = ['--url', url];
  const printed = await slurmrest(['submit', ...remote, '--chdir', cluster.jobs, script]);
  const [id] = /\d+/.exec(printed)!;
  expect((await slurm('squeue', ['--noheader', '--format=%u %j', `--jobs=${id}`])).trim()).toBe('alice ipv6');
  expect(await slurmrest(['show', ...remote, '--no-header', '--format=%i %j %u'])).toContain(
    `${id} ipv6 alice`,
  );
  await slurmrest(['cancel', ...remote, id]);
  expect((await slurm('squeue', ['--noheader', '--states=all', '--format=%T', `--jobs=${id}`])).trim()).toBe(
    'CANCELLED',
  );
});

test('the filter of the site is in front of a cluster as well', async () => {
  const filter = `${cluster.jobs}/filter.mjs`;
  writeFileSync(
    filter,
    `export function pre_submit(options) {
       if (options.partition === 'short') return 'the short partition is closed today';
       options.comment = 'seen by the filter';
     }`,
  );
  const submit = (args: readonly string[]) =>
    slurmrest([
      'submit',
      '--cli-filter',
      filter,
      '--hold',
      '--chdir',
      cluster.jobs,
      ...args,
      '--wrap',
      'true',
    ]);
  const [id] = /\d+/.exec(await submit([]))!;
  expect((await slurm('squeue', ['--noheader', '--format=%k', `--jobs=${id}`])).trim()).toBe(
    'seen by the filter',
  );
  await expect(submit(['--partition=short'])).rejects.toMatchObject({
    stderr: expect.stringContaining('the short partition is closed today'),
  });
  await slurm('scancel', [id!]);
});

test('a user hears of a job and reads its output, which another may not', async () => {
  const as = async (user: string) => ({ 'X-SLURM-USER-TOKEN': await token(user) });
  const gone = new AbortController();
  const stream = await fetch(`${url}/slurm/v1/events`, { headers: await as('alice'), signal: gone.signal });
  const heard = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const until = async (wanted: RegExp) => {
    while (!wanted.test(told)) told += (await heard.read()).value;
  };
  await until(/^event: ready$/m);

  const script = `${cluster.jobs}/heard.sh`;
  writeFileSync(script, '#!/bin/sh\nchmod 600 heard.out\nsleep 3\necho done\n');
  const place = ['--job-name=heard', '--output=heard.out', '--chdir', cluster.jobs];
  const [id] = /\d+/.exec(await slurmrest(['submit', '--url', url, ...place, script]))!;
  const output = `${url}/slurm/v1/job/${id}/stdout`;
  await until(new RegExp(`"job_id":${id},.*"new_state":"RUNNING"`));
  const followed = await fetch(`${output}?follow=true`, { headers: await as('alice') });
  expect(await followed.text()).toBe('done\n');
  await until(new RegExp(`"job_id":${id},.*"new_state":"COMPLETED"`));
  gone.abort();
  expect((await fetch(output, { headers: await as('bob') })).status).toBe(403);
});
