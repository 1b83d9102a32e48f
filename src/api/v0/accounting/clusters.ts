import type { ClusterConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { presenter } from '../record/table.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readLookups } from './lookups.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { CLUSTER_TABLES } from './records/cluster-table.ts';

async function list(context: EndpointContext, conditions: ClusterConditions): Promise<object> {
  const { caller, version } = context;
  const accounting = accountingFor(context);
  const question = { func: 'slurmdb_clusters_get', source: '_dump_clusters', members: { clusters: [] } };
  const found = await askForRecords(context, question, accounting.clusters(caller, conditions));
  if (found.length === 0) return { clusters: [] };
  const lookups = await readLookups(accounting, caller);
  const present = presenter(CLUSTER_TABLES[version]);
  return { clusters: found.map((one) => present({ ...one, lookups })) };
}

export const getClusters: Endpoint = {
  method: 'GET',
  path: 'clusters',
  plugin: 'slurmdb',
  id: 'get_clusters',
  summary: 'List clusters',
  description: 'Every cluster of the accounting storage.',
  query: describe(QUERIES.clusters.parameters),
  response: 'openapi_clusters_resp',
  async handler(context) {
    const { values } = await readConditions(context, QUERIES.clusters);
    return list(context, values);
  },
};

export const getCluster: Endpoint = {
  method: 'GET',
  path: 'cluster/{cluster_name}',
  plugin: 'slurmdb',
  id: 'get_cluster',
  summary: 'Get a cluster',
  description: 'A list of the one cluster of this name.',
  response: 'openapi_clusters_resp',
  handler: (context) => list(context, { cluster_list: [context.params['cluster_name']!] }),
};
