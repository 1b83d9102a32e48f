import { afterEach, beforeEach, test, vi } from 'vitest';
import { SlurmError } from '../../../../src/slurm/error.ts';
import { openTestScheduler } from '../open-test-scheduler.ts';

const HOUR = 3_600_000;
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

test('a job that waits for a time begins when the clock is put to it', async () => {
  const { submit, reach } = await openTestScheduler();
  await submit({ begin_time: Math.floor(Date.now() / 1000) + 3600 });
  await reach({ 1: 'PENDING(BeginTime)' });
  vi.setSystemTime(Date.now() + 2 * HOUR);
  await reach({ 1: 'RUNNING' });
});

test('jobs the machine could not start are tried again although the clock went back', async () => {
  const { submit, machine, reach } = await openTestScheduler();
  machine.refuse = () => new SlurmError('JOB_FORK_FAILED', { problem: 'resource temporarily unavailable' });
  await submit();
  await reach({ 1: 'PENDING(JobLaunchFailure)' });
  vi.setSystemTime(Date.now() - 2 * HOUR);
  machine.refuse = undefined;
  await reach({ 1: 'RUNNING' });
});
