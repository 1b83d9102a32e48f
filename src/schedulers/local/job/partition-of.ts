import { SlurmError } from '../../../slurm/error.ts';
import type { Cluster, ClusterPartition } from '../cluster/cluster.ts';

/**
 * The partition a job goes to: the first of those it names, else the default one.
 * @throws SlurmError `JOB_PARTITION_UNKNOWN`
 */
export function partitionOf(name: string | undefined, cluster: Cluster): ClusterPartition {
  const wanted = name?.split(',')[0]?.trim() ?? '';
  const found =
    wanted === ''
      ? (cluster.partitions.find(({ isDefault }) => isDefault) ??
        (cluster.partitions.length === 1 ? cluster.partitions[0] : undefined))
      : cluster.partitionByName.get(wanted);
  if (found) return found;
  const known = cluster.partitions.map((partition) => partition.name).join(', ');
  throw new SlurmError('JOB_PARTITION_UNKNOWN', { name: wanted || '(default)', known });
}
