import { describe, expect, test, vi } from 'vitest';
import {
  dependencyOutcome,
  formatDependency,
  parseDependency,
} from '../../../src/schedulers/local/job/dependency.ts';
import { ME, openTestScheduler } from './open-test-scheduler.ts';

/** Room for everything at once. */
const ROOMY = 'NodeName=host1 CPUs=64 RealMemory=64000\nPartitionName=debug Nodes=ALL Default=YES\n';

describe('parseDependency', () => {
  test.each([
    ['afterok:12:13_4', 'afterok:12(unfulfilled),afterok:13_4(unfulfilled)'],
    ['afterany:12?afternotok:13', 'afterany:12(unfulfilled)?afternotok:13(unfulfilled)'],
    ['singleton', 'singleton(unfulfilled)'],
    ['after:12+5', 'after:12+5(unfulfilled)'],
    ['12', 'afterany:12(unfulfilled)'],
  ])('%s', (text, shown) => {
    expect(formatDependency(parseDependency(text)!)).toBe(shown);
  });

  test.each(['afterok', 'afterok:x', 'afterok:1,afterany:2?afterany:3', 'expand:1', 'afterok:1+5'])(
    'refuses %s',
    (text) => {
      expect(() => parseDependency(text)).toThrow(/dependency cannot be used/);
    },
  );

  test('any needs one, all need all', () => {
    const met = { kind: 'afterok', jobId: 1, met: true } as const;
    const failed = { kind: 'afterok', jobId: 2, met: false } as const;
    expect(dependencyOutcome({ join: 'any', terms: [met, failed] })).toBe('met');
    expect(dependencyOutcome({ join: 'all', terms: [met, failed] })).toBe('never');
    expect(dependencyOutcome({ join: 'all', terms: [met, { kind: 'singleton' }] })).toBe('open');
  });
});

test('jobs wait for how others come out', async () => {
  const { submit, machine, reach, one } = await openTestScheduler();
  await submit();
  await reach({ 1: 'RUNNING' });
  await submit({ dependency: 'afterok:1' });
  await submit({ dependency: 'afternotok:1' });
  await submit({ dependency: 'afterany:1' });
  await submit({ dependency: 'after:1' });
  await reach({
    1: 'RUNNING',
    2: 'PENDING(Dependency)',
    3: 'PENDING(Dependency)',
    4: 'PENDING(Dependency)',
    5: 'RUNNING',
  });
  expect((await one(2)).dependency).toBe('afterok:1(unfulfilled)');
  machine.end('1.1', 1 << 8);
  await reach({
    1: 'FAILED',
    2: 'PENDING(DependencyNeverSatisfied)',
    3: 'RUNNING',
    4: 'RUNNING',
    5: 'RUNNING',
  });
  expect((await one(2)).dependency).toBe('afterok:1(failed)');
});

test('an array is waited for as a whole, or task by task', async () => {
  const { submit, machine, reach } = await openTestScheduler();
  await submit({ array_inx: '1-2' });
  await reach({ '1_2': 'RUNNING', '1_1': 'RUNNING' });
  await submit({ dependency: 'afterok:1' });
  await submit({ array_inx: '1-2', dependency: 'aftercorr:1' });
  machine.end('2.1');
  await reach({
    '1_2': 'RUNNING',
    '1_1': 'COMPLETED',
    3: 'PENDING(Dependency)',
    '4_2': 'PENDING(Dependency)',
    '4_1': 'RUNNING',
  });
  machine.end('1.1', 1 << 8);
  await reach({
    '1_2': 'FAILED',
    '1_1': 'COMPLETED',
    3: 'PENDING(DependencyNeverSatisfied)',
    '4_2': 'PENDING(DependencyNeverSatisfied)',
    '4_1': 'RUNNING',
  });
});

test('singletons of one name run one after the other', async () => {
  const { submit, machine, reach } = await openTestScheduler();
  await submit({ name: 'only', dependency: 'singleton' });
  await submit({ name: 'only', dependency: 'singleton' });
  await submit({ name: 'other', dependency: 'singleton' });
  await reach({ 1: 'RUNNING', 2: 'PENDING(Dependency)', 3: 'RUNNING' });
  machine.end('1.1');
  await reach({ 1: 'COMPLETED', 2: 'RUNNING', 3: 'RUNNING' });
});

test.each([
  ['?', 0, { job_state: 'RUNNING' }],
  [',', 1 << 8, { state_reason: 'DependencyNeverSatisfied' }],
])(
  'a task of an array that waits for tasks of two others by "%s" needs to see only what decides',
  async (join, status, expected) => {
    const { submit, machine, one } = await openTestScheduler({ conf: ROOMY });
    const [first, second] = [await submit({ array_inx: '1-2' }), await submit({ array_inx: '1-2' })];
    await vi.waitFor(async () => expect((await one(`${first}_1`)).job_state).toBe('RUNNING'));
    const dependency = `aftercorr:${first}${join}aftercorr:${second}`;
    const third = await submit({ array_inx: '1-2', dependency });
    machine.end(`${(await one(`${first}_1`)).job_id}.1`, status);
    await vi.waitFor(async () => expect(await one(`${third}_1`)).toMatchObject(expected), {
      timeout: 10_000,
    });
  },
);

test('what can never run is cancelled where the configuration says so', async () => {
  const { submit, machine, reach } = await openTestScheduler({
    conf: 'DependencyParameters=kill_invalid_depend\n',
  });
  await submit();
  await submit({ dependency: 'afterok:1' });
  await reach({ 1: 'RUNNING', 2: 'PENDING(Dependency)' });
  machine.end('1.1', 9);
  await reach({ 1: 'FAILED', 2: 'CANCELLED' });
});

test('a dependency can be changed', async () => {
  const { submit, reach, scheduler } = await openTestScheduler();
  await submit({ priority: 0 });
  await submit({ dependency: 'afterok:1' });
  await reach({ 1: 'PENDING(JobHeldUser)', 2: 'PENDING(Dependency)' });
  await scheduler.update(ME, { kind: 'job', jobId: 2 }, { dependency: '' });
  await reach({ 1: 'PENDING(JobHeldUser)', 2: 'RUNNING' });
});
