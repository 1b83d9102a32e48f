import type { SaidCluster, SaidWckey } from '../../../../slurm/accounting/edit.ts';
import type { Endpoint } from '../../endpoint.ts';
import { problem } from '../../envelope/problems.ts';
import { asking, Refused } from '../../refused.ts';
import { changing, readingOf, readRecords, type Update } from './change.ts';
import {
  type ReadRecord,
  readAccount,
  readAssociation,
  readCluster,
  readQos,
  readUser,
  readWckey,
} from './records.ts';
import { updateAccounts } from './update-accounts.ts';
import { updateAssociations } from './update-associations.ts';
import { updateQos } from './update-qos.ts';
import { updateUsers } from './update-users.ts';

const COMMON = { method: 'POST', plugin: 'slurmdb', response: 'openapi_resp' } as const;

export const addClusters: Update<SaidCluster> = ({ edit }, said) =>
  asking(edit.addClusters(said), 'slurmdb_clusters_add() failed', 'update_clusters');

export const addWckeys: Update<SaidWckey> = ({ edit }, said) =>
  asking(edit.addWckeys(said), 'slurmdb_wckeys_add() failed', 'update_wckeys');

/** Reads a list of records from a body, and makes the storage have them. */
function post<Said>(
  member: string,
  schema: string,
  read: ReadRecord<Said>,
  update: Update<Said>,
): Endpoint['handler'] {
  return async (context) => {
    const said = readRecords(context.body, member, schema, read, await readingOf(context));
    return changing(context, async (change) => {
      await update(change, said);
      return {};
    });
  };
}

export const postUsers: Endpoint = {
  ...COMMON,
  path: 'users',
  id: 'post_users',
  summary: 'Add or change users',
  description:
    'Those that are there are changed; `old_name` gives one another name. Associations are set elsewhere.',
  body: 'openapi_users_req',
  handler: post('users', 'OPENAPI_USERS_RESP', readUser, updateUsers),
};

export const postAccounts: Endpoint = {
  ...COMMON,
  path: 'accounts',
  id: 'post_accounts',
  summary: 'Add or change accounts',
  description:
    'Those that are there are changed, and have the coordinators that are named. Associations are set elsewhere.',
  body: 'openapi_accounts_req',
  handler: post('accounts', 'OPENAPI_ACCOUNTS_RESP', readAccount, updateAccounts),
};

export const postAssociations: Endpoint = {
  ...COMMON,
  path: 'associations',
  id: 'post_associations',
  summary: 'Add or change associations',
  description:
    'One of the same account, cluster, partition and user is changed; limits on resources that are not said are taken away from it.',
  body: 'openapi_assocs_req',
  handler: post('associations', 'OPENAPI_ASSOCS_RESP', readAssociation, updateAssociations),
};

export const postQos: Endpoint = {
  ...COMMON,
  path: 'qos',
  id: 'post_qos',
  summary: 'Add or change QOS',
  description: 'One of the same id or name is changed.',
  body: 'openapi_slurmdbd_qos_req',
  handler: post('qos', 'OPENAPI_SLURMDBD_QOS_RESP', readQos, updateQos),
};

export const postClusters: Endpoint = {
  ...COMMON,
  path: 'clusters',
  id: 'post_clusters',
  summary: 'Add clusters',
  description: 'As sacctmgr add cluster does.',
  body: 'openapi_clusters_req',
  handler: post('clusters', 'OPENAPI_CLUSTERS_RESP', readCluster, addClusters),
};

export const postWckeys: Endpoint = {
  ...COMMON,
  path: 'wckeys',
  id: 'post_wckeys',
  summary: 'Add wckeys',
  description: 'Each of a user on a cluster.',
  body: 'openapi_wckey_req',
  handler: post('wckeys', 'OPENAPI_WCKEY_RESP', readWckey, async (change, said) => {
    if (said.length > 0) return addWckeys(change, said);
    const description = 'ignoring empty or non-existent wckeys array for update';
    change.context.warnings.push({ description, source: '_update_wckeys' });
  }),
};

/** ESLURM_NOT_SUPPORTED. */
const NOT_SUPPORTED = 2036;

export const postTres: Endpoint = {
  ...COMMON,
  path: 'tres',
  id: 'post_tres',
  summary: 'Refuse to add TRES',
  description: 'As slurmrestd answers: kinds of resources come from the configuration of clusters alone.',
  body: 'openapi_tres_req',
  async handler() {
    const description = 'Updating TRES is not currently supported';
    throw new Refused([problem(description, NOT_SUPPORTED, 'op_handler_tres')]);
  },
};
