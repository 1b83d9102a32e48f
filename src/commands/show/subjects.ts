import { isFailure } from '../../cli/render-error.ts';
import type { Answer, Client } from '../../client/client.ts';
import { SlurmError } from '../../slurm/error.ts';
import { EXIT } from '../../slurm/error-table.ts';
import { expandHostlist } from '../../slurm/hostlist.ts';
import { jobText } from '../../ui/record/job.ts';
import { nodeText } from '../../ui/record/node.ts';
import { partitionText } from '../../ui/record/partition.ts';
import type { Accounted } from '../../ui/sacct/accounted-job.ts';
import { pastJob, pastJobText } from '../../ui/sacct/past-job.ts';
import { nodeStateFilter, partitionStateFilter } from '../../ui/sinfo/state-filter.ts';
import { nodeTable, partitionTable } from '../../ui/sinfo/tables.ts';
import { wideNodeLines, widePartitionLines } from '../../ui/sinfo/wide.ts';
import { cellContext, listedJobs, tableLines } from '../../ui/squeue/listing.ts';
import { jobFilter } from '../../ui/squeue/selection.ts';
import { formatTime } from '../../ui/squeue/timestamps.ts';
import { openNumber, type V1Job } from '../../ui/squeue/v1-job.ts';
import { wideJobLines } from '../../ui/squeue/wide.ts';
import { splitList } from '../words.ts';
import { type HistoryFlags, history, pastQuery } from './history.ts';
import { type QueueFlags, readQueueFlags, withJobs } from './queue-flags.ts';
import { details, recordsOf, type Shown } from './shown.ts';

export interface ShowRequest {
  readonly client: Client;
  readonly names: readonly string[];
  readonly flags: HistoryFlags & { readonly oneliner: boolean };
  /** Whether a flag was typed, rather than taken from a variable of squeue, which is about jobs. */
  readonly typed: (flag: string) => boolean;
  /** The user's own name. */
  readonly me: string;
}

/** UNIX seconds. To be taken after the answer: one taken before may lie ahead of a start it tells of. */
const now = () => Math.floor(Date.now() / 1000);

export type Subject = (request: ShowRequest) => Promise<Shown>;

/** The queue, as squeue prints it. */
const jobs: Subject = async ({ client, names, flags, me }) => {
  const { listing, format } = readQueueFlags(withJobs(flags, names), me);
  const answer = await client.jobs();
  const context = cellContext(process.env, now());
  const listed = listedJobs(recordsOf<V1Job>(answer, 'jobs'), listing, context);
  const header = { header: !flags['no-header'] };
  return {
    kind: 'jobs',
    answer: { ...answer, jobs: listed },
    table: () => [
      ...(flags.long && header.header ? [formatTime(context.now, '%a %b %d %T %Y', context.now)] : []),
      ...tableLines(listed, format, context, header),
    ],
    wide: () => wideJobLines(listed, context, header),
    failures: [],
  };
};

const job: Subject = ({ client, names, flags }) =>
  details(
    'jobs',
    names,
    () => client.jobs(),
    (id) => jobRecords(client, id),
    (record: V1Job) =>
      record.user_id === undefined
        ? pastJobText(record, flags.oneliner)
        : jobText(record, now(), flags.oneliner),
  );

/** The records an id stands for; the API answers only the leader of an array or het job. */
async function jobRecords(client: Client, id: string): Promise<readonly V1Job[]> {
  let leader: V1Job;
  try {
    leader = (await client.job(id)) as unknown as V1Job;
  } catch (error) {
    if (!isFailure(error) || error.exitCode !== EXIT.notFound) throw error;
    const past = await pastJobs(client, id);
    if (past.length === 0) throw error;
    return past;
  }
  const alone = !leader.array_job_id && !leader.het_job_id;
  if (alone || openNumber(leader.array_task_id) === Number(id.split('_')[1])) return [leader];
  const all = recordsOf<V1Job>(await client.jobs(), 'jobs');
  const found = all.filter(jobFilter({ states: [], jobs: [id] }));
  return found.length > 0 ? found : [leader];
}

