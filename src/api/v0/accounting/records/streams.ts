import type { AccountingJob } from '../../../../slurm/accounting/job.ts';
import type { AccountingStep } from '../../../../slurm/accounting/step.ts';
import { expandHostlist } from '../../../../slurm/hostlist.ts';
import { expandPattern, NO_TASK } from '../../../../slurm/output-path.ts';

type Streams = Readonly<Record<'std_in' | 'std_out' | 'std_err', string>>;

function expanded(job: AccountingJob, streams: Streams, folder: string, nodes: string, step?: number) {
  const facts = {
    jobId: job.jobid,
    arrayJobId: job.array_job_id || job.jobid,
    task: job.array_task_id ?? NO_TASK,
    node: nodes === '' || nodes.includes(' ') ? undefined : expandHostlist(nodes)[0],
    user: job.user,
    jobName: job.jobname,
    ...(step !== undefined && { step }),
  };
  // As Slurm does, what is relative only gets the folder in front of it.
  const path = (pattern: string) => {
    const filled = expandPattern(pattern, facts);
    if (pattern === '' || filled.startsWith('/') || folder === '') return pattern && filled;
    return `${folder.endsWith('/') ? folder : `${folder}/`}${filled}`;
  };
  return { stdin: path(streams.std_in), stdout: path(streams.std_out), stderr: path(streams.std_err) };
}

/** Paths of a job's streams with their patterns filled in; `''` for what the storage does not know. */
export function jobPaths(job: AccountingJob): ReturnType<typeof expanded> {
  return expanded(job, job, job.work_dir, job.nodes);
}

/** The same of a step. */
export function stepPaths(job: AccountingJob, step: AccountingStep): ReturnType<typeof expanded> {
  const { step_id } = step.step_id;
  return expanded(job, step, step.cwd, step.nodes, typeof step_id === 'number' ? step_id : undefined);
}
