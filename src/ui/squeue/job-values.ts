import { openNumber, stateName, timeUsed, type V1Job } from './v1-job.ts';

/** MiB of a memory request, whether for a node (a number), a CPU (`{ per_cpu }`) or a GPU (`gres/gpu:500`). */
export function memoryOf(job: V1Job): number {
  const perTres = /:(\d+)$/.exec(String(job.mem_per_tres ?? ''));
  if (perTres) return Number(perTres[1]);
  const request = job.pn_min_memory;
  if (typeof request === 'object' && request !== null && 'per_cpu' in request)
    return openNumber(request.per_cpu) ?? 0;
  return openNumber(request) ?? 0;
}

/** Seconds until the limit; `undefined` where there is none or it is not set yet. */
export function timeLeft(job: V1Job, now: number): number | undefined {
  const limit = openNumber(job.time_limit);
  return limit === undefined || !Number.isFinite(limit) ? undefined : limit * 60 - timeUsed(job, now);
}

/** The id and the place within it: arrays by task, het jobs by component, whole arrays last. */
export function idKey(job: V1Job): number {
  if (job.het_job_id) return Number(job.het_job_id) + (openNumber(job.het_job_offset) ?? 0) / 2 ** 23;
  if (!job.array_job_id) return job.job_id;
  const task = openNumber(job.array_task_id);
  return Number(job.array_job_id) + (task === undefined ? 0.999 : task / 2 ** 23);
}

/** Why the job is in its state: the description of it, else the reason's name. */
export const reasonOf = (job: V1Job) => String(job.state_desc || job.state_reason || 'None');

/** States whose NODELIST(REASON) tells why rather than where. */
const REASON_STATES = new Set([
  'PENDING',
  'REQUEUED',
  'REQUEUE_HOLD',
  'SPECIAL_EXIT',
  'STAGE_OUT',
  'TIMEOUT',
  'OUT_OF_MEMORY',
  'DEADLINE',
  'FAILED',
]);

/** NODELIST(REASON): `(Resources)`, or the nodes of the job. Source: squeue(1), "%R". */
export function nodesOrReason(job: V1Job): string {
  return REASON_STATES.has(stateName(job)) ? `(${reasonOf(job)})` : String(job.nodes ?? '');
}

/** Seconds between submission and start, or until now while the job waits. */
export function pendingTime(job: V1Job, now: number): number {
  const start = openNumber(job.start_time) ?? 0;
  return (start > 0 && start < now ? start : now) - (openNumber(job.submit_time) ?? now);
}
