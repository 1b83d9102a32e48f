import { constants } from 'node:os';
import { expect, test, vi } from 'vitest';
import { SlurmError } from '../../../../src/slurm/error.ts';
import { ME, openTestScheduler } from '../open-test-scheduler.ts';

const disk = vi.hoisted(() => ({ writesLeft: Number.POSITIVE_INFINITY }));
vi.mock('../../../../src/schedulers/local/store/store-file.ts', async (original) => {
  const real = await original<typeof import('../../../../src/schedulers/local/store/store-file.ts')>();
  return {
    ...real,
    openReserve(path: string) {
      const reserve = real.openReserve(path);
      const ensure: typeof reserve.ensure = (...place) => {
        if (disk.writesLeft-- <= 0) throw new SlurmError('STATE_DISK_FULL', { path });
        reserve.ensure(...place);
      };
      return { ...reserve, ensure };
    },
  };
});

test('a job is stopped although the disk is full right after it was suspended', async () => {
  const { submit, machine, reach, scheduler } = await openTestScheduler();
  await submit();
  await reach({ 1: 'RUNNING' });
  await machine.launched('1.1');
  disk.writesLeft = 1;
  const suspended = scheduler.suspend(ME, { kind: 'job', jobId: 1 });
  // Once that is being written, and before it is on the disk.
  await vi.waitFor(() => expect(disk.writesLeft).toBe(0), { interval: 0 });
  await expect(submit()).rejects.toMatchObject({ code: 'STATE_DISK_FULL' });
  disk.writesLeft = Number.POSITIVE_INFINITY;
  await suspended;
  await vi.waitFor(() => expect(machine.signals('1.1')).toEqual([constants.signals.SIGSTOP]), {
    timeout: 60_000,
  });
});

test('counters are as they were where the disk is too full to reset them', async () => {
  const { submit, reach, scheduler } = await openTestScheduler();
  await submit();
  await reach({ 1: 'RUNNING' });
  disk.writesLeft = 0;
  const root = { ...ME, uid: 0 };
  await expect(scheduler.resetDiagnostics(root)).rejects.toMatchObject({ code: 'STATE_DISK_FULL' });
  disk.writesLeft = Number.POSITIVE_INFINITY;
  expect((await scheduler.diagnostics(ME)).jobs_submitted).toBe(1);
  await scheduler.resetDiagnostics(root);
  expect((await scheduler.diagnostics(ME)).jobs_submitted).toBe(0);
});
