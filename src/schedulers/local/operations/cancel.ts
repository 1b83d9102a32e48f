import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobSelector } from '../../../slurm/job-id.ts';
import { hasEnded, isPending, type JobRecord, type StartedRecord } from '../job/job-record.ts';
import { recordName, recordTasks } from '../job/record-tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import { requireControl } from './authorise.ts';
import { selectForChange } from './select-records.ts';
import type { Session } from './session.ts';

/**
 * Cancels jobs: those that have not started at once, others when their processes are gone.
 * @throws SlurmError `JOB_ENDED` when there was nothing left to cancel, `JOB_UNKNOWN`, `ACCESS_DENIED`
 */
export async function cancel(session: Session, caller: Caller, selector: JobSelector): Promise<void> {
  const mirror = session.store.refresh();
  await session.write((transaction) => {
    const records = selectForChange(transaction, mirror, selector);
    for (const record of records) requireControl(caller, record, 'cancel');
    if (records.every(hasEnded)) throw new SlurmError('JOB_ENDED', { job: recordName(records[0]!) });
    for (const record of records) cancelRecord(transaction, record);
  });
  session.wake();
}

/** Puts the record as cancelled, or as being cancelled. */
export function cancelRecord(transaction: Transaction, record: JobRecord): void {
  const { now } = transaction;
  if (isPending(record)) {
    transaction.put({
      ...record,
      state: { kind: 'ended', outcome: 'CANCELLED', reason: 'None', waitStatus: 0, endTime: now },
    });
    transaction.count({ jobs_canceled: Math.max(1, recordTasks(record).length) });
  } else if (!hasEnded(record)) {
    stopRecord(transaction, record as StartedRecord, 'CANCELLED', 'None');
  }
}

/**
 * Puts a started record as being stopped; whoever schedules then ends its processes, SIGTERM first.
 * @param since UNIX seconds of SIGTERM; SIGKILL follows KillWait later
 */
export function stopRecord(
  transaction: Transaction,
  record: StartedRecord,
  outcome: 'CANCELLED' | 'TIMEOUT' | 'DEADLINE',
  reason: string,
  since = transaction.now,
): void {
  const { state } = record;
  // The first cause is kept, except that what would be requeued can still be cancelled.
  if (state.kind === 'completing' && state.ending.kind === 'end') return;
  transaction.put({
    ...record,
    state: {
      kind: 'completing',
      run: state.run,
      ending: { kind: 'end', outcome, reason },
      since: state.kind === 'completing' ? state.since : since,
    },
  });
}
