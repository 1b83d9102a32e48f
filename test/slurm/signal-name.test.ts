import { expect, test } from 'vitest';
import { signalNumber } from '../../src/slurm/signal-name.ts';

test('signals by number, name and full name', () => {
  expect(['9', 'KILL', 'sigkill', 'USR1', '64'].map(signalNumber)).toEqual([9, 9, 9, 10, 64]);
});

test.each(['', '0', '65', 'NOPE', 'constructor'])('%j is no signal', (text) =>
  expect(signalNumber(text)).toBeUndefined(),
);
