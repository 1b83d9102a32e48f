import { join } from 'node:path';
import { open } from 'lmdb';
import { expect, test } from 'vitest';
import type { StartedRecord } from '../../../../src/schedulers/local/job/job-record.ts';
import { openTestScheduler, tempFolder } from '../open-test-scheduler.ts';

test('a job of before the machine went down that left no trace is not said never to have run', async () => {
  const stateDir = join(tempFolder(), 'state');
  const before = await openTestScheduler({ stateDir });
  await before.submit({ requeue: false });
  await before.submit();
  await before.reach({ 1: 'RUNNING', 2: 'RUNNING' });
  await before.scheduler.close();

  const root = open({ path: join(stateDir, 'store.lmdb'), maxDbs: 8 });
  const jobs = root.openDB<StartedRecord, number>('jobs', {
    keyEncoding: 'uint32',
    sharedStructuresKey: 0 as never,
  });
  for (const id of [1, 2]) {
    const record = jobs.get(id)!;
    await jobs.put(id, {
      ...record,
      state: { ...record.state, run: { ...record.state.run, boot: 'an earlier one' } },
    });
  }
  await root.close();

  // Its runs are gone, too: this machine has started nothing yet.
  const after = await openTestScheduler({ stateDir });
  await after.reach({ 1: 'NODE_FAIL', 2: 'RUNNING' });
  expect((await after.one(2)).restart_cnt).toBe(1);
});
