import { beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../src/slurm/error-table.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { run } from './command-line.ts';

let scheduler: FakeScheduler;
vi.mock('../../src/cli/open-scheduler.ts', () => ({ openScheduler: async () => scheduler }));

beforeEach(() => {
  scheduler = new FakeScheduler();
});

test('ping tells of every controller', async () => {
  expect(await run(['ping'])).toEqual({
    code: EXIT.ok,
    stdout: 'Slurmctld(primary) at spheron is UP\n',
    stderr: '',
  });
  expect(JSON.parse((await run(['ping', '--json'])).stdout)).toEqual({
    errors: [],
    ping: { spheron: {}, ping: 'UP', status: 0, mode: 'primary' },
  });
});

test('ping tells which of several controllers is up', async () => {
  scheduler.controllers = [
    { hostname: 'first', up: false, mode: 'primary', status: 1800 },
    { hostname: 'second', up: true, mode: 'backup1', status: 0 },
  ];
  const { code, stdout } = await run(['ping']);
  expect(stdout).toBe('Slurmctld(primary) at first is DOWN\nSlurmctld(backup1) at second is UP\n');
  expect(code).toBe(EXIT.ok);
});

test('ping ends with 5 when no controller answers', async () => {
  scheduler.controllers = [{ hostname: 'spheron', up: false, mode: 'primary', status: 1 }];
  const { code, stdout } = await run(['ping']);
  expect(stdout).toBe('Slurmctld(primary) at spheron is DOWN\n');
  expect(code).toBe(EXIT.unreachable);
});

test('diag prints the sections of sdiag, or the counters as they are', async () => {
  const { stdout } = await run(['diag']);
  expect(stdout).toMatch(/^Jobs submitted: 2130$/m);
  expect(stdout).toMatch(/^Backfilling stats$/m);
  expect(JSON.parse((await run(['diag', '--json'])).stdout)).toMatchObject({
    parts_packedg: 1,
    jobs_submitted: 2130,
  });
});

test('diag --reset is for administrators', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(0);
  expect(await run(['diag', '--reset'])).toEqual({ code: EXIT.ok, stdout: '', stderr: '' });
  expect(scheduler.counters.jobs_submitted).toBe(0);
  vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
  expect((await run(['diag', '--reset'])).code).toBe(EXIT.denied);
  vi.restoreAllMocks();
});

test('openapi prints the specification in both languages', async () => {
  expect(JSON.parse((await run(['openapi'])).stdout)).toMatchObject({
    openapi: expect.stringMatching(/^3\.1/),
  });
  expect((await run(['openapi', '--format', 'yaml'])).stdout).toMatch(/^%YAML 1\.1\n/);
  expect((await run(['openapi', '--format', 'xml'])).code).toBe(EXIT.usage);
});

test('openapi prints the specification of the version that is asked for', async () => {
  const printed = async (version: string) => {
    const { stdout } = await run(['openapi', '--api-version', version]);
    return Object.keys((JSON.parse(stdout) as { paths: object }).paths);
  };
  expect(await printed('v0.0.44')).toContain('/slurm/v0.0.44/jobs');
  expect(await printed('v1')).toContain('/slurm/v1/jobs');
  expect(await printed('all')).toEqual(expect.arrayContaining(['/slurm/v0.0.42/jobs', '/slurm/v1/jobs']));
  expect((await run(['openapi', '--api-version', 'v0.0.41'])).code).toBe(EXIT.usage);
});

test('an error of ours is told without its stack', async () => {
  scheduler.failure = new TypeError('x is not a function');
  const { code, stderr } = await run(['ping']);
  expect(code).toBe(EXIT.failed);
  expect(stderr).toMatch(/^slurmrest: error: .*x is not a function\nslurmrest: Internal error \(.*\n$/);
});
