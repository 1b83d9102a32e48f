import { expect, test } from 'vitest';
import { SingleFlight } from '../../../../src/schedulers/slurmctld/snapshot/single-flight.ts';

/** A question that is answered when the test says so; answers count up. */
function question() {
  const waiting: ((fail?: Error) => void)[] = [];
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    ask: () => {
      const answer = ++asked;
      return new Promise<number>((resolve, reject) => {
        waiting.push((fail) => (fail ? reject(fail) : resolve(answer)));
      });
    },
    answer: async (fail?: Error) => {
      waiting.shift()!(fail);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('who comes while a question is under way gets the answer of the next, which all of them share', async () => {
  const { ask, answer } = question();
  const flight = new SingleFlight<number>();
  const first = flight.get(ask);
  const later = [flight.get(ask), flight.get(ask), flight.get(ask)];
  await answer();
  expect(await first).toBe(1);
  await answer();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

test('any number of readers in a row cost one question each round', async () => {
  const it = question();
  const flight = new SingleFlight<number>();
  for (let round = 0; round < 3; round++) {
    const readers = Array.from({ length: 200 }, () => flight.get(it.ask));
    await it.answer();
    await it.answer();
    await Promise.all(readers);
  }
  expect(it.asked).toBe(6);
});

test('a failure is that of those who waited for it, not of the next', async () => {
  const { ask, answer } = question();
  const flight = new SingleFlight<number>();
  const first = flight.get(ask);
  const second = flight.get(ask);
  const failed = expect(first).rejects.toThrow('down');
  await answer(new Error('down'));
  await failed;
  await answer();
  expect(await second).toBe(2);
  const third = flight.get(ask);
  await answer();
  expect(await third).toBe(3);
});

test('an older answer does only for those who say so', async () => {
  const it = question();
  const flight = new SingleFlight<number>();
  const first = flight.get(it.ask);
  await it.answer();
  await first;
  expect(await flight.get(it.ask, 60_000)).toBe(1);
  const fresh = flight.get(it.ask);
  await it.answer();
  expect(await fresh).toBe(2);
});
