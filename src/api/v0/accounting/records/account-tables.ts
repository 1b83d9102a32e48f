import type { Account, Coordinator } from '../../../../slurm/accounting/account.ts';
import type { AccountingUser } from '../../../../slurm/accounting/user.ts';
import type { Wckey } from '../../../../slurm/accounting/wckey.ts';
import { presenter, type RecordTable, recordTable, revised } from '../../record/table.ts';
import type { ByVersion } from '../../version.ts';
import { associationShort } from './association-table.ts';
import { usageObject } from './tres.ts';

function everywhere<Entry>(table: RecordTable<Entry>): ByVersion<RecordTable<Entry>> {
  return { 42: table, 43: table, 44: table, 45: table };
}

function coordinatorObject({ name, direct }: Coordinator): object {
  return { name, direct: direct !== 0 };
}

/** An account in each version. */
export const ACCOUNT_TABLES = everywhere<Account>(
  recordTable(
    `associations:assoc_short_list coordinators:coord_list description:string name:string organization:string
     flags:account_flags`,
    {
      read: {
        associations: ({ assoc_list }) => assoc_list.map(associationShort),
        coordinators: ({ coordinators }) => coordinators.map(coordinatorObject),
        flags: ({ flags }) => flags,
      },
    },
  ),
);

/** A wckey in each version. */
export const WCKEY_TABLES = everywhere<Wckey>(
  recordTable(
    'accounting:accounting_list cluster:string id:int32 name:string user:string flags:wckey_flags',
    {
      read: {
        accounting: ({ accounting_list }) => accounting_list.map(usageObject),
        flags: ({ flags }) => flags,
      },
    },
  ),
);

const wckeyObject = presenter(WCKEY_TABLES[42]);

const USER_42: RecordTable<AccountingUser> = recordTable(
  `administrator_level:admin_lvl associations:assoc_short_list coordinators:coord_list default.account:string
   default.wckey:string flags:user_flags name:string old_name:string wckeys:wckey_list`,
  {
    names: {
      administrator_level: 'admin_level',
      'default.account': 'default_acct',
      'default.wckey': 'default_wckey',
    },
    read: {
      administrator_level: ({ admin_level }) => [admin_level],
      associations: ({ assoc_list }) => assoc_list.map(associationShort),
      coordinators: ({ coord_accts }) => coord_accts.map(coordinatorObject),
      flags: ({ flags }) => (flags.length === 0 ? ['NONE'] : flags),
      wckeys: ({ wckey_list }) => wckey_list.map(wckeyObject),
    },
  },
);

const USER_44 = revised(USER_42, { fields: 'default.qos:int32', names: { 'default.qos': 'def_qos_id' } });

/** A user in each version. */
export const USER_TABLES: ByVersion<RecordTable<AccountingUser>> = {
  42: USER_42,
  43: USER_42,
  44: USER_44,
  45: USER_44,
};
