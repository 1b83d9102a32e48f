import type { Job } from './job.ts';
import { NO_TASK, streamPaths } from './output-path.ts';

/** Absolute paths of a job's standard streams, patterns filled in. */
export function jobStreams(job: Job): ReturnType<typeof streamPaths> {
  const facts = {
    jobId: job.job_id,
    arrayJobId: job.array_job_id || job.job_id,
    task: job.array_task_id ?? NO_TASK,
    node: job.batch_host || undefined,
    user: job.user_name,
    jobName: job.name,
  };
  const streams = { in: job.std_in, out: job.std_out, err: job.std_err };
  return streamPaths(streams, job.work_dir, job.array_job_id !== 0, facts);
}
