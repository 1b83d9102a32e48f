import { SlurmError } from '../../../slurm/error.ts';
import type { Job } from '../../../slurm/job.ts';
import { formatJobId, type JobSelector } from '../../../slurm/job-id.ts';
import type { SignalOutcome } from '../../../slurm/job-signal.ts';
import type { SignalScope } from '../../../slurm/scheduler.ts';
import { signalNumber } from '../../../slurm/signal-name.ts';
import type { EndpointContext } from '../endpoint.ts';
import { errorText } from '../envelope/error-text.ts';
import { type NumberObject, numberObject } from '../record/values.ts';
import { slurmErrno } from '../refused.ts';

/** What became of signalling one job. */
interface Outcome {
  readonly error: { readonly string: string; readonly code: number; readonly message: string };
  readonly step_id: string;
  readonly job_id: NumberObject;
  readonly federation: { readonly sibling: string };
}

const SIGKILL = 9;
const UNKNOWN_JOB = 2017;

/** Which signal, to whom of a job. */
export interface Kill {
  readonly signal: number;
  /** As they were given. */
  readonly flags: readonly string[];
  readonly scope: SignalScope;
  /** Tell of what succeeded, too. */
  readonly verbose: boolean;
}

/** @param signal a name or number; without one jobs are ended */
export function killOf(signal: string | undefined, flags: Iterable<string>): Kill | undefined {
  const number = signal === undefined || signal === '' ? SIGKILL : signalNumber(signal);
  const set = new Set(flags);
  const scope = set.has('FULL_JOB') ? 'full' : set.has('BATCH_JOB') ? 'batch' : 'steps';
  return number === undefined
    ? undefined
    : { signal: number, flags: [...set], scope, verbose: set.has('VERBOSE') };
}

/** What slurmctld says became of the jobs it was to signal. */
export function shownOutcomes(outcomes: readonly SignalOutcome[]): Outcome[] {
  return outcomes.map(({ code, message, job, realJobId, sibling }) => ({
    error: { string: errorText(code), code, message },
    step_id: job,
    job_id: numberObject(realJobId),
    federation: { sibling },
  }));
}

/** Signals a job; `undefined` where that succeeded and nobody wants to hear of it. */
export async function killOne(
  { scheduler, caller }: EndpointContext,
  id: JobSelector,
  { signal, scope, verbose }: Kill,
): Promise<Outcome | undefined> {
  try {
    if (signal === SIGKILL && scope === 'steps') await scheduler.cancel(caller, id);
    else await scheduler.signal(caller, id, signal, scope);
    return verbose ? outcome(id, 0) : undefined;
  } catch (error) {
    if (!(error instanceof SlurmError) || error.status >= 500) throw error;
    return outcome(id, slurmErrno(error));
  }
}

function outcome(id: JobSelector, code: number): Outcome {
  const text = errorText(code);
  return {
    error: { string: text, code, message: code === 0 ? '' : text },
    step_id: formatJobId(id),
    job_id: numberObject(code === UNKNOWN_JOB ? undefined : id.jobId),
    federation: { sibling: '' },
  };
}

/** The selectors of jobs, tasks of arrays that wait together by their array. */
export function selectorsOf(jobs: readonly Job[]): JobSelector[] {
  return jobs.map(({ job_id: jobId }) => ({ kind: 'job', jobId }));
}
