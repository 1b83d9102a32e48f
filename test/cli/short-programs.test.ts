import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLocalScheduler } from '../../src/schedulers/local/local-scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';

type Main = (words: readonly string[], io: object) => Promise<number>;

const { loadCompiled } = createRequire(import.meta.url)('../../bin/load-compiled.js') as {
  loadCompiled(file: string): { readonly main: Main };
};
const dist = (file: string) => path.resolve(import.meta.dirname, '../../dist', file);

/** What a command line prints, and its exit code. */
async function outcome(main: Main, words: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 80,
    write(text: string) {
      said[name] += text;
      return true;
    },
    on() {},
    once() {},
    off() {},
  });
  const code = await main(words, {
    stdin: stream('stdout'),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  });
  return { code, ...said };
}

let folder: string;
let url: string;
const daemon = createServer(({ url: asked }, response) => {
  const found = asked?.startsWith('/slurm/v1/job');
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  const errors = [{ error: 'No such path.', error_code: 2017, source: 'test' }];
  response.end(JSON.stringify(found ? { errors: [], jobs: [], job_id: 7 } : { errors }));
});
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'short-'));
  writeFileSync(path.join(folder, 'job.sh'), '#!/bin/sh\n#SBATCH --time=5\n');
  await rememberJob(path.join(folder, 'state'));
  await new Promise<void>((resolve) => daemon.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(daemon.address() as { port: number }).port}`;
});
afterAll(() => {
  daemon.close();
  rmSync(folder, { recursive: true });
});

/** Leaves a job in the history of an embedded scheduler, without starting it. */
async function rememberJob(stateDir: string): Promise<void> {
  const scheduler = await openLocalScheduler({ stateDir, log: SILENT, leaderCommand: [], lead: true });
  const me: Caller = { uid: process.getuid!(), gid: process.getgid!(), name: 'me', credential: 'local' };
  const job = { work_dir: folder, environment: ['PATH=/bin'], hold: true };
  const { jobId } = await scheduler.submit(me, { jobs: [job], script: '#!/bin/sh\n' });
  await scheduler.cancel(me, { kind: 'job', jobId });
  await scheduler.close();
}

const COMMANDS = [
  ['show'],
  ['show', 'job', '4242'],
  ['show', 'history', '--json'],
  ['show', '--json'],
  ['show', '--bad'],
  ['ping'],
  ['diag'],
  ['cancel', '12', '--json'],
  ['hold', 'x'],
  ['submit', '--hold', 'JOB'],
  ['submit', '--dry-run', 'JOB'],
  ['submit', '--array=x', 'JOB'],
];

test.each(['remote', 'local'])(
  'the short program for what is %s does what the whole one does',
  async (use) => {
    const { main: whole } = (await import(dist('main.js'))) as { main: Main };
    const { main: short } = loadCompiled(dist(`short/${use}.cjs`));
    for (const [command = '', ...rest] of COMMANDS) {
      const place = use === 'remote' ? ['--url', url] : ['--state', path.join(folder, 'state')];
      // To submit here would start a process that schedules; --state of cancel is of jobs, diag tells of the moment.
      if (use === 'local' && (command === 'cancel' || command === 'diag' || rest[0] === '--hold')) continue;
      const typed = rest.map((word) => (word === 'JOB' ? path.join(folder, 'job.sh') : word));
      const expected = await outcome(whole, [command, ...place, ...typed]);
      const found = await outcome(short, [command, ...place, ...typed]);
      expect(found, [command, ...rest].join(' ')).toEqual(expected);
    }
  },
);

test.each([
  [['submit', '--dry-run', 'job.sh', '--url', 'http://127.0.0.1:1']],
  [['show', '--state', 'state', '--', '--url']],
  [['show', '--help']],
  [['serve', '--bad']],
])('%s is done by a program that can', (words) => {
  const { SLURMREST_URL: _, ...env } = process.env;
  const bin = path.resolve(import.meta.dirname, '../../bin/slurmrest.js');
  const { stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    cwd: folder,
    env: { ...env, SLURMREST_STATE: path.join(folder, 'state') },
    encoding: 'utf8',
  });
  expect(stdout + stderr).not.toContain('internal error');
});
