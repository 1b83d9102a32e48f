import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fakeMachine } from '../fake-machine.ts';
import { openTestScheduler, tempFolder } from '../open-test-scheduler.ts';

test('nothing is started before what earlier leaders left is removed', async () => {
  const stateDir = join(tempFolder(), 'state');
  const before = await openTestScheduler({ stateDir, lead: false });
  await before.submit();

  const machine = fakeMachine();
  const order: string[] = [];
  const openRunner: typeof machine.openRunner = async () => {
    const runner = await machine.openRunner();
    return {
      ...runner,
      async sweep() {
        // Who submits meanwhile rings for the leader.
        await before.submit();
        await sleep(300);
        order.push('removed');
      },
      async start(launch) {
        order.push('started');
        await runner.start(launch);
      },
    };
  };
  const { reach } = await openTestScheduler({ stateDir, machine: { ...machine, openRunner } });
  await reach({ 1: 'RUNNING', 2: 'RUNNING' });
  await machine.launched('2.1');
  expect(order).toEqual(['removed', 'started', 'started']);
});
