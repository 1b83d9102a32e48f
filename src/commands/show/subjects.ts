import type { Client } from '../../client/client.ts';
import { expandHostlist } from '../../slurm/hostlist.ts';
import { jobText } from '../../ui/record/job.ts';
import { nodeText } from '../../ui/record/node.ts';
import { partitionText } from '../../ui/record/partition.ts';
import { nodeTable, partitionTable } from '../../ui/sinfo/tables.ts';
import { cellContext, listedJobs, tableLines } from '../../ui/squeue/listing.ts';
import { jobFilter } from '../../ui/squeue/selection.ts';
import { openNumber, type V1Job } from '../../ui/squeue/v1-job.ts';
import { type QueueFlags, readQueueFlags, withJobs } from './queue-flags.ts';
import { details, recordsOf, type Shown } from './shown.ts';

export interface ShowRequest {
  readonly client: Client;
  readonly names: readonly string[];
  readonly flags: QueueFlags & { readonly oneliner: boolean };
  /** The user's own name. */
  readonly me: string;
}

/** UNIX seconds. To be taken after the answer: one taken before may lie ahead of a start it tells of. */
const now = () => Math.floor(Date.now() / 1000);

type Subject = (request: ShowRequest) => Promise<Shown>;

/** The queue, as squeue prints it. */
const jobs: Subject = async ({ client, names, flags, me }) => {
  const { listing, format } = readQueueFlags(withJobs(flags, names), me);
  const answer = await client.jobs();
  const context = cellContext(process.env, now());
  const listed = listedJobs(recordsOf<V1Job>(answer, 'jobs'), listing, context);
  const lines = tableLines(listed, format, context, { header: !flags['no-header'] });
  return { answer: { ...answer, jobs: listed }, lines, failures: [] };
};

const job: Subject = ({ client, names, flags }) =>
  details(
    'jobs',
    names,
    () => client.jobs(),
    (id) => jobRecords(client, id),
    (record: V1Job) => jobText(record, now(), flags.oneliner),
  );

/** The records an id stands for; the API answers only the leader of an array or het job. */
async function jobRecords(client: Client, id: string): Promise<readonly V1Job[]> {
  const leader = (await client.job(id)) as unknown as V1Job;
  const alone = !leader.array_job_id && !leader.het_job_id;
  if (alone || openNumber(leader.array_task_id) === Number(id.split('_')[1])) return [leader];
  const all = recordsOf<V1Job>(await client.jobs(), 'jobs');
  const found = all.filter(jobFilter({ states: [], jobs: [id] }));
  return found.length > 0 ? found : [leader];
}

const nodes: Subject = async ({ client }) => {
  const [answer, partitions] = await Promise.all([client.nodes(), client.partitions()]);
  const lines = nodeTable(recordsOf(partitions, 'partitions'), recordsOf(answer, 'nodes'));
  return { answer, lines, failures: [] };
};

const node: Subject = ({ client, names, flags }) =>
  details(
    'nodes',
    names.flatMap((name) => expandHostlist(name)),
    () => client.nodes(),
    async (name) => recordsOf(await client.node(name), 'nodes'),
    (record: object) => nodeText(record, flags.oneliner),
  );

const partitions: Subject = async ({ client }) => {
  const [answer, nodeAnswer] = await Promise.all([client.partitions(), client.nodes()]);
  const lines = partitionTable(recordsOf(answer, 'partitions'), recordsOf(nodeAnswer, 'nodes'));
  return { answer, lines, failures: [] };
};

const partition: Subject = ({ client, names, flags }) =>
  details(
    'partitions',
    names,
    () => client.partitions(),
    async (name) => recordsOf(await client.partition(name), 'partitions'),
    (record: object) => partitionText(record, flags.oneliner),
  );

/** What there is to show, by the word for it. */
export const SUBJECTS: Readonly<Record<string, Subject>> = { jobs, job, nodes, node, partitions, partition };
