import type { WckeyConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { presenter } from '../record/table.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { WCKEY_TABLES } from './records/account-tables.ts';

async function list(context: EndpointContext, conditions: WckeyConditions): Promise<object> {
  const question = { func: 'slurmdb_wckeys_get', source: '_dump_wckeys' };
  const answer = accountingFor(context).wckeys(context.caller, conditions);
  const wckeys = await askForRecords(context, question, answer);
  return { wckeys: wckeys.map(presenter(WCKEY_TABLES[context.version])) };
}

export const getWckeys: Endpoint = {
  method: 'GET',
  path: 'wckeys',
  plugin: 'slurmdb',
  id: 'get_wckeys',
  summary: 'List wckeys',
  description: 'Every workload characterisation key.',
  query: describe(QUERIES.wckeys.parameters),
  response: 'openapi_wckey_resp',
  async handler(context) {
    const { values } = await readConditions(context, QUERIES.wckeys);
    return list(context, values);
  },
};

export const getWckey: Endpoint = {
  method: 'GET',
  path: 'wckey/{id}',
  plugin: 'slurmdb',
  id: 'get_wckey',
  summary: 'Get a wckey',
  description: 'A list of the wckeys of this name, which the path calls its id.',
  response: 'openapi_wckey_resp',
  handler: (context) => list(context, { name_list: [context.params['id']!] }),
};
