import type { Caller } from '../../../slurm/caller.ts';
import { completeDescription } from '../../../slurm/describe-job.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobDescription } from '../../../slurm/job-description.ts';
import type { JobSelector } from '../../../slurm/job-id.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { parseDependency } from '../job/dependency.ts';
import {
  hasEnded,
  isPending,
  type JobRecord,
  type PendingRecord,
  type StartedRecord,
} from '../job/job-record.ts';
import { partitionOf } from '../job/partition-of.ts';
import { priorityOf } from '../job/priority.ts';
import { recordName } from '../job/record-tasks.ts';
import { timeLimit } from '../job/time-limit.ts';
import { withReason } from '../job/waiting.ts';
import type { Draft } from '../store/transaction.ts';
import { isAdministrator, requireControl } from './authorise.ts';
import { checkOffered } from './check-offered.ts';
import { checkPossible } from './check-possible.ts';
import { selectForChange } from './select-records.ts';
import type { Session } from './session.ts';
import { checkDependency } from './submit.ts';

/** What may still be changed of a job that has started. */
const LIVE: ReadonlySet<string> = new Set([
  'account',
  'admin_comment',
  'comment',
  'deadline',
  'end_time',
  'extra',
  'mail_type',
  'mail_user',
  'name',
  'nice',
  'priority',
  'requeue',
  'time_limit',
  'warn_batch_only',
  'warn_signal',
  'warn_time',
  'wckey',
]);

/**
 * Changes jobs as scontrol(1) `update job`, `hold` and `release` do.
 * @throws SlurmError `JOB_NOT_PENDING` for what a started job cannot change, `JOB_ENDED`, `ACCESS_DENIED`,
 *   and what {@link submit} throws of the changed job
 */
export async function update(
  session: Session,
  caller: Caller,
  selector: JobSelector,
  changes: JobDescription,
): Promise<void> {
  checkOffered(changes);
  const mirror = session.store.refresh();
  await session.write((transaction) => {
    const records = selectForChange(transaction, mirror, selector);
    for (const record of records) requireControl(caller, record, 'change');
    const open = records.filter((record) => !hasEnded(record));
    if (open.length === 0) throw new SlurmError('JOB_ENDED', { job: recordName(records[0]!) });
    for (const record of open) {
      const changed = isPending(record)
        ? changePending(session.cluster, caller, record, changes, transaction.now)
        : changeStarted(session.cluster, caller, record as StartedRecord, changes);
      if (isPending(record)) {
        checkDependency((changed as PendingRecord).state.dependency, (id) =>
          id === record.id ? undefined : (transaction.job(id) ?? mirror.group(id)[0]),
        );
      }
      transaction.put(changed);
    }
  });
  session.wake();
}

function changePending(
  cluster: Cluster,
  caller: Caller,
  record: PendingRecord,
  changes: JobDescription,
  now: number,
): Draft {
  const { environment: _, user_id, group_id: __, array_inx, priority, dependency, ...fields } = changes;
  if (user_id !== undefined && user_id !== record.uid) {
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: 'give a job to another user' });
  }
  const asked = 'num_tasks' in fields || 'cpus_per_task' in fields ? withoutCpus(record) : record.description;
  const partition = partitionOf(fields.partition ?? record.description.partition, cluster);
  const description = { ...completeDescription({ ...asked, ...fields }), partition: partition.name };
  checkPossible(description, partition, cluster);
  checkNice(caller, fields);
  const { held, ...free } = prioritised(caller, record, priority);
  const waitsFor = dependency === undefined ? record.state.dependency : parseDependency(dependency);
  const changed: Omit<PendingRecord, 'version'> = {
    ...free,
    ...(held && { held }),
    description,
    ...(record.array && { array: { ...record.array, limit: newLimit(array_inx) ?? record.array.limit } }),
    state: {
      kind: 'pending',
      ...(record.state.reason !== undefined && { reason: record.state.reason }),
      ...(waitsFor && { dependency: waitsFor }),
    },
  };
  return withReason(changed, cluster, now);
}

/** The least number of CPUs follows from the tasks again. */
function withoutCpus({ description }: JobRecord): JobDescription {
  const { min_cpus: _, ...rest } = description;
  return rest;
}

/** scontrol(1): ArrayTaskThrottle; 0 = no limit. */
function newLimit(text: string | undefined): number | undefined {
  const match = /^%?(\d+)$/.exec(text ?? '');
  return match ? Number(match[1]) : undefined;
}

function changeStarted(
  cluster: Cluster,
  caller: Caller,
  record: StartedRecord,
  changes: JobDescription,
): Draft {
  const job = recordName(record);
  for (const [field, value] of Object.entries(changes)) {
    if (value !== undefined && !LIVE.has(field)) throw new SlurmError('JOB_NOT_PENDING', { job, field });
  }
  checkNice(caller, changes);
  const {
    priority: _,
    end_time,
    environment: __,
    user_id: ___,
    group_id: ____,
    array_inx: _____,
    ...fields
  } = changes;
  const { startTime, suspended } = record.state.run;
  const minutes =
    end_time === undefined ? fields.time_limit : Math.ceil((end_time - startTime - suspended) / 60);
  if (minutes === undefined) return { ...record, description: { ...record.description, ...fields } };
  const partition = cluster.partitionByName.get(record.description.partition ?? '');
  const before = partition ? timeLimit(record.description, partition) : Number.POSITIVE_INFINITY;
  if (minutes > before && !isAdministrator(caller)) {
    throw new SlurmError('ACCESS_DENIED', {
      who: caller.name,
      what: 'raise the time limit of a running job',
    });
  }
  return { ...record, description: { ...record.description, ...fields, time_limit: Math.max(1, minutes) } };
}

function checkNice(caller: Caller, { nice }: JobDescription): void {
  if (nice !== undefined && nice < 0 && !isAdministrator(caller)) {
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: 'lower nice below 0' });
  }
}

/** Holds (0), releases (`Infinity`) or moves a job; owners may only lower its priority. */
function prioritised(caller: Caller, record: PendingRecord, priority: number | undefined): PendingRecord {
  if (priority === undefined) return record;
  if (priority === 0) {
    return { ...record, held: record.held ?? (caller.uid === record.uid ? 'user' : 'admin') };
  }
  if (record.held === 'admin' && !isAdministrator(caller)) {
    throw new SlurmError('ACCESS_DENIED', {
      who: caller.name,
      what: 'release a job that an administrator holds',
    });
  }
  const { held: _, ...released } = record;
  if (priority === Number.POSITIVE_INFINITY) return released;
  if (priority > priorityOf(released) && !isAdministrator(caller)) {
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: 'raise the priority of a job' });
  }
  return { ...released, rank: priority + (record.description.nice ?? 0) };
}
