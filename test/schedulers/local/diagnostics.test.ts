import { expect, test } from 'vitest';
import { ME, openTestScheduler, STRANGER, tempFolder } from './open-test-scheduler.ts';

const ROOT = { ...ME, uid: 0, name: 'root' };

test('operations count by type and user, refused ones too', async () => {
  const { scheduler, submit } = await openTestScheduler({ lead: false });
  const id = { kind: 'job', jobId: await submit() } as const;
  await submit({}, {});
  await scheduler.ping(STRANGER);
  await expect(scheduler.cancel(STRANGER, id)).rejects.toMatchObject({ errno: 2002 });
  await scheduler.cancel(ME, id);
  const { rpcs_by_type, rpcs_by_user } = await scheduler.diagnostics(ME);
  expect(Object.fromEntries(rpcs_by_type.map(({ name, count }) => [name, count]))).toEqual({
    REQUEST_SUBMIT_BATCH_JOB: 1,
    REQUEST_SUBMIT_BATCH_HET_JOB: 1,
    REQUEST_KILL_JOB: 2,
    REQUEST_PING: 1,
  });
  expect(rpcs_by_user.map(({ name, id: uid, count }) => [name, uid, count])).toEqual([
    [ME.name, ME.uid, 3],
    [STRANGER.name, STRANGER.uid, 2],
  ]);
  for (const { total_time } of rpcs_by_type) expect(total_time).toBeGreaterThan(0);
});

test('what a process counted is there for the next, until the counters are reset', async () => {
  const stateDir = `${tempFolder()}/state`;
  const first = await openTestScheduler({ stateDir, lead: false });
  await first.scheduler.jobs(ME);
  await first.submit();
  await first.scheduler.close();
  const { scheduler } = await openTestScheduler({ stateDir, lead: false });
  const counts = async () =>
    (await scheduler.diagnostics(ME)).rpcs_by_type.map(({ name, count }) => [name, count]);
  expect(await counts()).toEqual([
    ['REQUEST_JOB_INFO', 1],
    ['REQUEST_SUBMIT_BATCH_JOB', 1],
  ]);
  await scheduler.resetDiagnostics(ROOT);
  expect(await counts()).toEqual([]);
});

test('cycles say why they ended', async () => {
  const { scheduler, submit, reach } = await openTestScheduler();
  await submit();
  await reach({ 1: 'RUNNING' });
  const { schedule_cycle_counter, schedule_exit } = await scheduler.diagnostics(ME);
  expect(schedule_cycle_counter).toBeGreaterThan(0);
  expect(schedule_exit).toEqual({ end_job_queue: schedule_cycle_counter, default_queue_depth: 0 });
});
