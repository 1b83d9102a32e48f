import type { ClusterPartition } from '../cluster/cluster.ts';
import { YEAR } from '../schedule/timeline.ts';
import type { StoredDescription } from './job-record.ts';

/** Minutes a job may run: its own limit, else the partition's default; sbatch(1): 0 is no limit. */
export function timeLimit({ time_limit }: StoredDescription, partition: ClusterPartition): number {
  const minutes = time_limit ?? partition.defaultTime ?? partition.maxTime;
  return minutes === 0 ? partition.maxTime : minutes;
}

/** Seconds a job is planned for. */
export function plannedSeconds(description: StoredDescription, partition: ClusterPartition): number {
  const minutes = timeLimit(description, partition);
  return Number.isFinite(minutes) ? minutes * 60 : YEAR;
}
