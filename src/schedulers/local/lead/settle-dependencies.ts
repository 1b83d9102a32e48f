import type { Cluster } from '../cluster/cluster.ts';
import { dependencyOutcome } from '../job/dependency.ts';
import { isPending, type JobRecord, type PendingRecord } from '../job/job-record.ts';
import { withReason } from '../job/waiting.ts';
import { cancelRecord } from '../operations/cancel.ts';
import { splitTasks } from '../operations/select-records.ts';
import type { Mirror } from '../store/mirror.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Dependents } from './dependents.ts';
import { decidedTasks, type Known, resolveDependency } from './resolve-dependency.ts';

/**
 * Looks again at the dependencies of jobs.
 * @param ids those for which something they wait for has changed
 */
export function settleDependencies(
  transaction: Transaction,
  ids: readonly number[],
  dependents: Dependents,
  cluster: Cluster,
  mirror: Mirror,
): void {
  const known: Known = {
    now: transaction.now,
    records: (id) => recordsOf(mirror, id),
    hasElder: (record) => dependents.hasElder(record),
  };
  for (const id of ids) {
    const record = transaction.job(id);
    if (!record || !isPending(record)) continue;
    const decided = decidedTasks(record, known);
    const part = decided.length > 0 ? (splitTasks(transaction, record, decided) as PendingRecord) : record;
    // There may be more whose counterparts came out the other way.
    if (part !== record) dependents.recheck(id);
    settle(transaction, part, known, cluster);
  }
}

function recordsOf(mirror: Mirror, id: number): readonly JobRecord[] {
  const group = mirror.group(id);
  if (group.length > 0) return group;
  const record = mirror.records.get(id);
  return record ? [record] : [];
}

function settle(transaction: Transaction, record: PendingRecord, known: Known, cluster: Cluster): void {
  const dependency = resolveDependency(record, known);
  if (!dependency || dependency === record.state.dependency) return;
  const put = transaction.put(
    withReason({ ...record, state: { ...record.state, dependency } }, cluster, transaction.now),
  );
  if (cluster.killInvalidDepend && dependencyOutcome(dependency) === 'never') {
    cancelRecord(transaction, put, cluster, undefined);
  }
}