/** What accounting remembers of a job; nothing where there is none. */
async function pastJobs(client: Client, id: string): Promise<readonly V1Job[]> {
  try {
    return recordsOf<Accounted>(await client.history(pastQuery(id)), 'jobs').map(pastJob);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

type Named = { readonly name: string };

/** A list that was typed; a variable of squeue means jobs. */
function typedList({ flags, typed }: ShowRequest, flag: 'states' | 'partition'): string[] | undefined {
  const text = flags[flag];
  return text !== undefined && typed(flag) ? splitList(text) : undefined;
}

const nodes: Subject = async (request) => {
  const { client, names, flags } = request;
  const hasState = nodeStateFilter(typedList(request, 'states') ?? ['all']);
  const wanted = new Set(names.flatMap((name) => expandHostlist(name)));
  const [answer, partitionAnswer] = await Promise.all([client.nodes(), client.partitions()]);
  const partitions = chosenPartitions(partitionAnswer, typedList(request, 'partition'));
  const all = recordsOf<Named>(answer, 'nodes');
  const known = new Set(all.map(({ name }) => name));
  const members =
    typedList(request, 'partition') &&
    new Set(partitions.flatMap((partition) => expandHostlist(String(partition.nodes ?? ''))));
  const chosen = all.filter(
    (node) =>
      (wanted.size === 0 || wanted.has(node.name)) &&
      (members === undefined || members.has(node.name)) &&
      hasState(node),
  );
  const missing = [...wanted].filter((name) => !known.has(name));
  return {
    kind: 'nodes',
    answer: { ...answer, nodes: chosen },
    table: () => withoutHeader(nodeTable(partitions, chosen), flags),
    wide: () => withoutHeader(wideNodeLines(chosen), flags),
    failures: missing.map((node) => new SlurmError('NODE_UNKNOWN', { node })),
  };
};

const node: Subject = ({ client, names, flags }) =>
  details(
    'nodes',
    names.flatMap((name) => expandHostlist(name)),
    () => client.nodes(),
    async (name) => recordsOf(await client.node(name), 'nodes'),
    (record: object) => nodeText(record, flags.oneliner),
  );

const partitions: Subject = async (request) => {
  const { client, names, flags } = request;
  const hasState = partitionStateFilter(typedList(request, 'states') ?? ['all']);
  const [answer, nodeAnswer] = await Promise.all([client.partitions(), client.nodes()]);
  const listed = [...names.flatMap(splitList), ...(typedList(request, 'partition') ?? [])];
  const chosen = chosenPartitions(answer, listed.length > 0 ? listed : undefined).filter(hasState);
  return {
    kind: 'partitions',
    answer: { ...answer, partitions: chosen },
    table: () => withoutHeader(partitionTable(chosen, recordsOf(nodeAnswer, 'nodes')), flags),
    wide: () => withoutHeader(widePartitionLines(chosen), flags),
    failures: [],
  };
};

/** @throws SlurmError `PARTITION_UNKNOWN` */
function chosenPartitions(
  answer: Answer,
  names: readonly string[] | undefined,
): readonly (Named & { readonly nodes?: unknown })[] {
  const all = recordsOf<Named>(answer, 'partitions');
  const unknown = names?.find((name) => !all.some((partition) => partition.name === name));
  if (unknown !== undefined) throw new SlurmError('PARTITION_UNKNOWN', { partition: unknown });
  return names ? all.filter(({ name }) => names.includes(name)) : all;
}

function withoutHeader(lines: readonly string[], flags: QueueFlags): readonly string[] {
  return flags['no-header'] ? lines.slice(1) : lines;
}

const partition: Subject = ({ client, names, flags }) =>
  details(
    'partitions',
    names,
    () => client.partitions(),
    async (name) => recordsOf(await client.partition(name), 'partitions'),
    (record: object) => partitionText(record, flags.oneliner),
  );

/** What there is to show, by the word for it. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  jobs,
  job,
  history,
  nodes,
  node,
  partitions,
  partition,
};
