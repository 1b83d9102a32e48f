import { constants } from 'node:os';
import type { JobRecord, StartedRecord } from '../job/job-record.ts';

export const { SIGKILL } = constants.signals;
const { SIGCONT, SIGSTOP, SIGTERM } = constants.signals;

/** Signals that make the processes of a job what its record has become, in this order. */
export function signalsFor(old: JobRecord | undefined, now: StartedRecord): readonly number[] {
  const before = old?.state.kind;
  switch (now.state.kind) {
    case 'suspended':
      return before === 'suspended' ? [] : [SIGSTOP];
    case 'completing':
      // A stopped process hears SIGTERM only once it goes on.
      return before === 'completing' ? [] : [SIGTERM, SIGCONT];
    case 'running':
      return before === 'suspended' ? [SIGCONT] : [];
  }
}

/**
 * Signals to a start of an earlier leader, which may have died between recording a change and acting on it.
 * @param now UNIX seconds
 */
export function signalsAfterTakeOver(
  record: StartedRecord,
  killWait: number,
  now: number,
): readonly number[] {
  const { state } = record;
  if (state.kind === 'suspended') return [SIGSTOP];
  if (state.kind === 'completing') return now >= state.since + killWait ? [SIGKILL] : [SIGTERM, SIGCONT];
  return state.run.suspended > 0 ? [SIGCONT] : [];
}
