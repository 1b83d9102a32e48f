import type { Operation } from '../../engine/operation.ts';
import { getMetrics } from '../metrics/metrics.ts';
import { listVersions } from '../versions.ts';
import { getNode, getPartition, listNodes, listPartitions } from './cluster.ts';
import { diag, ping, resetDiag } from './controller.ts';
import { streamEvents } from './events/events.ts';
import { cancelJob, jobVerbs, updateJob } from './job-control.ts';
import { jobOutputs } from './job-output.ts';
import { getJob, getJobScript, listJobs } from './jobs.ts';
import { submitJob } from './submit.ts';

/** Every operation of `/slurm/v1`, and those of this program that have no version. */
export const v1: readonly Operation[] = [
  listVersions,
  getMetrics,
  ping,
  diag,
  resetDiag,
  listJobs,
  submitJob,
  getJob,
  updateJob,
  cancelJob,
  ...jobVerbs,
  getJobScript,
  ...jobOutputs,
  streamEvents,
  listNodes,
  getNode,
  listPartitions,
  getPartition,
];
