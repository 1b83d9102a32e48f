import type { Wckey } from '../../../slurm/accounting/wckey.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { flagsOf, listOf } from './structures.ts';
import { usageDecoder } from './tres.ts';

/** Source: slurmdb_unpack_wckey_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(
  'accounting_list:usages cluster:string flags:u32 id:u32 is_def:bool16 name:string uid:u32 user:string',
);

const BLANK_WCKEY: Wckey = {
  accounting_list: [],
  cluster: '',
  flags: [],
  id: 0,
  is_def: false,
  name: '',
  uid: 0,
  user: '',
};

export function wckeyDecoder(version: number): Structure<Wckey> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_WCKEY,
    structures: { usages: listOf(usageDecoder(version), 50) },
    derive: { flags: { from: ['flags'], by: flagsOf([[0, 'DELETED']]) } },
  });
}
