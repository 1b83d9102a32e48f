import { expect, test } from 'vitest';
import { SingleFlight } from '../../../../src/schedulers/slurmctld/snapshot/single-flight.ts';
import { SlurmError } from '../../../../src/slurm/error.ts';

/** A question that is answered when the test says so; answers count up. */
function question() {
  const waiting: ((fail?: Error) => void)[] = [];
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    ask: (onSent: () => void) => {
      onSent();
      const answer = ++asked;
      return new Promise<number>((resolve, reject) => {
        waiting.push((fail) => (fail ? reject(fail) : resolve(answer)));
      });
    },
    answer: async (fail?: Error) => {
      waiting.shift()!(fail);
      await begun();
    },
  };
}

/** When what was asked for just now is being asked. */
const begun = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('who comes together shares one question, who comes while it is under way the next', async () => {
  const { ask, answer } = question();
  const flight = new SingleFlight<number>();
  const first = [flight.get(ask), flight.get(ask)];
  await begun();
  const later = [flight.get(ask), flight.get(ask), flight.get(ask)];
  await answer();
  expect(await Promise.all(first)).toEqual([1, 1]);
  await answer();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

test('who comes before a question has gone out joins in', async () => {
  const { ask, answer } = question();
  const flight = new SingleFlight<number>();
  let send = (): void => {};
  const first = flight.get(async (onSent) => {
    await new Promise<void>((resolve) => {
      send = resolve;
    });
    return ask(onSent);
  });
  await begun();
  const joined = flight.get(ask);
  send();
  await begun();
  const later = flight.get(ask);
  await answer();
  await begun();
  await answer();
  expect(await Promise.all([first, joined, later])).toEqual([1, 1, 2]);
});

test('any number of readers in a row cost one question each round', async () => {
  const it = question();
  const flight = new SingleFlight<number>();
  for (let round = 0; round < 3; round++) {
    const readers = Array.from({ length: 200 }, () => flight.get(it.ask));
    await begun();
    await it.answer();
    await Promise.all(readers);
  }
  expect(it.asked).toBe(3);
});

test('a failure is that of those who waited for it, not of the next', async () => {
  const { ask, answer } = question();
  const flight = new SingleFlight<number>();
  const first = flight.get(ask);
  await begun();
  const second = flight.get(ask);
  const failed = expect(first).rejects.toThrow('down');
  await answer(new Error('down'));
  await failed;
  await answer();
  expect(await second).toBe(2);
  const third = flight.get(ask);
  await begun();
  await answer();
  expect(await third).toBe(3);
});

test('an older answer does only for those who say so', async () => {
  const it = question();
  const flight = new SingleFlight<number>();
  const first = flight.get(it.ask);
  await begun();
  await it.answer();
  await first;
  expect(await flight.get(it.ask, 60_000)).toBe(1);
  const fresh = flight.get(it.ask);
  await begun();
  await it.answer();
  expect(await fresh).toBe(2);
});

test('silence is told to who came meanwhile, too; who comes later asks again', async () => {
  const it = question();
  const flight = new SingleFlight<number>();
  const first = flight.get(it.ask).catch(String);
  await begun();
  const second = flight.get(it.ask).catch(String);
  const silence = new SlurmError('CONTROLLER_TIMEOUT', { address: 'a', request: 'r', seconds: 10 });
  await it.answer(silence);
  expect([await first, await second]).toEqual([String(silence), String(silence)]);
  const third = flight.get(it.ask);
  await begun();
  await it.answer();
  expect(await third).toBe(2);
});
