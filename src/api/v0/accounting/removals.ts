import { type AccountingChanges, changesOf } from '../../../slurm/accounting/accounting.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';
import { askAccounting, askForRecords, type Question } from './ask-accounting.ts';
import { associationConditions } from './associations.ts';
import { unlessNothingChanged } from './changes/nothing-changed.ts';
import { describe } from './describe.ts';
import { QUERIES } from './queries/tables.ts';

/** More than one record where one is to be changed (ESLURM_DATA_AMBIGUOUS_MODIFY). */
const AMBIGUOUS = 9210;

/** Takes records away, and answers with what is gone; 304 where there was none. */
async function removed(
  context: EndpointContext,
  member: string,
  question: Question,
  remove: (changes: AccountingChanges) => Promise<readonly string[]>,
): Promise<object> {
  const changes = askAccounting(() => changesOf(context.scheduler));
  return unlessNothingChanged(async () => ({
    [member]: await askForRecords(context, question, remove(changes)),
  }));
}

const COMMON = { method: 'DELETE', plugin: 'slurmdb' } as const;

export const deleteUser: Endpoint = {
  ...COMMON,
  path: 'user/{name}',
  id: 'delete_user',
  summary: 'Delete a user',
  description: 'With the associations of the user.',
  response: 'openapi_users_removed_resp',
  handler: (context) =>
    removed(context, 'removed_users', { func: 'slurmdb_users_remove', source: '_delete_user' }, (changes) =>
      changes.removeUsers(context.caller, { assoc_cond: { user_list: [context.params['name']!] } }),
    ),
};

export const deleteAccount: Endpoint = {
  ...COMMON,
  path: 'account/{account_name}',
  id: 'delete_account',
  summary: 'Delete an account',
  description: 'With its associations.',
  response: 'openapi_accounts_removed_resp',
  handler: (context) =>
    removed(
      context,
      'removed_accounts',
      { func: 'slurmdb_accounts_remove', source: '_delete_account' },
      (changes) =>
        changes.removeAccounts(context.caller, {
          assoc_cond: { acct_list: [context.params['account_name']!], user_list: [] },
        }),
    ),
};

async function associations(context: EndpointContext, onlyOne: boolean): Promise<object> {
  const conditions = await associationConditions(context);
  const source = '_delete_assoc';
  const question = { func: 'slurmdb_associations_remove', source };
  const check = (found: readonly string[]): void => {
    if (!onlyOne || found.length <= 1) return;
    const description = 'ambiguous request: More than 1 association would have been deleted.';
    throw new Refused([problem(description, AMBIGUOUS, source)]);
  };
  try {
    return await removed(context, 'removed_associations', question, (changes) =>
      changes.removeAssociations(context.caller, conditions, check),
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [first] = error.problems;
    if (!first || first.error_number === AMBIGUOUS) throw error;
    const said = problem('remove associations failed', first.error_number, source);
    throw new Refused([...error.problems, said], { status: error.status });
  }
}

export const deleteAssociations: Endpoint = {
  ...COMMON,
  path: 'associations',
  id: 'delete_associations',
  summary: 'Delete associations',
  description: 'All that fit.',
  query: describe(QUERIES.associations.parameters),
  response: 'openapi_assocs_removed_resp',
  handler: (context) => associations(context, false),
};

export const deleteAssociation: Endpoint = {
  ...deleteAssociations,
  path: 'association',
  id: 'delete_association',
  summary: 'Delete an association',
  description: 'The one that fits; none is deleted if there are more.',
  handler: (context) => associations(context, true),
};

export const deleteQos: Endpoint = {
  ...COMMON,
  path: 'qos/{qos}',
  id: 'delete_single_qos',
  summary: 'Delete a QOS',
  description: 'By its name.',
  response: 'openapi_slurmdbd_qos_removed_resp',
  handler: (context) =>
    removed(
      context,
      'removed_qos',
      { func: 'slurmdb_qos_remove', source: '_op_handler_qos', members: { removed_qos: [] } },
      (changes) => changes.removeQos(context.caller, { name_list: [context.params['qos']!] }),
    ),
};

export const deleteCluster: Endpoint = {
  ...COMMON,
  path: 'cluster/{cluster_name}',
  id: 'delete_cluster',
  summary: 'Delete a cluster',
  description: 'With all that is accounted to it.',
  response: 'openapi_clusters_removed_resp',
  handler: (context) =>
    removed(
      context,
      'deleted_clusters',
      { func: 'slurmdb_clusters_remove', source: '_delete_cluster' },
      (changes) =>
        changes.removeClusters(context.caller, { cluster_list: [context.params['cluster_name']!] }),
    ),
};

export const deleteWckey: Endpoint = {
  ...COMMON,
  path: 'wckey/{id}',
  id: 'delete_wckey',
  summary: 'Delete a wckey',
  description: 'Of every user, by its name, which the path calls its id.',
  response: 'openapi_wckey_removed_resp',
  handler: (context) =>
    removed(
      context,
      'deleted_wckeys',
      { func: 'slurmdb_wckeys_remove', source: '_delete_wckey', members: { deleted_wckeys: [] } },
      (changes) => changes.removeWckeys(context.caller, { name_list: [context.params['id']!] }),
    ),
};
