import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobSelector } from '../../../slurm/job-id.ts';
import type { SignalScope } from '../../../slurm/scheduler.ts';
import { hasEnded, isStarted, type StartedRecord } from '../job/job-record.ts';
import { recordName } from '../job/record-tasks.ts';
import { requireControl } from './authorise.ts';
import { cancelRecord } from './cancel.ts';
import { selectForChange, selectRecords } from './select-records.ts';
import type { Session } from './session.ts';

const SIGKILL = 9;
/** A start takes so long at most, on a starved machine. */
const STARTING_MS = 5_000;
const LOOK_MS = 50;

/**
 * Sends a signal to the processes of started jobs. SIGKILL to more than the batch shell cancels, as with
 * scancel(1), also what has not started.
 * @throws SlurmError `JOB_NOT_STARTED`, `JOB_ENDED`, `JOB_SIGNAL_LOST`, `JOB_UNKNOWN`, `ACCESS_DENIED`
 */
export async function signal(
  session: Session,
  caller: Caller,
  selector: JobSelector,
  number: number,
  scope: SignalScope,
): Promise<void> {
  const mirror = session.store.refresh();
  const records = selectRecords(mirror, selector);
  for (const record of records) requireControl(caller, record, 'signal');
  const job = recordName(records[0]!);
  if (records.every(hasEnded)) throw new SlurmError('JOB_ENDED', { job });
  if (number === SIGKILL && scope !== 'batch') {
    await session.write((transaction) => {
      for (const record of selectForChange(transaction, mirror, selector)) {
        cancelRecord(transaction, record, session.cluster, caller.uid);
      }
    });
    session.wake();
  }
  const started = records.filter(isStarted);
  if (started.length === 0) {
    if (number === SIGKILL && scope !== 'batch') return;
    throw new SlurmError('JOB_NOT_STARTED', { job, what: 'signal' });
  }
  const reached = await Promise.all(started.map((record) => reach(session, record, number, scope)));
  if (!reached.includes(true) && number !== SIGKILL) throw new SlurmError('JOB_SIGNAL_LOST', { job });
}

/** Whether the signal found processes. A job is put as running before it has any: they are waited for. */
async function reach(
  session: Session,
  { id, state }: StartedRecord,
  number: number,
  scope: SignalScope,
): Promise<boolean> {
  const { folder } = state.run;
  // Components of a het job other than the first have no processes.
  if (folder === '') return false;
  const runner = await session.runner();
  for (let look = 0; look < STARTING_MS / LOOK_MS; look++) {
    if (await runner.signal(join(session.folder.runs, folder), number, scope)) return true;
    const now = session.store.job(id);
    if (!now || !isStarted(now) || now.state.run.folder !== folder) return false;
    await sleep(LOOK_MS);
  }
  return false;
}
