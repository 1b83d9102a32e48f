import { expect, onTestFinished, test, vi } from 'vitest';
import { SlurmError } from '../../../src/slurm/error.ts';
import { ME, openTestScheduler, STRANGER } from './open-test-scheduler.ts';

test('a job runs and ends with its exit code', async () => {
  const { submit, one, machine, reach, scheduler } = await openTestScheduler();
  await submit({ num_tasks: 2, environment: ['PATH=/bin', 'MINE=1'] });
  await reach({ 1: 'RUNNING' });
  expect(await one(1)).toMatchObject({
    nodes: 'host1',
    num_cpus: 2,
    batch_host: 'host1',
    bitflags: ['JOB_WAS_RUNNING'],
    tres_alloc_str: 'cpu=2,node=1,billing=2',
    job_resources: { allocations: [{ node: 'host1', cores: [0, 1] }] },
  });
  const launch = await machine.launched('1.1');
  expect(launch.stdout).toBe('/tmp/slurm-1.out');
  expect(launch.environment).toEqual(
    expect.arrayContaining(['MINE=1', 'SLURM_JOB_ID=1', 'SLURM_NTASKS=2', 'SLURM_JOB_NODELIST=host1']),
  );
  const [node] = (await scheduler.nodes(ME)).records;
  expect(node).toMatchObject({ node_state: 'MIXED', alloc_cpus: 2, partitions: ['debug'] });
  machine.end('1.1', 3 << 8);
  await reach({ 1: 'FAILED' });
  expect(await one(1)).toMatchObject({ exit_code: 3 << 8, state_reason: 'NonZeroExitCode', nodes: 'host1' });
  expect(await scheduler.diagnostics(ME)).toMatchObject({
    jobs_submitted: 1,
    jobs_started: 1,
    jobs_failed: 1,
    jobs_running: 0,
  });
});

test('what does not fit waits in the order of priority', async () => {
  const { submit, machine, reach } = await openTestScheduler();
  await submit({ num_tasks: 3 });
  await reach({ 1: 'RUNNING' });
  await submit({ num_tasks: 4 });
  await submit({ num_tasks: 2 });
  await reach({ 1: 'RUNNING', 2: 'PENDING(Resources)', 3: 'PENDING(Priority)' });
  machine.end('1.1');
  await reach({ 1: 'COMPLETED', 2: 'RUNNING', 3: 'PENDING(Resources)' });
  machine.end('2.1');
  await reach({ 1: 'COMPLETED', 2: 'COMPLETED', 3: 'RUNNING' });
});

test('a job that cannot be launched fails and says why', async () => {
  const { submit, machine, reach, one } = await openTestScheduler();
  machine.refuse = () => new SlurmError('FIELD_INVALID', { field: 'work_dir', problem: 'is gone' });
  await submit();
  await reach({ 1: 'FAILED' });
  expect(await one(1)).toMatchObject({ state_reason: 'JobLaunchFailure', state_desc: 'work_dir: is gone.' });
});

test('where the machine cannot start jobs they wait', async () => {
  const { submit, machine, reach, one } = await openTestScheduler();
  machine.refuse = () => new SlurmError('JOB_FORK_FAILED', { problem: 'no more processes' });
  await submit();
  await reach({ 1: 'PENDING(JobLaunchFailure)' });
  expect((await one(1)).state_desc).toContain('no more processes');
  machine.refuse = undefined;
  await reach({ 1: 'RUNNING' });
});

