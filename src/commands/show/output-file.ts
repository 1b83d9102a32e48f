import type { JobOutputFile } from '../../client/job-output.ts';
import { actionId, type V1Job } from '../../ui/squeue/v1-job.ts';

/** Where a job writes one of its streams. */
export function outputFile(job: V1Job, stream: 'stdout' | 'stderr'): JobOutputFile {
  const path = String((stream === 'stdout' ? job.std_out : job.std_err) ?? '');
  return { id: actionId(job), stream, path };
}
