import type { Runner } from '../run/runner.ts';
import { ring } from './doorbell.ts';
import type { Leader, LeaderInput } from './leader.ts';
import { type Leadership, tryLead } from './leadership.ts';

/** Leads for as long as it is open; where another process leads, takes over when that one is gone. */
export interface StandingLeader {
  /** While this process leads. */
  readonly leader: Leader | undefined;
  /** Wakes whoever leads. */
  ring(): void;
  close(): Promise<void>;
}

/** How often one that waits looks whether the leader is gone. */
const TRY_MS = 500;

/** @throws SlurmError when the state folder cannot be used */
export async function holdLeadership(
  input: Omit<LeaderInput, 'runner'>,
  openRunner: () => Promise<Runner>,
): Promise<StandingLeader> {
  const { log, folder } = input;
  let leadership: Leadership | undefined = await tryLead(input, openRunner);
  let trying: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const tryAgain = async (): Promise<void> => {
    try {
      leadership = await tryLead(input, openRunner);
      if (leadership) log.info('scheduling: took over');
    } catch (error) {
      log.error(`cannot take over scheduling: ${(error as Error).message}`);
    }
    if (!leadership && !closed) wait();
  };
  const wait = (): void => {
    timer = setTimeout(() => {
      trying = tryAgain();
    }, TRY_MS);
  };
  if (!leadership) {
    log.info('scheduling: another process does; waiting to take over');
    wait();
  }

  return {
    get leader() {
      return leadership?.leader;
    },
    ring: () => void ring(folder.doorbell),
    async close() {
      closed = true;
      clearTimeout(timer);
      await trying;
      await leadership?.close();
    },
  };
}
