import {
  type Association,
  type AssociationFlag,
  BLANK_ASSOCIATION,
} from '../../../slurm/accounting/association.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { flagsOf, listOf, names } from './structures.ts';
import { usageDecoder } from './tres.ts';

/** Source: slurmdb_unpack_assoc_rec_members of slurmdb_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  accounting_list:usages acct:string cluster:string comment:string@39- def_qos_id:optional32 flags:u16@-40
  flags:u32@41- shares_raw:optional32 grp_tres_mins:string grp_tres_run_mins:string grp_tres:string
  grp_jobs:optional32 grp_jobs_accrue:optional32 grp_submit_jobs:optional32 grp_wall:optional32 id:u32
  is_def:bool16 lft:u32@-39 lineage:string@40- max_tres_mins_pj:string max_tres_run_mins:string
  max_tres_pj:string max_tres_pn:string max_jobs:optional32 max_jobs_accrue:optional32
  min_prio_thresh:optional32 max_submit_jobs:optional32 max_wall_pj:optional32 parent_acct:string parent_id:u32
  partition:string priority:optional32 qos_list:names rgt:u32@-39 uid:optional32 user:string
`);

/** Source: ASSOC_FLAG_… of slurmdb.h. */
export const ASSOCIATION_FLAGS: readonly (readonly [bit: number, flag: AssociationFlag])[] = [
  [0, 'DELETED'],
  [1, 'NoUpdate'],
  [2, 'Exact'],
  [3, 'NoUsersAreCoords'],
  [16, 'UsersAreCoords'],
];

/** The least an association takes up, in bytes. */
export const ASSOCIATION_SIZE = 100;

export function associationDecoder(version: number): Structure<Association> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_ASSOCIATION,
    structures: { names, usages: listOf(usageDecoder(version), 50) },
    derive: { flags: { from: ['flags'], by: flagsOf(ASSOCIATION_FLAGS) } },
  });
}
