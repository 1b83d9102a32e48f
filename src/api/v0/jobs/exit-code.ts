import { exitStatus } from '../../../slurm/exit-status.ts';
import { numberObject } from '../record/values.ts';

/** Signals slurmrestd has names for; it shows the others by number. */
const SIGNAL_NAMES: Readonly<Record<number, string>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  6: 'ABRT',
  9: 'KILL',
  10: 'USR1',
  12: 'USR2',
  13: 'PIPE',
  14: 'ALRM',
  15: 'TERM',
  17: 'CHLD',
  18: 'CONT',
  19: 'STOP',
  20: 'TSTP',
  21: 'TTIN',
  22: 'TTOU',
  23: 'URG',
  24: 'XCPU',
};

/** What the accounting has for what has not ended yet, as a number with a sign. */
const NO_VAL = -2;
const NO_SIGNAL = { id: numberObject(undefined), name: '' };

/** A wait(2) status word taken apart. */
export function exitCode(word: number): unknown {
  if (word === NO_VAL)
    return { status: ['PENDING'], return_code: numberObject(undefined), signal: NO_SIGNAL };
  const { code, signal } = exitStatus(word);
  return {
    status: [signal ? 'SIGNALED' : code ? 'ERROR' : 'SUCCESS'],
    return_code: numberObject(signal ? undefined : code),
    signal: {
      id: numberObject(signal || undefined),
      name: signal ? (SIGNAL_NAMES[signal] ?? String(signal)) : '',
    },
  };
}
