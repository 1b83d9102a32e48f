import { Reply, TEXT } from '../../../engine/reply.ts';
import { MAX_JOB_ID } from '../../../slurm/job-id.ts';
import { INVALID_QUERY, problem, type Warning } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';

/** Slurm's highest number for an id; those above stand for something else (NO_VAL, INFINITE …). */
const HIGHEST = 0xffff_fff0;
/** Slurm's number of a job that does not exist (ESLURM_INVALID_JOB_ID). */
const UNKNOWN_JOB = 2017;

/** A job id in a path as slurmrestd reads it: what follows the number is only warned of. */
interface PathJobId {
  readonly jobId: number;
  readonly warnings: readonly Warning[];
}

/** Characters that slurmrestd takes in no path. */
const IMPOSSIBLE = /[^\w.~%-]|[[\]*+,]/;

/**
 * @param source the function of slurmrestd that reads it
 * @returns a reply where the path itself is refused
 * @throws Refused for what is no job id
 */
export function readPathJobId(text: string, source: string, getter: string): PathJobId | Reply {
  if (IMPOSSIBLE.test(text) && !text.includes(' '))
    return new Reply(404, 'Invalid or unknown URL path', TEXT);
  const [, digits = '', task, step] = /^(\d+)(?:(_\d+)|(\.[\w]+))?$/.exec(text) ?? [];
  const jobId = Number(digits);
  if (digits === '' || jobId === 0 || jobId >= HIGHEST)
    throw new Refused([problem('Rejecting request. Failure parsing parameters', INVALID_QUERY, source)]);
  if (jobId >= MAX_JOB_ID)
    throw new Refused([problem(`Invalid JobID=${jobId} rejected`, UNKNOWN_JOB, source)]);
  const warnings: Warning[] = [];
  if (task !== undefined)
    warnings.push({
      description:
        'Job array Ids are not currently supported for job searches. Showing all jobs in array instead.',
      source: getter,
    });
  if (step !== undefined)
    warnings.push({
      description: 'Job steps are not supported for job searches. Showing whole job instead.',
      source: getter,
    });
  return { jobId, warnings };
}
