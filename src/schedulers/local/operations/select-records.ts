import { formatArrayTasks, parseArrayTasks } from '../../../slurm/array-tasks.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { formatJobId, type JobSelector } from '../../../slurm/job-id.ts';
import { isPending, type JobRecord } from '../job/job-record.ts';
import { recordTasks } from '../job/record-tasks.ts';
import type { Mirror } from '../store/mirror.ts';
import type { Transaction } from '../store/transaction.ts';

/** Ids of tasks that users may write; those that do not exist match nothing. */
const ANY_TASK = 4_000_001;

/**
 * The records that a job id of a user stands for, by job id.
 * @throws SlurmError `JOB_UNKNOWN`, `ARRAY_INVALID`
 */
export function selectRecords(mirror: Mirror, selector: JobSelector): JobRecord[] {
  const found = matching(mirror, selector);
  if (found.length === 0) throw new SlurmError('JOB_UNKNOWN', { job: formatJobId(selector) });
  return found;
}

function matching(mirror: Mirror, selector: JobSelector): JobRecord[] {
  const group = mirror.group(selector.jobId);
  switch (selector.kind) {
    case 'job': {
      if (group.length > 0) return group;
      const record = mirror.records.get(selector.jobId);
      return record ? [record] : [];
    }
    case 'component':
      return group.filter(({ het }) => het?.offset === selector.offset);
    case 'tasks': {
      if (selector.tasks === '*') return group.filter((record) => record.array && isPending(record));
      const wanted = new Set(parseArrayTasks(selector.tasks, ANY_TASK).tasks);
      return group.filter((record) => recordTasks(record).some((task) => wanted.has(task)));
    }
  }
}

/**
 * As {@link selectRecords}, for a change: of a pending rest of which only some tasks are meant, those are split
 * off first; of a het job that has not started all components are meant.
 */
export function selectForChange(
  transaction: Transaction,
  mirror: Mirror,
  selector: JobSelector,
): JobRecord[] {
  const selected = selectRecords(mirror, selector);
  if (selector.kind === 'tasks' && selector.tasks !== '*') {
    const wanted = new Set(parseArrayTasks(selector.tasks, ANY_TASK).tasks);
    return selected.map((record) => {
      const tasks = recordTasks(record).filter((task) => wanted.has(task));
      return tasks.length < recordTasks(record).length ? splitTasks(transaction, record, tasks) : record;
    });
  }
  const [only] = selected;
  return selected.length === 1 && only?.het && isPending(only) ? mirror.group(only.het.jobId) : selected;
}

/**
 * Makes a record of its own of some pending tasks of an array. It gets a new job id; the rest keeps its own, so
 * that the array's id stays with the last of it.
 */
export function splitTasks(transaction: Transaction, record: JobRecord, tasks: readonly number[]): JobRecord {
  const array = record.array!;
  const off = new Set(tasks);
  const rest = recordTasks(record).filter((task) => !off.has(task));
  transaction.put({ ...record, array: { ...array, tasks: formatArrayTasks(rest) } });
  const id = transaction.takeIds(1);
  return transaction.put({ ...record, id, array: { ...array, tasks: formatArrayTasks(tasks) } });
}
