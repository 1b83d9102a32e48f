import type { Job } from '../../../slurm/job.ts';
import type { License } from '../../../slurm/license.ts';
import type { Node } from '../../../slurm/node.ts';
import type { Partition } from '../../../slurm/partition.ts';
import type { Reservation } from '../../../slurm/reservation.ts';
import { markBackfilled } from '../messages/backfill-mark.ts';
import { type JobInfoPrefix, jobDecoder, jobInfoPrefix } from '../messages/job-info.ts';
import { licenseDecoder, licenseInfoPrefix } from '../messages/license-info.ts';
import { nodeDecoder, nodeInfoPrefix } from '../messages/node-info.ts';
import { partitionDecoder, partitionInfoPrefix } from '../messages/partition-info.ts';
import { reservationDecoder, reservationInfoPrefix } from '../messages/reservation-info.ts';
import type { TableFormat } from './polled-table.ts';
import type { UserNames } from './user-names.ts';

const asItIs = {
  settle: async <Result>(decode: () => Result): Promise<Result> => decode(),
  arrange: <Entry>(records: readonly Entry[]): readonly Entry[] => records,
};

export function jobFormat(names: UserNames): TableFormat<Job, JobInfoPrefix> {
  return {
    decoder: (version) => jobDecoder(version, names.of),
    prefix: jobInfoPrefix,
    settle: (decode) => names.settle(decode),
    arrange: arrangeJobs,
  };
}

/** As Slurm's own programs have them, ascending by job id; slurmctld keeps jobs nearly in this order. */
export function arrangeJobs(sent: readonly Job[], { lastBackfill }: JobInfoPrefix): readonly Job[] {
  const jobs = markBackfilled(sent, lastBackfill);
  const isSorted = jobs.every((job, index) => index === 0 || jobs[index - 1]!.job_id <= job.job_id);
  return isSorted ? jobs : jobs.toSorted((a, b) => a.job_id - b.job_id);
}

export const NODE_FORMAT: TableFormat<Node> = {
  ...asItIs,
  decoder: nodeDecoder,
  prefix: nodeInfoPrefix,
  // Up to protocol version 41 a node the caller may not see is a record without a name.
  arrange: (nodes) =>
    nodes.some(({ name }) => name === '') ? nodes.filter(({ name }) => name !== '') : nodes,
};

export const PARTITION_FORMAT: TableFormat<Partition> = {
  ...asItIs,
  decoder: partitionDecoder,
  prefix: partitionInfoPrefix,
};

export const RESERVATION_FORMAT: TableFormat<Reservation> = {
  ...asItIs,
  decoder: reservationDecoder,
  prefix: reservationInfoPrefix,
};

export const LICENSE_FORMAT: TableFormat<License> = {
  ...asItIs,
  decoder: licenseDecoder,
  prefix: licenseInfoPrefix,
};
