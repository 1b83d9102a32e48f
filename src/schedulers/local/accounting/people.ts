import type { Account } from '../../../slurm/accounting/account.ts';
import { type Association, BLANK_ASSOCIATION } from '../../../slurm/accounting/association.ts';
import type {
  AccountConditions,
  AssociationConditions,
  UserConditions,
} from '../../../slurm/accounting/conditions.ts';
import type { AccountingUser } from '../../../slurm/accounting/user.ts';
import { isAdministrator } from '../operations/authorise.ts';
import type { KnownUser } from '../store/history-tables.ts';
import { NORMAL_QOS } from './qos.ts';
import { fits } from './tres-table.ts';

/** Above all accounts, and the account of root, as in a new slurmdbd. */
const ROOT = 'root';
/** Account of jobs that name none. */
const DEFAULT_ACCOUNT = 'default';

/** Who has submitted, and under which accounts. */
export interface People {
  /** The account a job counts for. */
  accountOf(uid: number, named: string): string;
  /** 0 where there is none. */
  associationId(user: string, account: string): number;
  lineage(user: string, account: string): string;
  users(conditions: UserConditions): AccountingUser[];
  accounts(conditions: AccountConditions): Account[];
  associations(conditions: AssociationConditions): Association[];
  /** Of the cluster as a whole. */
  readonly root: Association;
}

/** Ids: 1 the cluster, 2 root, then an odd one of each account and an even one of each of its users. */
export function people(known: readonly KnownUser[], cluster: string): People {
  const all = associationsOf(known, cluster);
  const byName = new Map(all.map((one) => [`${one.user}\0${one.acct}`, one]));
  const associations = (conditions: AssociationConditions) =>
    all.filter((one) => associationFits(one, conditions));
  const uids = new Map([[ROOT, 0], ...known.map(({ user, uid }) => [user, uid] as const)]);
  return {
    root: all[0]!,
    accountOf,
    associationId: (user, account) => byName.get(`${user}\0${account}`)?.id ?? 0,
    lineage: (user, account) => byName.get(`${user}\0${account}`)?.lineage ?? '',
    associations,
    accounts({ assoc_cond = {}, description_list, organization_list, flags = [] }) {
      const names = [...new Set(all.map(({ acct }) => acct))];
      return names
        .map((name): Account => {
          const own = all.filter(({ acct }) => acct === name);
          const assoc_list = flags.includes('WithAssociations') ? own : [];
          const description = name === ROOT ? 'default root account' : name;
          return { name, description, organization: name, coordinators: [], flags: [], assoc_list };
        })
        .filter(({ name }) => fits(assoc_cond.acct_list, name))
        .filter(({ description }) => fits(description_list, description))
        .filter(({ organization }) => fits(organization_list, organization));
    },
    users({ assoc_cond = {}, admin_level, def_acct_list, with_assocs }) {
      return [...uids]
        .map(([name, uid]): AccountingUser => {
          const own = all.filter(({ user }) => user === name);
          const administers = isAdministrator({ uid });
          return {
            name,
            uid,
            admin_level: administers ? 'Administrator' : 'None',
            default_acct: own.find(({ is_def }) => is_def)?.acct ?? '',
            default_wckey: '',
            def_qos_id: 0,
            old_name: '',
            flags: [],
            assoc_list: with_assocs ? own : [],
            coord_accts: [],
            wckey_list: [],
          };
        })
        .filter(({ name }) => fits(assoc_cond.user_list, name))
        .filter(
          (user) =>
            admin_level === undefined || admin_level === 'Not Set' || user.admin_level === admin_level,
        )
        .filter(({ default_acct }) => fits(def_acct_list, default_acct));
    },
  };
}

function accountOf(uid: number, named: string): string {
  return named || (uid === 0 ? ROOT : DEFAULT_ACCOUNT);
}

function associationsOf(known: readonly KnownUser[], cluster: string): Association[] {
  const blank = { ...BLANK_ASSOCIATION, cluster, shares_raw: 1, qos_list: [String(NORMAL_QOS.id)] };
  const root: Association = { ...blank, acct: ROOT, id: 1, lineage: '/' };
  const rootUser: Association = {
    ...blank,
    acct: ROOT,
    user: ROOT,
    uid: 0,
    id: 2,
    parent_id: 1,
    lineage: '/0-root/',
    is_def: true,
  };
  const accounts = new Map([[ROOT, root]]);
  const users = new Map([[`${ROOT}\0${ROOT}`, rootUser]]);
  // The account of a user who has named none is the default one, else the first that was named.
  const defaults = new Map<string, string>([[ROOT, ROOT]]);
  for (const { user, uid, account } of known) if (account === '') defaults.set(user, accountOf(uid, account));
  for (const { number, user, uid, account } of known) {
    const acct = accountOf(uid, account);
    if (!defaults.has(user)) defaults.set(user, acct);
    const above = accounts.get(acct) ?? {
      ...blank,
      acct,
      id: 2 * number + 1,
      parent_acct: ROOT,
      parent_id: 1,
      lineage: `/${acct}/`,
    };
    accounts.set(acct, above);
    const key = `${user}\0${acct}`;
    if (users.has(key)) continue;
    users.set(key, {
      ...blank,
      acct,
      user,
      uid,
      id: 2 * number + 2,
      parent_id: above.id,
      lineage: `${above.lineage}0-${user}/`,
      is_def: defaults.get(user) === acct,
    });
  }
  return [...accounts.values(), ...users.values()].sort((a, b) => a.id - b.id);
}

function associationFits(one: Association, conditions: AssociationConditions): boolean {
  const { flags = [], acct_list, qos_list } = conditions;
  const below = flags.includes('SUB_ACCTS') && acct_list?.includes(ROOT) === true;
  return (
    (below || fits(acct_list, one.acct)) &&
    fits(conditions.user_list, one.user) &&
    fits(conditions.cluster_list, one.cluster) &&
    fits(conditions.id_list, String(one.id)) &&
    fits(conditions.partition_list, one.partition) &&
    fits(conditions.parent_acct_list, one.parent_acct) &&
    fits(conditions.def_qos_id_list, '') &&
    (qos_list === undefined || qos_list.length === 0 || one.qos_list.some((qos) => qos_list.includes(qos))) &&
    (!flags.includes('ONLY_DEFS') || one.is_def)
  );
}
