import { Type } from '@sinclair/typebox';
import { once } from '../../engine/once.ts';
import { defineOperation } from '../../engine/operation.ts';
import { SlurmError } from '../../slurm/error.ts';
import { namedRecords } from '../../slurm/named-records.ts';
import type { Node } from '../../slurm/node.ts';
import type { Partition } from '../../slurm/partition.ts';
import { NO_ERRORS, schemaOf } from './field.ts';
import { listing } from './listing.ts';
import { nodeFields } from './node-fields.ts';
import { partitionFields } from './partition-fields.ts';

const nodeListing = listing<Node>({
  member: 'nodes',
  fields: nodeFields,
  filters: {
    partition: {
      description: 'nodes of these partitions',
      matching: (wanted) => (node) => node.partitions.some((name) => wanted.includes(name)),
    },
  },
});
const partitionListing = listing<Partition>({
  member: 'partitions',
  fields: partitionFields,
  filters: {},
});

const nodesSchema = once(() =>
  Type.Object({ errors: NO_ERRORS, nodes: Type.Array(schemaOf('Node', nodeFields(), 'A node.')) }),
);
const partitionsSchema = once(() =>
  Type.Object({
    errors: NO_ERRORS,
    partitions: Type.Array(schemaOf('Partition', partitionFields(), 'A partition.')),
  }),
);

export const listNodes = defineOperation({
  method: 'GET',
  path: '/slurm/v1/nodes',
  operationId: 'listNodes',
  summary: 'List nodes',
  description: 'Every node. Conditional requests are answered as for jobs.',
  tags: ['cluster'],
  get query() {
    return nodeListing.query;
  },
  get response() {
    return nodesSchema();
  },
  async handler({ caller, scheduler, query, maxAgeMs }) {
    return nodeListing.answer(caller, await scheduler.nodes(caller, maxAgeMs), query);
  },
});

export const getNode = defineOperation({
  method: 'GET',
  path: '/slurm/v1/node/{name}',
  operationId: 'getNode',
  summary: 'Get a node',
  description: 'A list of the one node of this name.',
  tags: ['cluster'],
  params: Type.Object({ name: Type.String({ description: 'Name of the node.', examples: ['host1'] }) }),
  get response() {
    return nodesSchema();
  },
  errors: ['NODE_UNKNOWN'],
  async handler({ caller, params, scheduler }) {
    const found = namedRecords(await scheduler.nodes(caller), params.name);
    if (found.records.length === 0) throw new SlurmError('NODE_UNKNOWN', { node: params.name });
    return nodeListing.answer(caller, found, {});
  },
});

export const listPartitions = defineOperation({
  method: 'GET',
  path: '/slurm/v1/partitions',
  operationId: 'listPartitions',
  summary: 'List partitions',
  description: 'Every partition. Conditional requests are answered as for jobs.',
  tags: ['cluster'],
  get query() {
    return partitionListing.query;
  },
  get response() {
    return partitionsSchema();
  },
  async handler({ caller, scheduler, query, maxAgeMs }) {
    return partitionListing.answer(caller, await scheduler.partitions(caller, maxAgeMs), query);
  },
});

export const getPartition = defineOperation({
  method: 'GET',
  path: '/slurm/v1/partition/{name}',
  operationId: 'getPartition',
  summary: 'Get a partition',
  description: 'A list of the one partition of this name.',
  tags: ['cluster'],
  params: Type.Object({ name: Type.String({ description: 'Name of the partition.', examples: ['debug'] }) }),
  get response() {
    return partitionsSchema();
  },
  errors: ['PARTITION_UNKNOWN'],
  async handler({ caller, params, scheduler }) {
    const found = namedRecords(await scheduler.partitions(caller), params.name);
    if (found.records.length === 0) throw new SlurmError('PARTITION_UNKNOWN', { partition: params.name });
    return partitionListing.answer(caller, found, {});
  },
});
