import type { Cluster } from '../cluster/cluster.ts';
import { dependencyOutcome } from './dependency.ts';
import type { JobRecord, PendingRecord } from './job-record.ts';

/** Reasons of jobs that may start, which hold until planning gives another. */
export const PLANNED_REASONS: readonly string[] = [
  'Resources',
  'Licenses',
  'JobArrayTaskLimit',
  'ReqNodeNotAvail',
  'JobLaunchFailure',
];

/**
 * Why a pending job may not be considered now, as squeue(1) names it; undefined when it may.
 * @param now UNIX seconds
 */
export function waitingReason(record: PendingRecord, cluster: Cluster, now: number): string | undefined {
  const { held, description, state } = record;
  if (held) return held === 'admin' ? 'JobHeldAdmin' : 'JobHeldUser';
  if ((description.begin_time ?? 0) > now) return 'BeginTime';
  if (state.dependency) {
    const outcome = dependencyOutcome(state.dependency);
    if (outcome !== 'met') return outcome === 'open' ? 'Dependency' : 'DependencyNeverSatisfied';
  }
  const partition = cluster.partitionByName.get(description.partition ?? '');
  if (!partition) return 'InvalidPartition';
  if (partition.state === 'DOWN') return 'PartitionDown';
  return partition.state === 'INACTIVE' ? 'PartitionInactive' : undefined;
}

/** The record with the reason, and the time from which it may start, that hold now; itself where they did. */
export function withReason<Record extends Omit<PendingRecord, 'version'>>(
  record: Record,
  cluster: Cluster,
  now: number,
): Record {
  const { state } = record;
  const reason = waitingReason(record as unknown as PendingRecord, cluster, now);
  const eligibleTime = eligibleFrom(record, reason, now);
  const keepsReason =
    reason === undefined
      ? state.reason === undefined || PLANNED_REASONS.includes(state.reason)
      : state.reason === reason;
  if (keepsReason && eligibleTime === record.eligibleTime) return record;
  const { reason: _, reasonText: __, expectedStart: ___, ...rest } = state;
  const kept = keepsReason ? state : { ...rest, ...(reason !== undefined && { reason }) };
  return { ...record, eligibleTime, state: kept };
}

function eligibleFrom(record: Omit<JobRecord, 'version'>, reason: string | undefined, now: number): number {
  if (reason === 'BeginTime') return record.description.begin_time!;
  if (reason !== undefined) return 0;
  return record.eligibleTime > 0 && record.eligibleTime <= now ? record.eligibleTime : now;
}
