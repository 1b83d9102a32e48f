import type { InstanceConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { errorText } from '../envelope/error-text.ts';
import { problem } from '../envelope/problems.ts';
import { knowUsers } from '../record/names.ts';
import { asking, Refused } from '../refused.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { statisticsObject } from './records/statistics-object.ts';
import { tresObject } from './records/tres.ts';

export const getTres: Endpoint = {
  method: 'GET',
  path: 'tres',
  plugin: 'slurmdb',
  id: 'get_tres',
  summary: 'List TRES',
  description: 'Every kind of trackable resource.',
  response: 'openapi_tres_resp',
  async handler(context) {
    const question = { func: 'slurmdb_tres_get', source: 'op_handler_tres' };
    const answer = accountingFor(context).tres(context.caller, { with_deleted: true });
    return { TRES: (await askForRecords(context, question, answer)).map(tresObject) };
  },
};

async function instances(context: EndpointContext, onlyOne: boolean): Promise<object> {
  const { values } = await readConditions(context, QUERIES.instances);
  const accounting = accountingFor(context);
  const question = { func: 'slurmdb_instances_get', source: '_dump_instance_cond' };
  const answer = accounting.instances?.(context.caller, values as InstanceConditions) ?? Promise.resolve([]);
  const found = await askForRecords(context, question, answer);
  if (onlyOne && found.length > 1) {
    const description = 'Ambiguous request: More than 1 instance would have been dumped.';
    throw new Refused([problem(description, 9211, '_dump_instance_cond')]);
  }
  if (found.length === 0) return {};
  return {
    instances: found.map(({ time_end, time_start, ...rest }) => ({
      ...rest,
      time: { time_end, time_start },
    })),
  };
}

export const getInstances: Endpoint = {
  method: 'GET',
  path: 'instances',
  plugin: 'slurmdb',
  id: 'get_instances',
  summary: 'List cloud instances',
  description: 'Every machine of a cloud that was a node.',
  query: describe(QUERIES.instances.parameters),
  response: 'openapi_instances_resp',
  handler: (context) => instances(context, false),
};

export const getInstance: Endpoint = {
  ...getInstances,
  path: 'instance',
  id: 'get_instance',
  summary: 'Get a cloud instance',
  description: 'A list of the one machine that fits; it is an error if there are more.',
  handler: (context) => instances(context, true),
};

export const getStorageDiag: Endpoint = {
  method: 'GET',
  path: 'diag',
  plugin: 'slurmdb',
  id: 'get_diag',
  summary: 'Get diagnostics of the accounting storage',
  description: 'The counters sacctmgr show stats shows.',
  response: 'openapi_slurmdbd_stats_resp',
  async handler(context) {
    const statistics = await asking(
      accountingFor(context).statistics(context.caller),
      'stats query failed',
      'slurmdb_get_stats',
      { members: { statistics: {} } },
    );
    await knowUsers(statistics.user_list.map(({ id }) => id));
    return { statistics: statisticsObject(statistics) };
  },
};

export const getStoragePing: Endpoint = {
  method: 'GET',
  path: 'ping',
  plugin: 'slurmdb',
  id: 'get_ping',
  summary: 'Ping the accounting storage',
  description: 'Asks each server of the accounting storage whether it is there.',
  response: 'openapi_slurmdbd_ping_resp',
  async handler(context) {
    const servers = await asking(
      accountingFor(context).ping(context.caller),
      'ping query failed',
      'slurmdb_ping_all',
    );
    return {
      pings: servers.map(({ hostname, up, latency, primary, status }) => ({
        hostname,
        responding: up,
        latency,
        primary,
        ...(context.version >= 45 && { status: errorText(status) }),
      })),
    };
  },
};
