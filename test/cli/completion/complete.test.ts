import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../commands/command-line.ts';

let folder: string;
const kept = { ...process.env };

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-complete-'));
  process.env['SLURMREST_STATE'] = path.join(folder, 'state');
  process.env['SLURMREST_COMPLETION_TIMEOUT'] = '60';
  for (const name of ['sleeper', 'waiter'])
    await run(['submit', '--hold', '--job-name', name, '--partition', 'debug', '--wrap', 'true']);
});
afterAll(async () => {
  // The variable says where the embedded scheduler is; cancel's --state is scancel's.
  const { code, stderr } = await run(['cancel', '--state', 'PENDING', '--name', 'sleeper,waiter']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect((await run(['show', '--no-header'])).stdout).toBe('');
  process.env = kept;
  rmSync(folder, { recursive: true });
});

/** What the words may become, the last word being the one under the cursor; then what the shell is told. */
async function complete(...words: string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await run(['complete', '--', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

/** The same without descriptions. */
const values = async (...words: string[]) =>
  (await complete(...words)).map((line) => line.replace(/\t.*/, ''));

test('commands', async () => {
  expect(await complete('sho')).toEqual([
    'show\tShow jobs, nodes and partitions, as squeue, sinfo and scontrol do.',
    ':',
  ]);
  const all = await values('');
  expect(all).toEqual(expect.arrayContaining(['submit', 'cancel', 'serve', 'help']));
  expect(all).not.toContain('lead');
  expect(await values('--v')).toEqual(['--version', ':']);
  expect(await values('help', 'hol')).toEqual(['hold', ':']);
  expect(await values('nosuch', '')).toEqual([':']);
});

test('flags, with what they do, but not what is given already', async () => {
  expect(await complete('show', '--partition', 'debug', '--no-h')).toEqual([
    '--no-header\tLeave out the line of column names.',
    ':',
  ]);
  expect(await values('show', '-p', 'debug', '--part')).toEqual([':']);
  expect(await values('show', '-pdebug', '--part')).toEqual([':']);
  expect(await values('serve', '--cors-origin', 'https://a', '--cors')).toEqual(['--cors-origin', ':']);
  // What follows a script is its own.
  expect(await values('submit', '--wait', 'job.sh', '--wa')).toEqual([':files']);
  expect(await values('cancel', '--', '--m')).toEqual([':']);
});

test('values that are known: states, signals, choices', async () => {
  expect(await complete('show', '--states', 'PEND')).toEqual(['PENDING\tPD', ':']);
  expect(await values('show', '--states=running,pend')).toEqual(['--states=running,pending', ':']);
  expect(await values('show', '-t', 'PENDING,P')).toEqual([
    'PENDING,PREEMPTED',
    'PENDING,POWER_UP_NODE',
    ':',
  ]);
  expect(await values('cancel', '--state', '')).toEqual(['PENDING', 'RUNNING', 'SUSPENDED', ':']);
  expect(await complete('cancel', '--signal', 'USR1')).toEqual(['USR1\t10', ':']);
  expect(await values('openapi', '--format', '')).toEqual(['json', 'yaml', ':']);
  expect(await values('openapi', '--api-version', 'v0.0.45')).toEqual(['v0.0.45', ':']);
  expect(await values('inet', '-a', 'jwt,')).toEqual(['jwt,local', 'jwt,proxy', ':']);
  expect(await values('completion', '')).toEqual(['bash', 'zsh', 'fish', ':']);
  expect(await values('completion', 'zsh', '')).toEqual([':']);
});

test('files and folders are left to the shell', async () => {
  expect(await values('submit', 'exa')).toEqual([':files']);
  expect(await values('show', '-f', '')).toEqual([':files']);
  expect(await values('show', '--state', '')).toEqual([':folders']);
  expect(await values('submit', '--chdir=/t')).toEqual([':folders']);
});

test('subjects of show, and what there is of each', async () => {
  expect(await values('show', 'part')).toEqual(['partitions', 'partition', ':']);
  expect(await values('show', 'job', '')).toEqual(['2', '1', ':']);
  expect(await values('show', 'partition', '')).toEqual(['debug', ':']);
  expect(await values('show', 'node', '')).toHaveLength(2);
});

test('jobs a command is for, partitions, users and names, from the cluster of the line', async () => {
  expect(await complete('cancel', '2')).toEqual([expect.stringMatching(/^2\twaiter, \S+, PENDING$/), ':']);
  expect(await values('cancel', '2,')).toEqual(['2,1', ':']);
  expect(await values('suspend', '')).toEqual([':']);
  expect(await values('show', '--name', 's')).toEqual(['sleeper', ':']);
  expect(await values('submit', '-p', 'd')).toEqual(['debug', ':']);
  expect(await values('show', '--user', '')).toHaveLength(2);
  expect(await values('cancel', '--state', 'PENDING', '')).toEqual(['2', '1', ':']);
  // Another cluster; and to ask does not make one.
  const elsewhere = path.join(folder, 'elsewhere');
  expect(await values('show', '--state', elsewhere, 'job', '')).toEqual([':']);
  expect(await values('show', '--state', elsewhere, 'job', '')).toEqual([':']);
});

test('a cluster that is not there, or says nothing, is waited for no longer than is said', async () => {
  const server = createServer().listen(path.join(folder, 'silent'));
  process.env['SLURMREST_COMPLETION_TIMEOUT'] = '0.2';
  try {
    expect(await values('cancel', '--url', `unix:${folder}/silent`, '')).toEqual([':']);
    expect(await values('cancel', '--url', `unix:${folder}/nothing`, '')).toEqual([':']);
    expect(await values('cancel', '--url=nonsense', '')).toEqual([':']);
    expect(await values('cancel', '--url', `unix:${folder}/silent`, '--m')).toEqual(['--me', ':']);
  } finally {
    process.env['SLURMREST_COMPLETION_TIMEOUT'] = '60';
    server.close();
  }
});
