import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobSelector } from '../../../slurm/job-id.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { historyOfUnstarted } from '../history/history-of.ts';
import {
  type EndedRecord,
  hasEnded,
  isPending,
  type JobRecord,
  type PendingRecord,
  type StartedRecord,
} from '../job/job-record.ts';
import { recordName, taskCount } from '../job/record-tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import { requireControl } from './authorise.ts';
import { selectForChange } from './select-records.ts';
import type { Session } from './session.ts';

/** Why a job does not go on. */
interface Cause {
  readonly outcome: 'CANCELLED' | 'TIMEOUT' | 'DEADLINE';
  readonly reason: string;
  /** Uid of who wanted it. */
  readonly by?: number | undefined;
}

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
    for (const record of records) cancelRecord(transaction, record, session.cluster, caller.uid);
  });
  session.wake();
}

/**
 * Puts the record as cancelled, or as being cancelled.
 * @param by uid of who did it; undefined = nobody
 */
export function cancelRecord(
  transaction: Transaction,
  record: JobRecord,
  cluster: Cluster,
  by: number | undefined,
): void {
  if (isPending(record)) {
    endUnstarted(transaction, record, cluster, { outcome: 'CANCELLED', reason: 'None', by });
    transaction.count({ jobs_canceled: taskCount(record) });
  } else if (!hasEnded(record)) {
    stopRecord(transaction, record as StartedRecord, { outcome: 'CANCELLED', reason: 'None', by });
  }
}

/** Puts a job that waits as over. */
export function endUnstarted(
  transaction: Transaction,
  record: PendingRecord,
  cluster: Cluster,
  { outcome, reason, by }: Cause,
): void {
  const state = { kind: 'ended', outcome, reason, waitStatus: 0, endTime: transaction.now } as const;
  const ended = transaction.put({ ...record, state }) as EndedRecord;
  transaction.remember(historyOfUnstarted(ended, cluster, by));
}

/**
 * Puts a started record as being stopped; whoever schedules then ends its processes, SIGTERM first.
 * @param since UNIX seconds of SIGTERM; SIGKILL follows KillWait later
 */
export function stopRecord(
  transaction: Transaction,
  record: StartedRecord,
  cause: Cause,
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
      ending: { kind: 'end', ...cause },
      since: state.kind === 'completing' ? state.since : since,
    },
  });
}
