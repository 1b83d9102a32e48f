import { chmodSync, chownSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { expect, test } from 'vitest';
import { openLocalScheduler } from '../../../src/schedulers/local/local-scheduler.ts';
import { EXIT } from '../../../src/slurm/error-table.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { confOf, openTestScheduler, tempFolder } from './open-test-scheduler.ts';

const STORE = 'store.lmdb';

async function usedFolder(): Promise<string> {
  const stateDir = join(tempFolder(), 'state');
  const { submit, scheduler } = await openTestScheduler({ stateDir, lead: false });
  for (let job = 0; job < 50; job++) await submit();
  await scheduler.close();
  return stateDir;
}

test('what was submitted is there when it is opened again', async () => {
  const stateDir = await usedFolder();
  const { states } = await openTestScheduler({ stateDir, lead: false });
  expect(Object.keys(await states())).toHaveLength(50);
});

test('a folder that others may write to is refused', async () => {
  const stateDir = join(tempFolder(), 'state');
  mkdirSync(stateDir);
  chmodSync(stateDir, 0o777);
  await expect(openTestScheduler({ stateDir })).rejects.toMatchObject({ code: 'STATE_EXPOSED' });
});

test('a file in its place is refused', async () => {
  const stateDir = join(tempFolder(), 'state');
  writeFileSync(stateDir, '');
  await expect(openTestScheduler({ stateDir })).rejects.toMatchObject({ code: 'STATE_UNUSABLE' });
});

test('a folder of somebody else is refused', async () => {
  // Root may read everything, so a folder of another user is at hand; others meet root's.
  const stateDir = process.getuid!() === 0 ? foreignFolder() : '/';
  await expect(openTestScheduler({ stateDir })).rejects.toMatchObject({ code: 'STATE_FOREIGN' });
});

test('a folder that may not be written to is refused', async () => {
  const stateDir = join(tempFolder(), 'state');
  mkdirSync(stateDir);
  // Root may write everywhere, so nobody tries.
  const root = process.getuid!() === 0;
  if (root) {
    chmodSync(join(stateDir, '..'), 0o755);
    chownSync(stateDir, 65_534, 65_534);
  }
  chmodSync(stateDir, 0o555);
  const conf = confOf('NodeName=host1 CPUs=4\nPartitionName=debug Nodes=ALL Default=YES\n');
  if (root) process.seteuid!(65_534);
  try {
    const opened = openLocalScheduler({ stateDir, conf, log: SILENT, leaderCommand: [], lead: true });
    await expect(opened).rejects.toMatchObject({
      code: 'STATE_UNUSABLE',
      status: 500,
      exitCode: EXIT.failed,
      message: expect.stringContaining('permission denied'),
    });
  } finally {
    if (root) process.seteuid!(0);
  }
});

function foreignFolder(): string {
  const stateDir = join(tempFolder(), 'state');
  mkdirSync(stateDir);
  chownSync(stateDir, 65_534, 65_534);
  return stateDir;
}

test('a store that is none, or was cut short, is refused', async () => {
  const stateDir = await usedFolder();
  truncateSync(join(stateDir, STORE), 40_960);
  await expect(openTestScheduler({ stateDir })).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
  writeFileSync(join(stateDir, STORE), 'something else '.repeat(1000));
  await expect(openTestScheduler({ stateDir })).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
});

test('a store of a newer layout is refused', async () => {
  const stateDir = await usedFolder();
  const root = open({ path: join(stateDir, STORE), maxDbs: 8 });
  const meta = root.openDB('meta', {});
  await meta.put('head', { ...(meta.get('head') as object), layout: 99 });
  await root.close();
  await expect(openTestScheduler({ stateDir })).rejects.toMatchObject({ code: 'STATE_LAYOUT_NEWER' });
});
