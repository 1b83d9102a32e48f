import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStateFolder } from '../../../../src/schedulers/local/store/state-folder.ts';
import { Store } from '../../../../src/schedulers/local/store/store.ts';
import { tempFolder } from '../open-test-scheduler.ts';

/** A store as two processes have it open. */
async function openTwice(): Promise<readonly [Store, Store]> {
  const folder = openStateFolder(path.join(tempFolder(), 'state'));
  const ids = { firstJobId: 1, maxJobId: 1000 };
  const both = [await Store.open(folder, ids), await Store.open(folder, ids)] as const;
  onTestFinished(async () => {
    for (const store of both) await store.close();
  });
  return both;
}

test('what is changed beside jobs is there for whoever reads next, in every process', async () => {
  const stores = await openTwice();
  const [store] = stores;
  for (let round = 1; round <= 20; round++) {
    const name = `gres/gpu:${round}`;
    await store.changeHistory((history) => history.learnTres([name]));
    for (const one of stores) expect(one.history((history) => history.tres()).get(name)).toBe(round);
    await store.write((transaction) => transaction.count({ jobs_submitted: 1 }));
    await store.resetStatistics();
    for (const one of stores) expect(one.statistics().jobs_submitted).toBe(0);
  }
});

test('what is changed beside jobs has its place among the writes it came with', async () => {
  const [store, other] = await openTwice();
  const submitted = () => store.write((transaction) => transaction.count({ jobs_submitted: 1 }));
  await Promise.all([
    submitted(),
    store.resetStatistics(),
    submitted(),
    submitted(),
    store.changeHistory((history) => history.learnTres(['license/a'])),
    other.changeHistory((history) => history.learnTres(['license/b'])),
    store.changeHistory((history) => history.learnTres(['license/c'])),
  ]);
  expect(other.statistics().jobs_submitted).toBe(2);
  const numbers = other.history((history) => [...history.tres().values()]);
  expect(numbers.sort()).toEqual([1, 2, 3]);
});

test('one that fails tells so and takes no other with it', async () => {
  const [store] = await openTwice();
  const failing = store.changeHistory(() => {
    throw new RangeError('no');
  });
  const good = store.write(() => 'good');
  await expect(failing).rejects.toThrow('no');
  expect(await good).toBe('good');
});
