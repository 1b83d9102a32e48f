import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersIn, send } from '../raw-client.ts';
import { buildProgram, type Program, type Running } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram();
}, 300_000);
afterAll(() => program.dispose());

const ROOT = process.getuid?.() === 0;
/** A user with no rights at all, as /etc/passwd has one of this number everywhere. */
const NOBODY = 65534;

function serve(env: NodeJS.ProcessEnv, ...args: string[]): Running {
  return program.start('slurmrest', ['serve', ...args], {
    env: { ...program.env, SLURMRESTD_SECURITY: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Writes a slurm.conf that names a controller and a SlurmUser. */
function clusterOf(slurmUser: string): string {
  const file = path.join(program.folder, `${slurmUser}.conf`);
  writeFileSync(file, `ClusterName=linux\nSlurmctldHost=localhost\nSlurmUser=${slurmUser}\n`);
  return file;
}

const userName = /^([^:]+):/m.exec(
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.split(':')[2] === String(process.getuid?.())) ?? '',
)?.[1];

/** What is refused to root, and to anybody else. */
const REFUSED: [string, () => string[], RegExp][] = ROOT
  ? [
      ['root', () => [], /Not serving as root: .* could run programs as any user\. .*--allow-root/],
      ['root, asked for by name', () => ['--user', 'root'], /Not serving as root/],
      [
        'root in front of a cluster',
        () => ['-f', clusterOf('nobody')],
        /Not serving as root: .* could do anything to the cluster/,
      ],
      [
        'the SlurmUser of the cluster',
        () => ['-f', clusterOf('nobody'), '--user', 'nobody'],
        /Not serving as nobody: .* could do anything to the cluster/,
      ],
    ]
  : [
      ['somebody else', () => ['--user', 'root', '--allow-root'], /Cannot become root: only root can/],
      [
        'the SlurmUser of the cluster',
        () => ['-f', clusterOf(userName ?? '')],
        /could do anything to the cluster/,
      ],
    ];

/** What is allowed, and by which words. */
const ALLOWED: [string, NodeJS.ProcessEnv, string[]][] = [
  ['--allow-root', {}, ['--allow-root']],
  ['SLURMRESTD_SECURITY=become_user', { SLURMRESTD_SECURITY: 'become_user' }, []],
  ['SLURMRESTD_SECURITY=disable_user_check', { SLURMRESTD_SECURITY: 'disable_user_check' }, []],
];

describe('serving', { timeout: 300_000 }, () => {
  test.each(REFUSED)('as %s is refused', async (_, args, reason) => {
    const daemon = serve({}, '127.0.0.1:0', ...args());
    expect(await daemon.exited).toBe(1);
    expect(daemon.stderr()).toMatch(reason);
    expect(daemon.stderr()).not.toContain('listening');
  });

  test.each(ALLOWED)('is a choice with %s', async (_, env, args) => {
    await serve(env, '127.0.0.1:0', ...args).told(/listening on http:\/\/127\.0\.0\.1:\d+/);
  });
});

/** The ids of a process: real, effective, saved, file system; and its supplementary groups. See proc(5). */
function identityOf(pid: number | undefined) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const ids = (name: string) => new RegExp(`^${name}:\\s*(.*?)\\s*$`, 'm').exec(status)?.[1]?.split(/\s+/);
  return { uid: ids('Uid'), gid: ids('Gid'), groups: ids('Groups') };
}

describe('--user and --group', { timeout: 300_000 }, () => {
  test.each(ROOT ? ['nobody', String(NOBODY)] : [])(
    'become %s for good, once the sockets are open',
    async (user) => {
      // A folder for root only: who becomes somebody else too early cannot listen there.
      const closed = path.join(program.folder, `closed-${user}`);
      mkdirSync(closed, { mode: 0o700 });
      const state = path.join(program.folder, `state-${user}`);
      mkdirSync(state);
      chownSync(state, NOBODY, NOBODY);
      chmodSync(program.folder, 0o755);
      const key = path.join(program.folder, 'proxy.key');
      writeFileSync(key, 'secret', { mode: 0o600 });

      const env = { SLURMREST_STATE: state };
      const args = ['--user', user, '--group', String(NOBODY), '--key-file', key];
      const daemon = serve(env, ...args, '127.0.0.1:0', `unix:${closed}/s`);
      const port = Number((await daemon.told(/http:\/\/127\.0\.0\.1:(\d+)/))[1]);
      const four = Array.from({ length: 4 }, () => String(NOBODY));
      expect(identityOf(daemon.child.pid)).toEqual({ uid: four, gid: four, groups: [String(NOBODY)] });

      const get = 'GET /slurm/v1/ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
      const asked = `${get}X-SLURM-API-KEY: secret\r\nX-SLURM-USER-ID: ${NOBODY}\r\n\r\n`;
      expect(answersIn(await send({ port }, asked))).toMatchObject([{ status: 200 }]);
      expect(answersIn(await send({ path: `${closed}/s` }, `${get}\r\n`))).toMatchObject([{ status: 200 }]);
    },
  );

  test('name somebody this machine knows', async () => {
    const user = serve({}, '--allow-root', '--user', 'no-such-user', '127.0.0.1:0');
    expect([await user.exited, user.stderr()]).toEqual([1, expect.stringContaining('no-such-user')]);
    const group = serve({}, '--allow-root', '--group', 'no-such-group', '127.0.0.1:0');
    expect([await group.exited, group.stderr()]).toEqual([1, expect.stringContaining('no-such-group')]);
  });
});

test('the key of a proxy is refused in a file that everybody may read', { timeout: 300_000 }, async () => {
  const key = path.join(program.folder, 'open.key');
  writeFileSync(key, 'secret');
  chmodSync(key, 0o644);
  const daemon = serve({}, '--allow-root', '--key-file', key, '127.0.0.1:0');
  expect([await daemon.exited, daemon.stderr()]).toEqual([1, expect.stringMatching(/chmod 600/)]);
});
