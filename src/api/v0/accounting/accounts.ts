import type { AccountFlag } from '../../../slurm/accounting/account.ts';
import type { AccountConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { presenter } from '../record/table.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { ACCOUNT_TABLES } from './records/account-tables.ts';

async function list(context: EndpointContext, conditions: AccountConditions): Promise<object> {
  const question = { func: 'slurmdb_accounts_get', source: '_dump_accounts', members: { accounts: [] } };
  const answer = accountingFor(context).accounts(context.caller, conditions);
  const accounts = await askForRecords(context, question, answer);
  return { accounts: accounts.map(presenter(ACCOUNT_TABLES[context.version])) };
}

export const getAccounts: Endpoint = {
  method: 'GET',
  path: 'accounts',
  plugin: 'slurmdb',
  id: 'get_accounts',
  summary: 'List accounts',
  description: 'Every account of the accounting storage.',
  query: describe(QUERIES.accounts.parameters),
  response: 'openapi_accounts_resp',
  async handler(context) {
    const { values, flags } = await readConditions(context, QUERIES.accounts);
    return list(context, { ...values, flags: flags as AccountFlag[] });
  },
};

/** The flags of the list by the parameters of one account. */
const FLAGS: Readonly<Record<string, AccountFlag>> = {
  with_assocs: 'WithAssociations',
  with_coords: 'WithCoordinators',
  with_deleted: 'DELETED',
};

export const getAccount: Endpoint = {
  method: 'GET',
  path: 'account/{account_name}',
  plugin: 'slurmdb',
  id: 'get_account',
  summary: 'Get an account',
  description: 'A list of the one account of this name.',
  query: describe(QUERIES.account.parameters),
  response: 'openapi_accounts_resp',
  async handler(context) {
    const { values } = await readConditions(context, QUERIES.account);
    return list(context, {
      flags: Object.entries(FLAGS).flatMap(([name, flag]) => (values[name] === true ? [flag] : [])),
      assoc_cond: { acct_list: [context.params['account_name']!] },
    });
  },
};
