import { collectionOf } from '../../../engine/collection.ts';
import { namedRecords } from '../../../slurm/named-records.ts';
import type { Node } from '../../../slurm/node.ts';
import type { Partition } from '../../../slurm/partition.ts';
import type { Snapshot } from '../../../slurm/scheduler.ts';
import { type Endpoint, type EndpointContext, Listing } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { type ListQuery, type QueryReader, readListQuery, unchangedSince } from '../query/read-query.ts';
import { knowUsers } from '../record/names.ts';
import { presenter, type RecordTable } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import { asking, Refused } from '../refused.ts';
import { type ByVersion, VERSIONS } from '../version.ts';
import { NODE_TABLES } from './node-table.ts';
import { PARTITION_TABLES } from './partition-table.ts';
import { pathName } from './path-name.ts';

type Write<Entry extends object> = ByVersion<ReturnType<typeof collectionOf<Entry>>>;

/** Writers of one kind of record in every version. */
export function writersOf<Entry extends object>(
  member: string,
  tables: ByVersion<RecordTable<Entry>>,
  part: (record: Entry) => Entry = (record) => record,
): Write<Entry> {
  return Object.fromEntries(
    VERSIONS.map((version) => {
      const present = presenter(tables[version]);
      return [version, collectionOf<Entry>(member, (record) => present(part(record)))];
    }),
  ) as unknown as Write<Entry>;
}

const WRITE_NODES = writersOf<Node>('nodes', NODE_TABLES);
/** By what of the nodes is shown: `DETAIL`, `MIXED`, both or nothing. */
const WRITE_SOME: Readonly<Record<string, Write<Node>>> = Object.fromEntries(
  ['', 'DETAIL', 'MIXED'].map((shown) => [
    shown,
    writersOf<Node>('nodes', NODE_TABLES, (node) => partOf(node, shown)),
  ]),
);

/** Without DETAIL a node's GRES are not shown, without MIXED it is allocated as a whole. */
function partOf(node: Node, shown: string): Node {
  return {
    ...node,
    ...(shown !== 'DETAIL' && { gres_drain: '', gres_used: '' }),
    ...(shown !== 'MIXED' && node.node_state === 'MIXED' && { node_state: 'ALLOCATED' as const }),
  };
}

function nodeWriter({ flags }: ListQuery): Write<Node> {
  const shown = ['DETAIL', 'MIXED'].filter((flag) => flags?.has(flag));
  return flags === undefined || shown.length === 2 ? WRITE_NODES : WRITE_SOME[shown.join('')]!;
}
const WRITE_PARTITIONS = writersOf<Partition>('partitions', PARTITION_TABLES);

/** A list with the time of its last change. */
export function dated<Entry extends object>(
  write: ReturnType<typeof collectionOf<Entry>>,
  snapshot: Snapshot<Entry>,
): Listing<Entry> {
  return new Listing(write, snapshot, { last_update: numberObject(snapshot.lastUpdate) });
}

const QUERY = {
  update_time:
    'Answer 304 where nothing changed after this time; UNIX seconds, or a time as sbatch takes it.',
  flags: {
    description: 'What to show: ALL (hidden partitions too), DETAIL, and others; may be repeated.',
    words: 'job_show_flags',
  },
};

const NODES_QUERY: QueryReader = {
  schema: 'OPENAPI_NODES_QUERY',
  parameters: ['update_time', 'flags'],
  source: '_dump_nodes',
  description: 'Rejecting request. Failure parsing query.',
  status: 500,
};

async function nodesOf({ scheduler, caller }: EndpointContext): Promise<Snapshot<Node>> {
  const snapshot = await asking(scheduler.nodes(caller), 'Failure to query nodes', '_dump_nodes');
  await knowUsers(snapshot.records.flatMap(({ owner, reason_uid }) => [owner, reason_uid]));
  return snapshot;
}

export const getNodes: Endpoint = {
  method: 'GET',
  path: 'nodes',
  id: 'get_nodes',
  summary: 'List nodes',
  description: 'Every node.',
  query: QUERY,
  response: 'openapi_nodes_resp',
  async handler(context) {
    const query = readListQuery(context, NODES_QUERY);
    const snapshot = await nodesOf(context);
    const write = nodeWriter(query)[context.version];
    return unchangedSince(query.updateTime, snapshot.lastUpdate) ?? dated(write, snapshot);
  },
};

export const getNode: Endpoint = {
  method: 'GET',
  path: 'node/{node_name}',
  id: 'get_node',
  summary: 'Get a node',
  description: 'A list of the one node of this name.',
  query: QUERY,
  response: 'openapi_nodes_resp',
  async handler(context) {
    const name = pathName(context.params['node_name']!);
    if (typeof name !== 'string') return name;
    const query = readListQuery(context, NODES_QUERY);
    const found = namedRecords(await nodesOf(context), name);
    // slurmrestd fails here with the number of no error, and the status of success.
    if (found.records.length === 0)
      throw new Refused([problem(`Failure to query node ${name}`, 0, '_dump_nodes')]);
    return dated(nodeWriter(query)[context.version], found);
  },
};

const PARTITIONS_QUERY: QueryReader = {
  schema: 'OPENAPI_PARTITIONS_QUERY',
  parameters: ['update_time', 'flags'],
  source: '_partitions_get',
  description: 'Rejecting request. Failure parsing query',
  status: 500,
};

export const getPartitions: Endpoint = {
  method: 'GET',
  path: 'partitions',
  id: 'get_partitions',
  summary: 'List partitions',
  description: 'Every partition.',
  query: QUERY,
  response: 'openapi_partition_resp',
  async handler(context) {
    const { updateTime, flags } = readListQuery(context, PARTITIONS_QUERY);
    const { scheduler, caller, version } = context;
    const snapshot = await asking(
      scheduler.partitions(caller),
      'Unable to query partitions',
      '_partitions_get',
    );
    const isHidden = (one: Partition) => one.flags.includes('HIDDEN');
    const seen =
      caller.uid === 0 || flags?.has('ALL') || !snapshot.records.some(isHidden)
        ? snapshot
        : { ...snapshot, records: snapshot.records.filter((one) => !isHidden(one)) };
    return unchangedSince(updateTime, snapshot.lastUpdate) ?? dated(WRITE_PARTITIONS[version], seen);
  },
};

export const getPartition: Endpoint = {
  method: 'GET',
  path: 'partition/{partition_name}',
  id: 'get_partition',
  summary: 'Get a partition',
  description: 'A list of the one partition of this name.',
  query: QUERY,
  response: 'openapi_partition_resp',
  async handler(context) {
    const { params, scheduler, caller, version, warnings } = context;
    const name = pathName(params['partition_name']!);
    if (typeof name !== 'string') return name;
    const { updateTime } = readListQuery(context, { ...PARTITIONS_QUERY, source: '_partition_get' });
    const snapshot = await asking(
      scheduler.partitions(caller),
      'Unable to query partitions',
      '_partition_get',
    );
    const unchanged = unchangedSince(updateTime, snapshot.lastUpdate);
    if (unchanged) return unchanged;
    const found = namedRecords(snapshot, name);
    if (found.records.length > 0) return dated(WRITE_PARTITIONS[version], found);
    warnings.push({ description: `Unable to find partition ${name}`, source: '_partition_get' });
    return {};
  },
};
