import type { AssociationConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint } from '../endpoint.ts';
import { presenter } from '../record/table.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { readLookups } from './lookups.ts';
import { ACCOUNT_TABLES, USER_TABLES, WCKEY_TABLES } from './records/account-tables.ts';
import { ASSOCIATION_TABLES } from './records/association-table.ts';
import { CLUSTER_TABLES } from './records/cluster-table.ts';
import { QOS_TABLE } from './records/qos-table.ts';
import { tresObject } from './records/tres.ts';

const ASSOCIATIONS: AssociationConditions = {
  flags: ['WITH_DELETED', 'WITH_USAGE', 'RAW_QOS', 'SUB_ACCTS'],
};

export const getConfig: Endpoint = {
  method: 'GET',
  path: 'config',
  plugin: 'slurmdb',
  id: 'get_config',
  summary: 'Get all that is accounted to',
  description: 'Clusters, TRES, accounts, users, QOS, wckeys and associations in one answer.',
  response: 'openapi_slurmdbd_config_resp',
  async handler(context) {
    const { caller, version } = context;
    const accounting = accountingFor(context);
    const ask = <Entry>(func: string, answer: Promise<readonly Entry[]>, mayBeEmpty = false) =>
      askForRecords(context, { func, source: '_dump', mayBeEmpty }, answer);
    // One after the other, as slurmrestd ends at the first that fails.
    const clusters = await ask(
      'slurmdb_clusters_get',
      accounting.clusters(caller, { with_deleted: true, with_usage: true }),
    );
    const tres = await ask('slurmdb_tres_get', accounting.tres(caller, { with_deleted: true }));
    const accounts = await ask(
      'slurmdb_accounts_get',
      accounting.accounts(caller, {
        assoc_cond: ASSOCIATIONS,
        flags: ['DELETED', 'WithAssociations', 'WithCoordinators'],
      }),
    );
    const users = await ask(
      'slurmdb_users_get',
      accounting.users(caller, {
        assoc_cond: ASSOCIATIONS,
        with_deleted: true,
        with_assocs: true,
        with_coords: true,
      }),
    );
    const qos = await ask('slurmdb_qos_get', accounting.qos(caller, { with_deleted: true }));
    const wckeys = await ask(
      'slurmdb_wckeys_get',
      accounting.wckeys(caller, { with_deleted: true, with_usage: true }),
      true,
    );
    const associations = await ask('slurmdb_associations_get', accounting.associations(caller, ASSOCIATIONS));
    const lookups = await readLookups(accounting, caller);
    const cluster = presenter(CLUSTER_TABLES[version]);
    const association = presenter(ASSOCIATION_TABLES[version]);
    const oneQos = presenter(QOS_TABLE);
    return {
      clusters: clusters.map((one) => cluster({ ...one, lookups })),
      tres: tres.map(tresObject),
      accounts: accounts.map(presenter(ACCOUNT_TABLES[version])),
      users: users.map(presenter(USER_TABLES[version])),
      qos: qos.map((one) => oneQos({ ...one, lookups })),
      wckeys: wckeys.map(presenter(WCKEY_TABLES[version])),
      associations: associations.map((one) => association({ ...one, lookups })),
      // Always empty there, and gone since.
      ...(version < 45 && { instances: [] }),
    };
  },
};
