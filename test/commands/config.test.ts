import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../src/slurm/error-table.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { run } from './command-line.ts';

vi.mock('../../src/cli/open-scheduler.ts', () => ({ openScheduler: async () => new FakeScheduler(1) }));

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'slurmrest-config-'));
  file = path.join(home, 'slurmrest/config.yaml');
  vi.stubEnv('XDG_CONFIG_HOME', home);
  vi.stubEnv('SLURM_JWT', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

function write(text: string) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
}

/** Runs a command line that has to succeed without a word on stderr. */
async function say(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(words);
  expect({ code, stderr }).toEqual({ code: EXIT.ok, stderr: '' });
  return stdout;
}

async function refused(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(words);
  expect({ code, stdout }).toEqual({ code: EXIT.usage, stdout: '' });
  return stderr;
}

test('clusters are added, chosen, listed and removed', async () => {
  expect(await say('config')).toBe('');
  expect(await say('config', 'path')).toBe(`${file}\n`);
  expect(await say('config', 'set', 'hpc', 'url=https://head:6820', 'token-file=~/hpc.token')).toBe('');
  await say('config', 'set', 'lab', 'state=/lab');
  await say('config', 'use', 'hpc');
  expect(`\n${await say('config', 'list')}`).toBe(`
  NAME CLUSTER           TOKEN
* hpc  https://head:6820 ~/hpc.token
  lab  /lab
`);
  expect(await say('config', 'list', '--output', 'name')).toBe('hpc\nlab\n');
  expect(JSON.parse(await say('config', '--json'))).toEqual({
    errors: [],
    current: 'hpc',
    clusters: {
      hpc: { url: 'https://head:6820', 'token-file': '~/hpc.token' },
      lab: { state: '/lab' },
    },
  });
  expect(await say('config', 'get', 'hpc')).toBe('url=https://head:6820\ntoken-file=~/hpc.token\n');
  expect(await say('config', 'get', 'hpc', 'url')).toBe('https://head:6820\n');
  await say('config', 'unset', 'hpc', 'token-file');
  expect(await say('config', 'get', 'hpc', 'token-file')).toBe('');
  expect((await run(['config', 'unset', 'hpc'])).stderr).toContain('hpc was the current cluster');
  expect(readFileSync(file, 'utf8')).toBe('clusters:\n  lab:\n    state: /lab\n');
});

test('a member takes the place of what it excludes', async () => {
  await say('config', 'set', 'a', 'url=http://h:1', 'token-file=/t');
  await say('config', 'set', 'a', 'token-command=ssh head scontrol token');
  expect(await say('config', 'get', 'a')).toBe('url=http://h:1\ntoken-command=ssh head scontrol token\n');
  await say('config', 'set', 'a', 'token-command=["pass", "show", "my token"]');
  expect(await say('config', 'get', 'a', 'token-command')).toBe('["pass","show","my token"]\n');
  await say('config', 'set', 'a', 'state=lab', 'conf=/etc/lab.conf');
  expect(await say('config', 'get', 'a')).toBe(`state=${path.resolve('lab')}\nconf=/etc/lab.conf\n`);
});

test('no cluster need be current', async () => {
  await say('config', 'set', 'lab', 'state=/lab');
  await say('config', 'use', 'lab');
  await say('config', 'use', '--none');
  expect(readFileSync(file, 'utf8')).not.toContain('current');
});

