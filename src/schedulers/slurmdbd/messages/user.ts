import { type AccountingUser, ADMIN_LEVELS } from '../../../slurm/accounting/user.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { coordinators } from './account.ts';
import { ASSOCIATION_SIZE, associationDecoder } from './association.ts';
import { flagsOf, listOf } from './structures.ts';
import { wckeyDecoder } from './wckey.ts';

/** Source: slurmdb_unpack_user_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  present:bool@44-
  [present
    admin_level:u16 assoc_list:associations coord_accts:coordinators def_qos_id:u32@44- default_acct:string
    default_wckey:string flags:u32 name:string old_name:string uid:u32 wckey_list:wckeys
  ]
`);

const BLANK_USER: AccountingUser = {
  admin_level: 'Not Set',
  assoc_list: [],
  coord_accts: [],
  def_qos_id: 0,
  default_acct: '',
  default_wckey: '',
  flags: [],
  name: '',
  old_name: '',
  uid: 0,
  wckey_list: [],
};

export function userDecoder(version: number): Structure<AccountingUser> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_USER,
    structures: {
      associations: listOf(associationDecoder(version), ASSOCIATION_SIZE),
      coordinators: coordinators(version),
      wckeys: listOf(wckeyDecoder(version), 30),
    },
    derive: {
      admin_level: { from: ['admin_level'], by: (level = 0) => ADMIN_LEVELS[level] ?? 'Not Set' },
      flags: { from: ['flags'], by: (word = 0) => flagsOf([[0, 'DELETED']])(word) },
    },
  });
}
