import { Reply } from '../../../engine/reply.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { formatJobId, type JobSelector, parseJobId } from '../../../slurm/job-id.ts';
import { readValue } from '../body/read-value.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { readPathJobId } from '../jobs/job-id.ts';
import { warnOfUnknown } from '../query/read-query.ts';
import { Refused, slurmErrno } from '../refused.ts';
import { type Kill, killOf, killOne, shownOutcomes } from './kill.ts';

/** ESLURM_ALREADY_DONE, which is a success here. */
const DONE = 2021;

async function signalled(context: EndpointContext, id: JobSelector, kill: Kill): Promise<readonly object[]> {
  const { scheduler, caller, warnings } = context;
  const jobs = [formatJobId(id)];
  const flags = kill.flags.length > 0 ? kill.flags : ['FULL_JOB'];
  try {
    const outcomes = await scheduler.signalJobs?.(caller, { signal: kill.signal, flags, jobs });
    if (outcomes) {
      if (kill.verbose && outcomes.length === 0)
        warnings.push({ description: `Zero jobs sent signal ${kill.signal}`, source: '_signal_job' });
      return shownOutcomes(outcomes);
    }
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    if (error.errno === DONE) return [];
    throw new Refused([problem('Signal request failed', slurmErrno(error), 'slurm_kill_jobs()')], {
      members: { status: [] },
    });
  }
  const outcome = await killOne(context, id, kill);
  return outcome ? [outcome] : [];
}

export const deleteJob: Endpoint = {
  method: 'DELETE',
  path: 'job/{job_id}',
  id: 'delete_job',
  summary: 'Cancel or signal a job',
  description: 'As scancel does: without a signal, or with KILL, the job ends.',
  query: {
    signal: 'Signal by name or number, e.g. `USR1`, `10`.',
    flags: {
      description:
        'BATCH_JOB signals only the batch shell, FULL_JOB all of the job, VERBOSE tells of success too, others as Slurm has them; may be repeated.',
      words: 'warn_flags',
    },
  },
  response: 'openapi_kill_job_resp',
  async handler(context) {
    const { params, query } = context;
    const text = params['job_id']!;
    const id = readPathJobId(text, 'op_handler_job', '_handle_job_delete');
    if (id instanceof Reply) return id;
    warnOfUnknown(context, 'OPENAPI_JOB_INFO_DELETE_QUERY', ['signal', 'flags']);
    const flags = query.getAll('flags').flatMap((word) => word.split(','));
    const known = readValue(flags, 'warn_flags', '#/flags/', context) as readonly string[];
    const signal = query.get('signal') ?? undefined;
    const kill = killOf(signal, known);
    // As with nodes that do not exist, the number of no error and the status of success.
    if (!kill)
      throw new Refused([problem(`Unknown signal ${signal}`, 0, '#/signal/')], { members: { status: [] } });
    const selector = /^\d+_\d+$/.test(text) ? parseJobId(text) : { kind: 'job' as const, jobId: id.jobId };
    return { status: await signalled(context, selector, kill) };
  },
};