test('cancel ends pending jobs at once and running ones by SIGTERM', async () => {
  const { submit, machine, reach, scheduler, one } = await openTestScheduler();
  await submit({ num_tasks: 4 });
  await submit();
  await reach({ 1: 'RUNNING', 2: 'PENDING(Resources)' });
  await scheduler.cancel(ME, { kind: 'job', jobId: 2 });
  await reach({ 1: 'RUNNING', 2: 'CANCELLED' });
  machine.obedient = false;
  await scheduler.cancel(ME, { kind: 'job', jobId: 1 });
  await reach({ 1: 'CANCELLED+COMPLETING', 2: 'CANCELLED' });
  await expect.poll(() => machine.signals('1.1'), { timeout: 10_000 }).toEqual([15, 18]);
  machine.end('1.1', 15);
  await reach({ 1: 'CANCELLED', 2: 'CANCELLED' });
  expect(await one(1)).toMatchObject({ exit_code: 15, state_reason: 'None' });
  await expect(scheduler.cancel(ME, { kind: 'job', jobId: 1 })).rejects.toMatchObject({ errno: 2021 });
  await expect(scheduler.cancel(ME, { kind: 'job', jobId: 9 })).rejects.toMatchObject({ errno: 2017 });
});

test('SIGKILL follows after KillWait', async () => {
  const { submit, machine, reach, scheduler } = await openTestScheduler({ conf: 'KillWait=1\n' });
  machine.obedient = false;
  await submit();
  await reach({ 1: 'RUNNING' });
  await scheduler.cancel(ME, { kind: 'job', jobId: 1 });
  await reach({ 1: 'CANCELLED' });
  expect(machine.signals('1.1')).toEqual([15, 18, 9]);
});

test('signals reach running jobs only', async () => {
  const { submit, machine, reach, scheduler } = await openTestScheduler();
  await submit();
  await submit({ priority: 0 });
  await reach({ 1: 'RUNNING', 2: 'PENDING(JobHeldUser)' });
  await scheduler.signal(ME, { kind: 'job', jobId: 1 }, 10, 'batch');
  expect(machine.signals('1.1')).toEqual([10]);
  await expect(scheduler.signal(ME, { kind: 'job', jobId: 2 }, 10, 'batch')).rejects.toMatchObject({
    errno: 2020,
  });
  await scheduler.signal(ME, { kind: 'job', jobId: 2 }, 9, 'steps');
  await reach({ 1: 'RUNNING', 2: 'CANCELLED' });
});

test('others have no power over a job', async () => {
  const { submit, scheduler } = await openTestScheduler({ lead: false });
  await submit();
  const job = { kind: 'job', jobId: 1 } as const;
  const denied = { errno: 2002, status: 403 };
  await expect(scheduler.cancel(STRANGER, job)).rejects.toMatchObject(denied);
  await expect(scheduler.update(STRANGER, job, { nice: 5 })).rejects.toMatchObject(denied);
  await expect(scheduler.requeue(STRANGER, job, { hold: false })).rejects.toMatchObject(denied);
  await expect(scheduler.suspend(STRANGER, job)).rejects.toMatchObject(denied);
  await expect(scheduler.resetDiagnostics(STRANGER)).rejects.toMatchObject(denied);
});

test('hold and release', async () => {
  const { submit, reach, scheduler, one } = await openTestScheduler();
  await submit({ priority: 0 });
  await submit({ num_tasks: 4 });
  await reach({ 1: 'PENDING(JobHeldUser)', 2: 'RUNNING' });
  await scheduler.update(ME, { kind: 'job', jobId: 1 }, { priority: Number.POSITIVE_INFINITY });
  await reach({ 1: 'PENDING(Resources)', 2: 'RUNNING' });
  expect((await one(1)).priority).toBe(4294901759);
});

test('suspended jobs keep what they hold', async () => {
  const { submit, machine, reach, scheduler } = await openTestScheduler();
  await submit({ num_tasks: 4 });
  await submit();
  await reach({ 1: 'RUNNING', 2: 'PENDING(Resources)' });
  const job = { kind: 'job', jobId: 1 } as const;
  await scheduler.suspend(ME, job);
  await reach({ 1: 'SUSPENDED', 2: 'PENDING(Resources)' });
  await scheduler.resume(ME, job);
  await reach({ 1: 'RUNNING', 2: 'PENDING(Resources)' });
  await expect.poll(() => machine.signals('1.1'), { timeout: 10_000 }).toEqual([19, 18]);
  await expect(scheduler.resume(ME, job)).rejects.toMatchObject({ errno: 2087 });
});

