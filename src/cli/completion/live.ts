import type { Answer, Client } from '../../client/client.ts';
import { stateName, type V1Job } from '../../ui/squeue/v1-job.ts';
import type { Candidate } from './candidate.ts';

/** What only the cluster knows. */
export type LiveKind =
  | 'jobs'
  | 'job names'
  | 'users'
  | 'accounts'
  | 'qos'
  | 'reservations'
  | 'nodes'
  | 'features'
  | 'partitions';

/** Candidates of that kind, each once. */
export async function liveCandidates(
  kind: LiveKind,
  client: Client,
  jobWanted: (job: V1Job) => boolean = () => true,
): Promise<readonly Candidate[]> {
  const found = new Map<string, string>();
  for (const [value, description] of await NAMES[kind](client, jobWanted))
    if (value !== '' && !found.has(value)) found.set(value, description);
  return Array.from(found, ([value, description]) => ({ value, description }));
}

type Named = readonly (readonly [value: string, description: string])[];
type Names = (client: Client, jobWanted: (job: V1Job) => boolean) => Promise<Named>;

const records = <Entry>(answer: Answer, member: string): readonly Entry[] =>
  Array.isArray(answer[member]) ? answer[member] : [];

const jobs = async (client: Client) => records<V1Job>(await client.jobs(), 'jobs');
const nodes = async (client: Client) => records<Record<string, unknown>>(await client.nodes(), 'nodes');

/** What jobs have in a member; a list counts as its elements. */
const memberOfJobs =
  (member: keyof V1Job): Names =>
  async (client) =>
    (await jobs(client)).flatMap((job) => listed(job[member])).map((value) => [value, ''] as const);

const listed = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');

const NAMES: Readonly<Record<LiveKind, Names>> = {
  /** The newest first; an array or a het job is its leader's id. */
  async jobs(client, wanted) {
    const chosen = (await jobs(client)).filter(wanted);
    return chosen
      .map((job) => ({ job, id: job.array_job_id || job.het_job_id || job.job_id }))
      .sort((a, b) => Number(b.id) - Number(a.id))
      .map(({ job, id }) => [String(id), `${job.name ?? ''}, ${job.user_name ?? ''}, ${stateName(job)}`]);
  },
  'job names': memberOfJobs('name'),
  users: memberOfJobs('user_name'),
  accounts: memberOfJobs('account'),
  qos: memberOfJobs('qos'),
  reservations: memberOfJobs('resv_name'),
  async nodes(client) {
    return (await nodes(client)).map(({ name, partitions }) => [String(name), listed(partitions).join(',')]);
  },
  async features(client) {
    return (await nodes(client)).flatMap(({ features }) => listed(features)).map((value) => [value, '']);
  },
  async partitions(client) {
    const all = records<Record<string, unknown>>(await client.partitions(), 'partitions');
    return all.map(({ name, total_nodes: count }) => [
      String(name),
      typeof count === 'number' ? `${count} node${count === 1 ? '' : 's'}` : '',
    ]);
  },
};
