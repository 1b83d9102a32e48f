import type { Cluster } from '../cluster/cluster.ts';
import { isPending, isStarted, type JobRecord, type StartedRecord } from '../job/job-record.ts';
import { taskCount } from '../job/record-tasks.ts';
import { withReason } from '../job/waiting.ts';
import { endUnstarted, stopRecord } from '../operations/cancel.ts';
import { groupOf, type Mirror } from '../store/mirror.ts';
import type { Transaction } from '../store/transaction.ts';
import { limitEnd, nextDue, warnTime } from './next-due.ts';

/** What is to be done beside what has been put. */
export interface DueWork {
  /** Jobs whose processes did not go within KillWait. */
  readonly kill: StartedRecord[];
  /** Jobs to which their warning signal is to be sent. */
  readonly warn: StartedRecord[];
  /** Jobs to look at again, and when (UNIX seconds). */
  readonly again: { readonly id: number; readonly time: number }[];
}

/** Seconds until an unkillable job is tried again, and until what keeps a group together is looked at again. */
const AGAIN = 10;

/** Does what the clock asks for: begins, warns, ends and forgets jobs. */
export function carryOutDue(
  transaction: Transaction,
  ids: readonly number[],
  cluster: Cluster,
  mirror: Mirror,
): DueWork {
  const work: DueWork = { kill: [], warn: [], again: [] };
  for (const id of ids) {
    const record = transaction.job(id);
    const due = record && nextDue(record, cluster);
    // Out of date, or a pending job whose reason is no longer the clock.
    if (!record || due === undefined || due > transaction.now) continue;
    if (isPending(record)) begin(transaction, record, cluster);
    else if (isStarted(record)) runOut(transaction, record, cluster, work);
    else forget(transaction, record, mirror, work);
  }
  return work;
}

function begin(transaction: Transaction, record: JobRecord, cluster: Cluster): void {
  if (!isPending(record)) return;
  const { now } = transaction;
  const { deadline } = record.description;
  if (deadline && deadline <= now) {
    endUnstarted(transaction, record, cluster, { outcome: 'DEADLINE', reason: 'DeadLine' });
    transaction.count({ jobs_failed: taskCount(record) });
    return;
  }
  transaction.put(withReason(record, cluster, now));
}

function runOut(transaction: Transaction, record: StartedRecord, cluster: Cluster, work: DueWork): void {
  const { now } = transaction;
  const { state, description } = record;
  if (state.kind === 'completing') {
    work.kill.push(record);
    work.again.push({ id: record.id, time: now + AGAIN });
    return;
  }
  if (state.kind !== 'running') return;
  const end = limitEnd(record, cluster);
  if (end !== undefined && end <= now) {
    stopRecord(transaction, record, { outcome: 'TIMEOUT', reason: 'TimeLimit' });
  } else if (description.deadline && description.deadline <= now) {
    stopRecord(transaction, record, { outcome: 'DEADLINE', reason: 'DeadLine' });
  } else if ((warnTime(record, cluster) ?? now + 1) <= now) {
    work.warn.push(transaction.put({ ...record, state: { ...state, warned: true } }) as StartedRecord);
  }
}

/** The first record of an array or het job stays as long as any other of it. */
function forget(transaction: Transaction, record: JobRecord, mirror: Mirror, work: DueWork): void {
  const { id, payload } = record;
  if (groupOf(record) === id && mirror.groupSize(id) > 1) {
    work.again.push({ id, time: transaction.now + AGAIN });
    return;
  }
  transaction.remove(id);
  // Others of this operation may be going, too: the last of the group is its first record.
  if (mirror.payloadUsers(payload) <= 1) transaction.removePayload(payload);
}
