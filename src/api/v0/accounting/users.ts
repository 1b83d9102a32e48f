import type { UserConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { presenter } from '../record/table.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { USER_TABLES } from './records/account-tables.ts';

async function list(context: EndpointContext, conditions: UserConditions): Promise<object> {
  const question = { func: 'slurmdb_users_get', source: '_dump_users' };
  const users = await askForRecords(
    context,
    question,
    accountingFor(context).users(context.caller, conditions),
  );
  return { users: users.map(presenter(USER_TABLES[context.version])) };
}

export const getUsers: Endpoint = {
  method: 'GET',
  path: 'users',
  plugin: 'slurmdb',
  id: 'get_users',
  summary: 'List users',
  description: 'Every user of the accounting storage.',
  query: describe(QUERIES.users.parameters),
  response: 'openapi_users_resp',
  async handler(context) {
    const { values } = await readConditions(context, QUERIES.users);
    return list(context, values);
  },
};

export const getUser: Endpoint = {
  method: 'GET',
  path: 'user/{name}',
  plugin: 'slurmdb',
  id: 'get_user',
  summary: 'Get a user',
  description: 'A list of the one user of this name.',
  query: describe(QUERIES.user.parameters),
  response: 'openapi_users_resp',
  async handler(context) {
    const { values } = await readConditions(context, QUERIES.user);
    return list(context, { ...values, assoc_cond: { user_list: [context.params['name']!] } });
  },
};
