import { SlurmError } from '../../slurm/error.ts';
import { type Problem, problem, statusOf, type Warning } from './envelope/problems.ts';

/** What else an answer to a refused request carries. */
interface RefusedOptions {
  readonly status?: number;
  /** Members of the answer beside the envelope, e.g. an empty list of jobs. */
  readonly members?: object;
  readonly warnings?: readonly Warning[];
}

/** A request that is answered with its problems in the envelope of the version. */
export class Refused extends Error {
  readonly problems: readonly Problem[];
  readonly status: number;
  readonly members: object;
  readonly warnings: readonly Warning[];

  constructor(problems: readonly Problem[], { status, members = {}, warnings = [] }: RefusedOptions = {}) {
    super(problems.at(-1)?.description ?? '');
    this.problems = problems;
    this.status = status ?? statusOf(problems.at(-1)?.error_number ?? 0);
    this.members = members;
    this.warnings = warnings;
  }
}

/**
 * Waits for what the scheduler is asked, and refuses in the words of the version what it refuses.
 * @param description what slurmrestd says failed
 * @param source its function, as it names it
 */
export async function asking<Answer>(
  answer: Promise<Answer>,
  description: string,
  source: string,
  options: RefusedOptions = {},
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    throw new Refused([problem(description, slurmErrno(error), source)], options);
  }
}

/** Numbers from 9000 up that are our own stand for something else in Slurm. */
export function slurmErrno(error: SlurmError): number {
  return error.errno >= 9000 ? OTHER : error.errno;
}

/** SLURM_ERROR: something failed. */
const OTHER = -1;

/** The refusal of a request of several parts, whose status is that of what failed first. */
export function severalRefused(problems: readonly Problem[], options: RefusedOptions = {}): Refused {
  return new Refused(problems, { status: statusOf(problems[0]!.error_number), ...options });
}

/** ESLURM_NOT_SUPPORTED. */
const NOT_SUPPORTED = 2036;

/** The refusal of what only a real cluster has. @param what e.g. `reservations` */
export function notOffered(what: string, source: string): Refused {
  const description = `The embedded scheduler has no ${what}; ask a cluster that has them`;
  return new Refused([problem(description, NOT_SUPPORTED, source)], { status: 501 });
}
