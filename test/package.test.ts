import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const project = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

// What `npm run build` made is packed, and unpacked where npm would put it. Its dependencies are those installed
// here: fetching them anew takes minutes.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'slurmrest-package-'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: project });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'))!;
  await run('tar', ['-xzf', tarball], { cwd: folder });
  await symlink(path.join(project, 'node_modules'), path.join(folder, 'package/node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const slurmrest = (...words: string[]) =>
  run(path.join(folder, 'package/bin/slurmrest.js'), words, { cwd: folder });

test('the package tells its version', async () => {
  expect((await slurmrest('--version')).stdout).toMatch(/^slurmrest \d+\.\d+\.\d+\n$/);
});

test('the package prints its completions', async () => {
  for (const shell of ['bash', 'zsh', 'fish'])
    expect((await slurmrest('completion', shell)).stdout).toContain('complete -- ');
});

test('the package runs a job by itself', async () => {
  const state = path.join(folder, 'state');
  const script = path.join(project, 'examples/hello.sh');
  const output = path.join(folder, 'out');
  await slurmrest('submit', '--state', state, '--wait', '--output', output, script);
  const { stdout } = await slurmrest(
    'show',
    '--state',
    state,
    '--states',
    'all',
    '--no-header',
    '-o',
    '%i %T',
  );
  expect(stdout).toBe('1 COMPLETED\n');
});

test('the package holds the man pages and completions, and no sources', async () => {
  expect((await readdir(path.join(folder, 'package'))).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin',
    'completions',
    'dist',
    'examples',
    'man',
    'node_modules',
    'package.json',
  ]);
});
