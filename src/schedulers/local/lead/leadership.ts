import { closeSync, openSync } from 'node:fs';
import { storeError } from '../store/store-error.ts';
import { answerDoorbell, type Doorbell } from './doorbell.ts';
import { keepHistory } from './keep-history.ts';
import { Leader, type LeaderInput } from './leader.ts';
import { type SystemCalls, systemCalls } from './system-calls.ts';

/** A {@link Leader} that holds the lock of its state folder and hears its doorbell. */
export interface Leadership {
  readonly leader: Leader;
  /** Stops hearing the doorbell, so that who rings next starts another leader. */
  muffle(): void;
  /** Hears it again. */
  listen(): void;
  /** Ends scheduling, then lets go of the lock. */
  close(): Promise<void>;
}

/**
 * Becomes the leader of a state folder, unless there is one.
 * @throws SlurmError when the state folder cannot be used
 */
export async function tryLead(
  input: Omit<LeaderInput, 'runner'>,
  openRunner: () => Promise<LeaderInput['runner']>,
): Promise<Leadership | undefined> {
  const { folder } = input;
  const calls = systemCalls();
  const lock = openLock(folder.leaderLock);
  if (!calls.tryLock(lock)) {
    closeSync(lock);
    return undefined;
  }
  let doorbell: Doorbell | undefined;
  try {
    const leader = new Leader({ ...input, runner: await openRunner() });
    const listen = () => {
      doorbell ??= answer(folder.doorbell, calls, leader);
    };
    const muffle = () => {
      doorbell?.close();
      doorbell = undefined;
    };
    // Heard before the store is read: what is submitted meanwhile is either read or rung for.
    listen();
    await leader.start();
    const endKeeping = keepHistory(input.store, input.cluster, input.log);
    return {
      leader,
      listen,
      muffle,
      async close() {
        muffle();
        await leader.close();
        await endKeeping();
        closeSync(lock);
      },
    };
  } catch (error) {
    doorbell?.close();
    closeSync(lock);
    throw error;
  }
}

function openLock(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (cause) {
    throw storeError(cause, path);
  }
}

function answer(path: string, calls: SystemCalls, leader: Leader): Doorbell {
  try {
    return answerDoorbell(path, calls, () => leader.wake());
  } catch (cause) {
    throw storeError(cause, path);
  }
}
