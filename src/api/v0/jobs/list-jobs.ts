import { collectionOf } from '../../../engine/collection.ts';
import { Reply } from '../../../engine/reply.ts';
import type { Job } from '../../../slurm/job.ts';
import { formatLocalTime } from '../../../slurm/moment.ts';
import type { Snapshot } from '../../../slurm/scheduler.ts';
import { type Endpoint, type EndpointContext, Listing } from '../endpoint.ts';
import { type ListQuery, type QueryReader, readListQuery } from '../query/read-query.ts';
import { knowGroups } from '../record/names.ts';
import { presenter } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import { asking } from '../refused.ts';
import { type ByVersion, VERSIONS } from '../version.ts';
import { readPathJobId } from './job-id.ts';
import { JOB_TABLES } from './job-table.ts';
import { inSight, withoutDetail } from './visible.ts';

const present = Object.fromEntries(
  VERSIONS.map((version) => [version, presenter(JOB_TABLES[version])]),
) as unknown as ByVersion<(job: Job) => object>;

const writers = (detail: boolean) =>
  Object.fromEntries(
    VERSIONS.map((version) => [
      version,
      collectionOf<Job>('jobs', (job) => present[version](detail ? job : withoutDetail(job))),
    ]),
  ) as unknown as ByVersion<ReturnType<typeof collectionOf<Job>>>;

const DETAILED = writers(true);
const BRIEF = writers(false);

const LIST_QUERY: QueryReader = {
  schema: 'OPENAPI_JOB_INFO_QUERY',
  parameters: ['update_time', 'flags'],
  source: 'op_handler_jobs',
  description: 'Rejecting request. Failure parsing query.',
  status: 422,
};

/** Lists without hidden jobs, so that they stay the same objects, whose bytes are kept. */
const seenOnly = new WeakMap<readonly Job[], readonly Job[]>();

/** Which jobs, and how much of them, the flags ask for. */
async function listing(
  { version, scheduler, caller }: EndpointContext,
  snapshot: Snapshot<Job>,
  { flags }: ListQuery,
): Promise<Listing<Job>> {
  await knowGroups(snapshot.records.map((job) => job.group_id));
  let { records } = snapshot;
  // Slurm hides nothing from root.
  if (flags && !flags.has('ALL') && caller.uid !== 0) {
    const { records: partitions } = await scheduler.partitions(caller);
    const seen = seenOnly.get(records) ?? inSight(records, partitions);
    seenOnly.set(records, seen);
    records = seen;
  }
  const write = !flags || flags.has('DETAIL') ? DETAILED : BRIEF;
  const version_ = `${snapshot.version} ${flags ? [...flags].sort().join(' ') : ''}`;
  return new Listing(
    write[version],
    { ...snapshot, records, version: version_ },
    {
      last_backfill: numberObject(snapshot.lastBackfill ?? 0),
      last_update: numberObject(snapshot.lastUpdate),
    },
  );
}

/** No jobs, as a refused request shows them too. */
const NO_JOBS = { jobs: [], last_backfill: numberObject(0), last_update: numberObject(0) };

const QUERY = {
  update_time: 'Jobs that changed after this time only; UNIX seconds, or a time as sbatch takes it.',
  flags: {
    description: 'What to show: ALL (hidden partitions too), DETAIL, and others; may be repeated.',
    words: 'job_show_flags',
  },
};

export const getJobs: Endpoint = {
  method: 'GET',
  path: 'jobs',
  id: 'get_jobs',
  summary: 'List jobs',
  description: 'Every job the caller may see.',
  query: QUERY,
  response: 'openapi_job_info_resp',
  async handler(context) {
    const query = readListQuery(context, LIST_QUERY);
    const { scheduler, caller, warnings } = context;
    const snapshot = await asking(scheduler.jobs(caller), 'Unable to query jobs', 'slurm_load_jobs()', {
      members: NO_JOBS,
    });
    const { updateTime } = query;
    if (updateTime !== undefined && updateTime >= snapshot.lastUpdate) {
      warnings.push({
        description: `No job changes since update_time[${updateTime}]=${formatLocalTime(updateTime)}`,
        source: 'op_handler_jobs',
      });
      return NO_JOBS;
    }
    if (snapshot.records.length === 0) warnings.push({ description: 'Zero jobs to dump', source: '' });
    return listing(context, snapshot, query);
  },
};

async function oneJob(
  { scheduler, caller }: EndpointContext,
  jobId: number,
): Promise<Omit<Snapshot<Job>, 'version'>> {
  const id = { kind: 'job' as const, jobId };
  if (scheduler.jobSnapshot) return scheduler.jobSnapshot(caller, id);
  return { records: await scheduler.job(caller, id), lastUpdate: Math.floor(Date.now() / 1000) };
}

export const getJob: Endpoint = {
  method: 'GET',
  path: 'job/{job_id}',
  id: 'get_job',
  summary: 'Get a job',
  description: 'A list of the job; of an array all its tasks, of a het job all its components.',
  query: QUERY,
  response: 'openapi_job_info_resp',
  async handler(context) {
    const { params, warnings } = context;
    const id = readPathJobId(params['job_id']!, 'op_handler_job', '_handle_job_get');
    if (id instanceof Reply) return id;
    const query = readListQuery(context, { ...LIST_QUERY, source: '_handle_job_get', status: 500 });
    warnings.push(...id.warnings);
    const { records, lastUpdate, lastBackfill } = await asking(
      oneJob(context, id.jobId),
      `Unable to query JobId=${params['job_id']}`,
      '_handle_job_get',
      { members: NO_JOBS },
    );
    const { flags } = query;
    await knowGroups(records.map((job) => job.group_id));
    const jobs = records.map((job) =>
      present[context.version](!flags || flags.has('DETAIL') ? job : withoutDetail(job)),
    );
    return {
      jobs,
      last_backfill: numberObject(lastBackfill ?? 0),
      last_update: numberObject(lastUpdate),
    };
  },
};