test('a requeued job runs again, appending to its output', async () => {
  const { submit, machine, reach, scheduler, one } = await openTestScheduler();
  await submit();
  await reach({ 1: 'RUNNING' });
  await scheduler.requeue(ME, { kind: 'job', jobId: 1 }, { hold: false });
  await machine.launched('1.2');
  await reach({ 1: 'RUNNING' });
  expect((await one(1)).restart_cnt).toBe(1);
  expect(machine.launches.map(({ openMode }) => openMode)).toEqual(['truncate', 'append']);
  machine.end('1.2');
  await reach({ 1: 'COMPLETED' });
  await scheduler.requeue(ME, { kind: 'job', jobId: 1 }, { hold: true });
  await reach({ 1: 'PENDING(JobHeldUser)' });
});

test('a job that may not be requeued is not', async () => {
  const { submit, reach, scheduler } = await openTestScheduler();
  await submit({ requeue: false });
  await reach({ 1: 'RUNNING' });
  await expect(scheduler.requeue(ME, { kind: 'job', jobId: 1 }, { hold: false })).rejects.toMatchObject({
    errno: 2037,
  });
});

test('pending jobs can be changed, running ones in little', async () => {
  const { submit, reach, scheduler, one } = await openTestScheduler();
  await submit({ num_tasks: 4 });
  await submit({ num_tasks: 2 });
  await reach({ 1: 'RUNNING', 2: 'PENDING(Resources)' });
  await scheduler.update(ME, { kind: 'job', jobId: 2 }, { num_tasks: 3, name: 'new', time_limit: 5 });
  expect(await one(2)).toMatchObject({ num_tasks: 3, num_cpus: 3, name: 'new', time_limit: 5 });
  await expect(scheduler.update(ME, { kind: 'job', jobId: 2 }, { num_tasks: 5 })).rejects.toMatchObject({
    errno: 2014,
  });
  await scheduler.update(ME, { kind: 'job', jobId: 1 }, { comment: 'late', time_limit: 60 });
  expect(await one(1)).toMatchObject({ comment: 'late', time_limit: 60 });
  await expect(scheduler.update(ME, { kind: 'job', jobId: 1 }, { num_tasks: 1 })).rejects.toMatchObject({
    errno: 2073,
  });
});

test('a job begins when it is to', async () => {
  const { submit, reach } = await openTestScheduler();
  await submit({ begin_time: Math.floor(Date.now() / 1000) + 2 });
  await submit({ begin_time: Math.floor(Date.now() / 1000) + 9999 });
  await reach({ 1: 'PENDING(BeginTime)', 2: 'PENDING(BeginTime)' });
  await reach({ 1: 'RUNNING', 2: 'PENDING(BeginTime)' });
});

test('a job whose time is over is stopped', async () => {
  const { submit, machine, reach, one } = await openTestScheduler();
  await submit({ time_limit: 1 });
  await machine.launched('1.1');
  await reach({ 1: 'RUNNING' });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  onTestFinished(() => void vi.useRealTimers());
  // Whoever submits wakes the leader, whose own timer runs on the real clock.
  await submit();
  await reach({ 1: 'TIMEOUT', 2: 'RUNNING' });
  expect(machine.signals('1.1')[0]).toBe(15);
  expect(await one(1)).toMatchObject({ state_reason: 'TimeLimit', exit_code: 15 });
});

test('a deadline ends what has not started', async () => {
  const { submit, reach } = await openTestScheduler();
  await submit({ priority: 0, deadline: Math.floor(Date.now() / 1000) + 1 });
  await reach({ 1: 'DEADLINE' });
});

test('ended jobs are forgotten after MinJobAge', async () => {
  const { submit, machine, reach, scheduler } = await openTestScheduler({ conf: 'MinJobAge=1\n' });
  await submit();
  await reach({ 1: 'RUNNING' });
  machine.end('1.1');
  await reach({});
  await expect(scheduler.job(ME, { kind: 'job', jobId: 1 })).rejects.toMatchObject({ errno: 2017 });
  await expect(scheduler.script(ME, 1)).rejects.toMatchObject({ errno: 2017 });
});