test('what makes no cluster is refused, and nothing written', async () => {
  expect(await refused('config', 'set', 'a', 'url=head')).toContain('a url: "head" is not the address');
  expect(await refused('config', 'set', 'a', 'token-file=/t')).toContain('it needs a url, a conf or a state');
  expect(await refused('config', 'set', 'a', 'ulr=http://h')).toContain('Did you mean url?');
  expect(await refused('config', 'set', 'a', 'url')).toContain('Write url=VALUE.');
  expect(await refused('config', 'set', 'a.b', 'state=/s')).toContain('"a.b" is no name');
  expect(await refused('config', 'set', 'a', 'url=http://h', 'token-command=echo $T')).toContain('no shell');
  expect(await refused('config', 'set', 'a', 'url=http://h', 'token-command=[1]')).toContain(
    'a list is written',
  );
  expect(await refused('config', 'set', 'a')).toContain('set NAME MEMBER=VALUE');
  expect(await refused('config', 'use', 'b')).toContain('There is no cluster "b"');
  expect(await refused('config', 'lst')).toContain('Did you mean "slurmrest config list"?');
  expect(() => readFileSync(file)).toThrow('ENOENT');
  await say('config', 'set', 'a', 'url=http://h:1');
  expect(await refused('config', 'unset', 'a', 'url')).toContain('it needs a url');
});

test('a damaged file is told by its line and left alone', async () => {
  write('clusters:\n  a: {url: 5}\n');
  for (const words of [['list'], ['set', 'b', 'state=/s'], ['use', 'a'], ['unset', 'a']]) {
    expect(await refused('config', ...words)).toContain(
      'config.yaml, line 2: clusters.a.url: must be a text',
    );
  }
  expect(await refused('ping')).toContain('line 2');
  expect(readFileSync(file, 'utf8')).toBe('clusters:\n  a: {url: 5}\n');
});

test('errors are data where data are asked for', async () => {
  const { stdout } = await run(['config', 'use', 'b', '--output', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ errors: [{ error_code: 9190 }] });
  const yaml = await run(['config', 'use', 'b', '--output=yaml']);
  expect(yaml.stdout).toMatch(/^%YAML 1\.1\n---\n!!str errors: !!seq\n/);
  expect(yaml.stderr).toBe('');
});

test('whoami tells what was chosen, by what, and as whom', async () => {
  expect(await say('whoami', '--state', '/lab')).toMatch(
    /^Cluster {5}embedded scheduler in \/lab\nChosen by {3}--state\nUser {8}\S+\nCredential {2}none needed.*\nAnswers {5}yes\n$/,
  );
  await say('config', 'set', 'lab', 'state=/lab');
  await say('config', 'use', 'lab');
  expect(JSON.parse(await say('whoami', '--json'))).toMatchObject({
    errors: [],
    cluster: 'lab',
    chosen_by: file,
    kind: 'embedded',
    address: '/lab',
    credential: { kind: 'process', source: null, expires: null },
    answers: true,
  });
});

test('whoami tells of a daemon that is not there, and of the token for it', async () => {
  const claims = Buffer.from(JSON.stringify({ sun: 'ann', exp: 1 })).toString('base64url');
  const token = path.join(home, 'token');
  writeFileSync(token, `e30.${claims}.c2ln`, { mode: 0o600 });
  await say('config', 'set', 'hpc', `url=unix:${home}/none.sock`, `token-file=${token}`);
  const { code, stdout, stderr } = await run(['whoami', '-M', 'hpc']);
  expect(code).toBe(EXIT.unreachable);
  expect(stdout).toContain(
    `Cluster     hpc, daemon at unix:${home}/none.sock\nChosen by   --cluster\nUser        ann\n`,
  );
  expect(stdout).toMatch(/Credential {2}token of .*token, expired 1970-01-01T.* ago\)\nAnswers {5}no\n$/);
  expect(stderr).toMatch(
    /^slurmrest: The token of .*token expired .* ago\. Make a new one .*\nslurmrest: Nothing answers/,
  );
  expect((await run(['whoami', '--clusters', 'hpc', '--json'])).code).toBe(EXIT.unreachable);
});

test('whoami tells of a command that makes no token', async () => {
  await say('config', 'set', 'hpc', 'url=http://127.0.0.1:1', 'token-command=false');
  const { code, stdout, stderr } = await run(['whoami', '-M', 'hpc']);
  expect(code).toBe(EXIT.denied);
  expect(stdout).toContain('User        unknown\nCredential  unknown\nAnswers     no\n');
  expect(stderr).toContain('it ended with exit code 1');
});
