import { hostname } from 'node:os';
import type { Caller } from '../../slurm/caller.ts';
import { completeDescription } from '../../slurm/describe-job.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { JobDescription, Submission } from '../../slurm/job-description.ts';

/**
 * What sbatch(1) adds to a job before it goes to slurmctld, and what it checks: slurmctld takes a script that no
 * kernel can run, and the job then fails.
 * @throws SlurmError `FIELD_INVALID`
 */
export function completeSubmission({ jobs, script }: Submission, caller: Caller): Submission {
  if (!script.startsWith('#!')) {
    const problem = 'the first line must name an interpreter, such as #!/bin/bash';
    throw new SlurmError('FIELD_INVALID', { field: 'script', problem }, { source: 'script' });
  }
  const [first, ...rest] = jobs;
  const complete = (given: JobDescription): JobDescription => {
    // The one script of a het job runs where and with what its first component says; slurmctld wants both in each.
    const job = first.work_dir === undefined ? given : { work_dir: first.work_dir, ...given };
    return completeDescriptionFor(caller, job, job.environment ?? first.environment);
  };
  return { jobs: [complete(first), ...rest.map(complete)], script };
}

/** A description as slurmctld wants it, of a job with or without a script. */
export function completeDescriptionFor(
  caller: Caller,
  job: JobDescription,
  environment: readonly string[] = job.environment ?? [],
): JobDescription {
  return {
    user_id: caller.uid,
    group_id: caller.gid,
    ...completeDescription(job),
    environment: completeEnvironment(environment, job),
    bitflags: [...(job.bitflags ?? []), ...defaultsUsed(job)],
  };
}

/** What Slurm's own commands say of a job that leaves these to the cluster. */
function defaultsUsed({ account, partition, qos, wckey }: JobDescription): string[] {
  return Object.entries({ ACCT: account, PART: partition, QOS: qos, WCKEY: wckey }).flatMap(
    ([name, value]) => (value === undefined ? [`USE_DEFAULT_${name}`] : []),
  );
}

/** Neither changes while a daemon runs, and each costs a system call. */
const SUBMIT_HOST = hostname();
const UMASK = process.umask().toString(8).padStart(4, '0');

/** Variables slurmctld and slurmd do not set by themselves. Source: sbatch(1), "OUTPUT ENVIRONMENT VARIABLES". */
function completeEnvironment(given: readonly string[], job: JobDescription): string[] {
  const added: Readonly<Record<string, string | undefined>> = {
    SLURM_SUBMIT_DIR: job.work_dir,
    SLURM_SUBMIT_HOST: SUBMIT_HOST,
    SLURM_JOB_NAME: job.name,
    SLURM_PRIO_PROCESS: '0',
    SLURM_UMASK: UMASK,
  };
  const missing = Object.entries(added).flatMap(([name, value]) =>
    value === undefined || given.some((variable) => variable.startsWith(`${name}=`))
      ? []
      : [`${name}=${value}`],
  );
  return [...given, ...missing];
}
