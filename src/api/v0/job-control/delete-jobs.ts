import { accounts } from '../../../slurm/accounts.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import type { Job } from '../../../slurm/job.ts';
import { type JobSelector, parseJobId } from '../../../slurm/job-id.ts';
import { isEnded } from '../../../slurm/job-state.ts';
import { given } from '../body/given.ts';
import { KILL_JOBS } from '../body/job-desc-table.ts';
import { readFields } from '../body/read-fields.ts';
import type { Value } from '../body/read-value.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { asking, Refused } from '../refused.ts';
import { type Kill, killOf, killOne, selectorsOf, shownOutcomes } from './kill.ts';

/** ESLURM_INVALID_… of slurm_kill_jobs(): a request without any job or filter, and an id that is none. */
const NO_FILTER = 2173;
const ZERO_ID = 2137;

const NOTHING = { members: { status: [] } };

function refused(errno: number): Refused {
  return new Refused([problem('Signal request failed', errno, 'slurm_kill_jobs()')], NOTHING);
}

/** What each filter asks of a job. */
const FILTERS: Readonly<Record<string, (job: Job, wanted: Value) => boolean>> = {
  account: (job, wanted) => job.account === wanted,
  job_name: (job, wanted) => job.name === wanted,
  partition: (job, wanted) => job.partition.split(',').includes(String(wanted)),
  qos: (job, wanted) => job.qos === wanted,
  reservation: (job, wanted) => job.resv_name === wanted,
  wckey: (job, wanted) => job.wckey === wanted,
  user_id: (job, wanted) => String(job.user_id) === wanted || job.user_name === wanted,
  user_name: (job, wanted) => job.user_name === wanted,
  job_state: (job, wanted) => (wanted as readonly string[]).includes(job.job_state),
  nodes: (job, wanted) => {
    const named = new Set((wanted as readonly string[]).flatMap((text) => expandHostlist(text)));
    return job.nodes !== '' && expandHostlist(job.nodes).some((node) => named.has(node));
  },
};

function selectorOf(text: string): JobSelector {
  try {
    return parseJobId(text);
  } catch (error) {
    if (error instanceof SlurmError) throw refused(ZERO_ID);
    throw error;
  }
}

/** The jobs that are meant: those listed, else those the filters leave of all that have not ended. */
async function jobsMeant(
  { scheduler, caller }: EndpointContext,
  asked: ReadonlyMap<string, Value>,
): Promise<JobSelector[]> {
  const ids = (asked.get('jobs') ?? []) as readonly string[];
  const filters = [...asked].flatMap(([name, wanted]) => {
    const fits = FILTERS[name];
    return fits ? [(job: Job) => fits(job, wanted)] : [];
  });
  if (ids.length === 0 && filters.length === 0) throw refused(NO_FILTER);
  const listed = ids.map(selectorOf);
  if (filters.length === 0) return listed;
  const { records } = await asking(
    scheduler.jobs(caller),
    'Signal request failed',
    'slurm_kill_jobs()',
    NOTHING,
  );
  const named = new Set(listed.flatMap(({ jobId }) => [jobId]));
  const candidates = records.filter(
    (job) =>
      !isEnded(job.job_state) && (named.size === 0 || named.has(job.job_id) || named.has(job.array_job_id)),
  );
  return selectorsOf(candidates.filter((job) => filters.every((fits) => fits(job))));
}

/** What became of them where the cluster finds the jobs itself, and signals them in one go. */
async function signalledTogether(
  { scheduler, caller }: EndpointContext,
  asked: ReadonlyMap<string, Value>,
  { signal, flags }: Kill,
): Promise<readonly object[] | undefined> {
  if (!scheduler.signalJobs) return undefined;
  const text = (name: string) => asked.get(name) as string | undefined;
  const list = (name: string) => asked.get(name) as readonly string[] | undefined;
  const user = text('user_id') ?? text('user_name');
  const request = given({
    account: text('account'),
    job_name: text('job_name'),
    jobs: list('jobs'),
    nodelist: list('nodes')?.join(','),
    partition: text('partition'),
    qos: text('qos'),
    reservation: text('reservation'),
    state: list('job_state'),
    user_id: user === undefined ? undefined : await uidOf(user),
    user_name: text('user_name'),
    wckey: text('wckey'),
  });
  const outcomes = scheduler.signalJobs(caller, { ...request, signal, flags });
  const found = await asking(outcomes, 'Signal request failed', 'slurm_kill_jobs()', NOTHING);
  return found && shownOutcomes(found);
}

/** SLURM_ERROR. */
const FAILED = -1;

/** @throws Refused */
async function uidOf(user: string): Promise<number> {
  const uid = /^\d+$/.test(user) ? Number(user) : (await accounts.byName(user))?.uid;
  if (uid !== undefined) return uid;
  const description = `Unable to resolve ${user} to numeric user id`;
  throw new Refused([problem(description, FAILED, 'uid_from_string()')], NOTHING);
}

export const deleteJobs: Endpoint = {
  method: 'DELETE',
  path: 'jobs',
  id: 'delete_jobs',
  summary: 'Cancel or signal many jobs',
  description: 'The jobs listed, or all that fit the filters. What became of those that failed is told.',
  body: 'kill_jobs_msg',
  response: 'openapi_kill_jobs_resp',
  async handler(context) {
    const expected = { fields: KILL_JOBS, schema: 'KILL_JOBS_MSG', at: '#/' };
    let asked: Map<string, Value>;
    try {
      asked = readFields(context.body ?? {}, expected, context);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      throw new Refused(error.problems, { ...NOTHING, status: error.status });
    }
    // A filter of which not all is understood may mean fewer jobs than are left without it.
    if (context.problems.length > 0)
      throw new Refused(context.problems.splice(0), { ...NOTHING, status: 500 });
    const signal = asked.get('signal');
    const kill = killOf(
      signal === undefined ? undefined : String(signal),
      (asked.get('flags') ?? []) as string[],
    );
    if (!kill) throw new Refused([problem(`Unknown signal ${signal}`, 0, '#/signal/')], NOTHING);
    const outcomes = await signalledTogether(context, asked, kill);
    return { status: outcomes ?? (await killAll(context, await jobsMeant(context, asked), kill)) };
  },
};

/** One after the other: the controller has others to serve, too. */
async function killAll(
  context: EndpointContext,
  jobs: readonly JobSelector[],
  kill: Kill,
): Promise<object[]> {
  const outcomes: object[] = [];
  for (const id of jobs) {
    const outcome = await killOne(context, id, kill);
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}
