import type { Account, AccountFlag, Coordinator } from '../../../slurm/accounting/account.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { ASSOCIATION_SIZE, associationDecoder } from './association.ts';
import { flagsOf, listOf } from './structures.ts';

/** Source: slurmdb_unpack_coord_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const COORDINATOR = fieldTable('name:string direct:u16');
const BLANK_COORDINATOR: Coordinator = { name: '', direct: 0 };

/** Coordinators of an account, or accounts of one. */
export const coordinators = (version: number): Structure<readonly Coordinator[]> =>
  listOf(compileDecoder(COORDINATOR, { version, blank: BLANK_COORDINATOR }), 6);

/** Source: slurmdb_unpack_account_rec. */
const TABLE = fieldTable(
  'assoc_list:associations coordinators:coordinators description:string flags:u32 name:string organization:string',
);

/** Source: SLURMDB_ACCT_FLAG_… of slurmdb.h. */
export const ACCOUNT_FLAGS: readonly (readonly [bit: number, flag: AccountFlag])[] = [
  [0, 'DELETED'],
  [1, 'WithAssociations'],
  [2, 'WithCoordinators'],
  [3, 'NoUsersAreCoords'],
  [16, 'UsersAreCoords'],
];

const BLANK_ACCOUNT: Account = {
  assoc_list: [],
  coordinators: [],
  description: '',
  flags: [],
  name: '',
  organization: '',
};

export function accountDecoder(version: number): Structure<Account> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_ACCOUNT,
    structures: {
      associations: listOf(associationDecoder(version), ASSOCIATION_SIZE),
      coordinators: coordinators(version),
    },
    derive: { flags: { from: ['flags'], by: flagsOf(ACCOUNT_FLAGS) } },
  });
}
