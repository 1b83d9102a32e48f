import type { Coordinator } from '../../../../slurm/accounting/account.ts';
import type {
  SaidAccount,
  SaidAssociation,
  SaidCluster,
  SaidQos,
  SaidUser,
  SaidWckey,
} from '../../../../slurm/accounting/edit.ts';
import { ADMIN_LEVELS } from '../../../../slurm/accounting/user.ts';
import { memberAt, missing, readList } from '../../body/read-fields.ts';
import { readObject } from '../../body/read-value.ts';
import { problem } from '../../envelope/problems.ts';
import { inEveryVersion } from '../../version.ts';
import { ACCOUNT_TABLES, USER_TABLES, WCKEY_TABLES } from '../records/account-tables.ts';
import { ASSOCIATION_TABLES } from '../records/association-table.ts';
import { CLUSTER_TABLES } from '../records/cluster-table.ts';
import { QOS_TABLE } from '../records/qos-table.ts';
import { qosId, type Reading, type RecordKind, readRecord } from './read-record.ts';

/** Reads one record of a list. @throws Refused */
export type ReadRecord<Said> = (body: unknown, at: string, reading: Reading) => Said;

export const USER: RecordKind = { tables: USER_TABLES, schema: 'USER', required: ['name'] };
export const ACCOUNT: RecordKind = {
  tables: ACCOUNT_TABLES,
  schema: 'ACCOUNT',
  required: ['description', 'name', 'organization'],
};
export const ASSOCIATION: RecordKind = { tables: ASSOCIATION_TABLES, schema: 'ASSOC', required: ['user'] };
export const QOS: RecordKind = { tables: inEveryVersion(QOS_TABLE), schema: 'QOS', required: [] };
export const CLUSTER: RecordKind = { tables: CLUSTER_TABLES, schema: 'CLUSTER_REC', required: [] };
export const WCKEY: RecordKind = {
  tables: WCKEY_TABLES,
  schema: 'WCKEY',
  required: ['cluster', 'name', 'user'],
};

/** ESLURM_DATA_FLAGS_INVALID. */
const UNKNOWN_FLAG = 9207;

/** The last that is named; what is none is told of. */
export function readAdminLevel(value: unknown, at: string, { problems }: Reading): SaidUser['admin_level'] {
  if (value === undefined || value === null) return undefined;
  let level: SaidUser['admin_level'];
  for (const [index, word] of (Array.isArray(value) ? value : [value]).entries()) {
    const known = ADMIN_LEVELS.find((one) => one.toLowerCase() === String(word).toLowerCase());
    if (known) level = known;
    else problems.push(problem(`Unknown flag "${word}"`, UNKNOWN_FLAG, `${at.slice(0, -1)}[${index}]/`));
  }
  return level;
}

function readCoordinators(value: unknown, at: string): readonly Coordinator[] | undefined {
  if (value === undefined || value === null) return undefined;
  return readList(value, at).map(([entry, where]) => {
    const { name, direct } = readObject(entry, where);
    if (name === undefined) throw missing('name', where);
    return { name: String(name), direct: direct === true ? 1 : 0 };
  });
}

/** Lists that are only told of, by how many they are. */
function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

export const readWckey: ReadRecord<SaidWckey> = (body, at, reading) => readRecord(body, at, WCKEY, reading);

/** A user, and how many associations and coordinators were said, which is not to be done here. */
export interface UserInBody {
  readonly user: SaidUser & { readonly name: string };
  readonly associations: number;
  readonly coordinators: number;
}

export const readUser: ReadRecord<UserInBody> = (body, at, reading) => {
  const user = readRecord<SaidUser & { name: string }>(body, at, USER, reading);
  const { administrator_level, associations, coordinators, wckeys } = body as Record<string, unknown>;
  const level = readAdminLevel(administrator_level, `${at}administrator_level/`, reading);
  const list = wckeys ? readList(wckeys, `${at}wckeys/`) : undefined;
  return {
    user: {
      ...user,
      ...(level && { admin_level: level }),
      ...(list && { wckey_list: list.map(([one, where]) => readWckey(one, where, reading)) }),
    },
    associations: countOf(associations),
    coordinators: countOf(coordinators),
  };
};

export interface AccountInBody {
  readonly account: SaidAccount;
  readonly associations: number;
}

export const readAccount: ReadRecord<AccountInBody> = (body, at, reading) => {
  const account = readRecord<SaidAccount>(body, at, ACCOUNT, reading);
  const { associations, coordinators } = body as Record<string, unknown>;
  const said = readCoordinators(coordinators, `${at}coordinators/`) ?? [];
  return { account: { ...account, coordinators: said }, associations: countOf(associations) };
};

export const readAssociation: ReadRecord<SaidAssociation> = (body, at, reading) => {
  const { def_qos_id: _, ...said } = readRecord<SaidAssociation>(body, at, ASSOCIATION, reading);
  const asked = memberAt(body, 'default.qos');
  return { ...said, ...defaultQos(asked, reading) };
};

/** One that is named `''` is none. */
export function defaultQos(asked: unknown, { lookups }: Reading): Pick<SaidAssociation, 'def_qos_id'> {
  if (asked === undefined || asked === null) return {};
  if (asked === '') return { def_qos_id: Number.POSITIVE_INFINITY };
  return { def_qos_id: qosId(asked, lookups) };
}

export const readQos: ReadRecord<SaidQos> = (body, at, reading) => readRecord(body, at, QOS, reading);

export const readCluster: ReadRecord<SaidCluster> = (body, at, reading) => {
  const { tres_str, ...said } = readRecord<SaidCluster>(body, at, CLUSTER, reading);
  const root = memberAt(body, 'associations.root') as Record<string, string | number> | undefined;
  return {
    ...said,
    ...(tres_str && { tres_str }),
    ...(root && {
      root_assoc: {
        ...Object.fromEntries(
          [
            ['acct', root['account']],
            ['cluster', root['cluster']],
            ['partition', root['partition']],
            ['user', root['user']],
            ['id', root['id']],
          ].filter(([, value]) => value !== undefined),
        ),
      } as never,
    }),
  };
};
