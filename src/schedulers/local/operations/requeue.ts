import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobSelector } from '../../../slurm/job-id.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { hasEnded, isPending, type JobRecord, type PendingRecord } from '../job/job-record.ts';
import { recordName } from '../job/record-tasks.ts';
import { withReason } from '../job/waiting.ts';
import type { Draft, Transaction } from '../store/transaction.ts';
import { requireControl } from './authorise.ts';
import { selectForChange } from './select-records.ts';
import type { Session } from './session.ts';

/**
 * Puts started or ended jobs back into the queue; started ones once their processes are gone.
 * @throws SlurmError `JOB_REQUEUE_DISABLED`, `JOB_NOT_STARTED` of what is pending, `JOB_UNKNOWN`, `ACCESS_DENIED`
 */
export async function requeue(
  session: Session,
  caller: Caller,
  selector: JobSelector,
  { hold }: { readonly hold: boolean },
): Promise<void> {
  const mirror = session.store.refresh();
  await session.write((transaction) => {
    const records = selectForChange(transaction, mirror, selector);
    for (const record of records) {
      requireControl(caller, record, 'requeue');
      if (!mayRequeue(record, session.cluster)) {
        throw new SlurmError('JOB_REQUEUE_DISABLED', { job: recordName(record) });
      }
    }
    const meant = records.filter((record) => !isPending(record));
    if (meant.length === 0)
      throw new SlurmError('JOB_NOT_STARTED', { job: recordName(records[0]!), what: 'requeue' });
    for (const record of meant) {
      if (hasEnded(record)) transaction.put(requeued(record, session.cluster, transaction.now, hold));
      else stopForRequeue(transaction, record, hold);
    }
  });
  session.wake();
}

export function mayRequeue({ description }: JobRecord, cluster: Cluster): boolean {
  return description.requeue ?? cluster.requeue;
}

function stopForRequeue(transaction: Transaction, record: JobRecord, hold: boolean): void {
  const { state } = record;
  if (state.kind !== 'running' && state.kind !== 'suspended') return;
  transaction.put({
    ...record,
    state: { kind: 'completing', run: state.run, ending: { kind: 'requeue', hold }, since: transaction.now },
  });
}

/** The record back in the queue, at its old place. */
export function requeued(record: JobRecord, cluster: Cluster, now: number, hold: boolean): Draft {
  const pending: Omit<PendingRecord, 'version'> = {
    ...record,
    ...(hold && { held: 'user' as const }),
    restarts: record.restarts + 1,
    eligibleTime: 0,
    state: { kind: 'pending' },
  };
  return withReason(pending, cluster, now);
}
