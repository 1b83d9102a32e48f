import type {
  AccountConditions,
  AssociationConditionFlag,
  AssociationConditions,
  ClusterConditions,
  InstanceConditions,
  QosConditions,
  TresConditions,
  UserConditions,
  WckeyConditions,
} from '../../../slurm/accounting/conditions.ts';
import { ADMIN_LEVELS } from '../../../slurm/accounting/user.ts';
import type { StructureWriter } from '../../slurmctld/wire/encoder.ts';
import { ACCOUNT_FLAGS } from './account.ts';
import { CLUSTER_FLAGS } from './cluster.ts';
import { conditionsWriter, type DbdRequest } from './request.ts';
import { wordOf } from './structures.ts';

const ASSOCIATION_CONDITION_FLAGS: readonly (readonly [bit: number, flag: AssociationConditionFlag])[] = [
  [0, 'WITH_DELETED'],
  [1, 'WITH_USAGE'],
  [2, 'ONLY_DEFS'],
  [3, 'RAW_QOS'],
  [4, 'SUB_ACCTS'],
  [5, 'WOPI'],
  [6, 'WOPL'],
  [7, 'QOS_USAGE'],
  [8, 'WITH_NG_USAGE'],
];

/** Source: slurmdb_pack_assoc_cond of slurmdb_pack.c, releases 20.11 to 26.05; likewise the others. */
const writeAssociation = conditionsWriter(`
  present:u8@42-=1 acct_list:names cluster_list:names def_qos_id_list:names flags:u32@42- format_list:names
  id_list:names ONLY_DEFS:u16@-41 partition_list:names parent_acct_list:names qos_list:names usage_end:time
  usage_start:time user_list:names WITH_USAGE:u16@-41 WITH_DELETED:u16@-41 RAW_QOS:u16@-41 SUB_ACCTS:u16@-41
  WOPI:u16@-41 WOPL:u16@-41
`);

/** Flags are a word, and before 24.11 numbers of their own. */
function associationValues(conditions: AssociationConditions): Readonly<Record<string, unknown>> {
  const { flags = [], ...rest } = conditions;
  const single = Object.fromEntries(flags.map((flag) => [flag, true]));
  return { ...rest, ...single, flags: wordOf(ASSOCIATION_CONDITION_FLAGS)(flags) };
}

const associations = (version: number): Readonly<Record<string, StructureWriter>> => ({
  associations: (writer, value) =>
    writeAssociation(writer, associationValues((value ?? {}) as AssociationConditions), version),
});

export function getAssociations(conditions: AssociationConditions): DbdRequest {
  const values = associationValues(conditions);
  return {
    name: 'DBD_GET_ASSOCS',
    write: (writer, version) => writeAssociation(writer, values, version),
  };
}

const writeAccount = conditionsWriter(
  `assoc_cond:associations description_list:names flags:u32@41- organization_list:names WithAssociations:u16@-40
   WithCoordinators:u16@-40 DELETED:u16@-40`,
  associations,
);

export function getAccounts({ flags = [], ...rest }: AccountConditions): DbdRequest {
  const single = Object.fromEntries(flags.map((flag) => [flag, true]));
  const values = { ...rest, ...single, flags: wordOf(ACCOUNT_FLAGS)(flags) };
  return { name: 'DBD_GET_ACCOUNTS', write: (writer, version) => writeAccount(writer, values, version) };
}

const writeUser = conditionsWriter(
  `admin_level:u16 assoc_cond:associations def_acct_list:names def_wckey_list:names with_assocs:u16 with_coords:u16
   with_deleted:u16 with_wckeys:u16`,
  associations,
);

export function getUsers({ admin_level = 'Not Set', ...rest }: UserConditions): DbdRequest {
  const values = { ...rest, admin_level: ADMIN_LEVELS.indexOf(admin_level) };
  return { name: 'DBD_GET_USERS', write: (writer, version) => writeUser(writer, values, version) };
}

const writeQos = conditionsWriter(`
  present:u8@42-=1 description_list:names flags:u16@42- format_list:names id_list:names name_list:names
  preempt_mode:u16 with_deleted:u16@-41
`);

export function getQos(conditions: QosConditions): DbdRequest {
  const values = { ...conditions, flags: conditions.with_deleted ? 1 : 0 };
  return { name: 'DBD_GET_QOS', write: (writer, version) => writeQos(writer, values, version) };
}

const writeTres = conditionsWriter(
  'count:u64 format_list:names id_list:names name_list:names type_list:names with_deleted:u16',
);

export function getTres(conditions: TresConditions): DbdRequest {
  const values = { ...conditions };
  return { name: 'DBD_GET_TRES', write: (writer, version) => writeTres(writer, values, version) };
}

const writeCluster = conditionsWriter(`
  classification:u16 cluster_list:names federation_list:names flags:u32=NO_VAL format_list:names
  plugin_id_select_list:names@-39 rpc_version_list:names usage_end:time usage_start:time with_usage:u16
  with_deleted:u16
`);

export function getClusters({ flags, ...rest }: ClusterConditions): DbdRequest {
  const values = { ...rest, ...(flags && { flags: wordOf(CLUSTER_FLAGS)(flags) }) };
  return { name: 'DBD_GET_CLUSTERS', write: (writer, version) => writeCluster(writer, values, version) };
}

const writeWckey = conditionsWriter(`
  cluster_list:names format_list:names id_list:names name_list:names only_defs:u16 usage_end:time usage_start:time
  user_list:names with_usage:u16 with_deleted:u16
`);

export function getWckeys(conditions: WckeyConditions): DbdRequest {
  const values = { ...conditions };
  return { name: 'DBD_GET_WCKEYS', write: (writer, version) => writeWckey(writer, values, version) };
}

const writeInstance = conditionsWriter(`
  cluster_list:names extra_list:names format_list:names instance_id_list:names instance_type_list:names
  node_list:string time_end:time time_start:time
`);

export function getInstances(conditions: InstanceConditions): DbdRequest {
  const values = { ...conditions };
  return { name: 'DBD_GET_INSTANCES', write: (writer, version) => writeInstance(writer, values, version) };
}

export const getStatistics: DbdRequest = { name: 'DBD_GET_STATS', write: () => {} };
