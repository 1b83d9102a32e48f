import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openLocalScheduler } from '../../src/schedulers/local/local-scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';

type Main = (words: readonly string[], io: object) => Promise<number>;

const { loadCompiled, SHORT_PROGRAMS } = createRequire(import.meta.url)('../../bin/load-compiled.js') as {
  loadCompiled(file: string): { readonly main: Main };
  readonly SHORT_PROGRAMS: ReadonlyMap<string, string>;
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
  'the short programs, asking what is %s, do what the whole one does',
  async (use) => {
    const { main: whole } = (await import(dist('main.js'))) as { main: Main };
    for (const [command = '', ...rest] of COMMANDS) {
      const place = use === 'remote' ? ['--url', url] : ['--state', path.join(folder, 'state')];
      // To submit here would start a process that schedules; --state of cancel is of jobs, diag tells of the moment.
      if (use === 'local' && (command === 'cancel' || command === 'diag' || rest[0] === '--hold')) continue;
      const typed = rest.map((word) => (word === 'JOB' ? path.join(folder, 'job.sh') : word));
      const expected = await outcome(whole, [command, ...place, ...typed]);
      const { main: short } = loadCompiled(dist(`short/${SHORT_PROGRAMS.get(command)}.cjs`));
      const found = await outcome(short, [command, ...place, ...typed]);
      expect(found, [command, ...rest].join(' ')).toEqual(expected);
    }
  },
);

test('so they do with what few command lines come to', async () => {
  const slurmrestd = createServer(({ url: asked }, response) => {
    response.statusCode = asked === '/slurm/v0.0.43/ping' ? 200 : 404;
    response.end(response.statusCode === 200 ? '{"pings":[{"hostname":"h","responding":true}]}' : 'no');
  });
  await new Promise<void>((resolve) => slurmrestd.listen(0, '127.0.0.1', resolve));
  const conf = path.join(folder, 'filter.conf');
  writeFileSync(conf, 'NodeName=localhost\nPartitionName=all Nodes=ALL\nCliFilterPlugins=cli_filter/lua\n');
  writeFileSync(
    path.join(folder, 'cli_filter.lua'),
    'function slurm_cli_pre_submit() return slurm.ERROR end\n',
  );
  const controller = path.join(folder, 'controller.conf');
  writeFileSync(controller, 'ClusterName=c\nSlurmctldHost=localhost\nSlurmctldPort=1\nAuthType=auth/slurm\n');
  const request = path.join(folder, 'request.yaml');
  writeFileSync(request, 'job: {name: a}\nscript: "#!/bin/sh"\n');
  mkdirSync(path.join(folder, 'slurmrest'));
  writeFileSync(path.join(folder, 'slurmrest/config.yaml'), `clusters: {lab: {url: "${url}"}}\n`);
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  const state = ['--state', path.join(folder, 'filtered')];
  try {
    const { main: whole } = (await import(dist('main.js'))) as { main: Main };
    for (const [command, ...rest] of [
      ['ping', '--url', `http://127.0.0.1:${(slurmrestd.address() as { port: number }).port}`],
      ['show', '-M', 'lab'],
      ['show', '--output', 'yaml', '--url', url],
      ['show', '--output', 'csv', '--url', url],
      ['submit', '--dry-run', request],
      ['submit', ...state, '--conf', conf, path.join(folder, 'job.sh')],
      ['ping', '--conf', controller],
    ] as [string, ...string[]][]) {
      const expected = await outcome(whole, [command, ...rest]);
      expect(expected.stderr, command).not.toContain('internal error');
      const { main: short } = loadCompiled(dist(`short/${SHORT_PROGRAMS.get(command)}.cjs`));
      expect(await outcome(short, [command, ...rest]), rest.join(' ')).toEqual(expected);
    }
  } finally {
    vi.unstubAllEnvs();
    slurmrestd.close();
  }
});

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
