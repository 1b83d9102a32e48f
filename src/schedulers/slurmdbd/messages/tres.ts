import type { Tres } from '../../../slurm/accounting/tres.ts';
import type { ClusterUsage, Usage } from '../../../slurm/accounting/usage.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';

/** Source: slurmdb_unpack_tres_rec_noalloc of slurmdb_pack.c, releases 20.11 to 26.05. */
const TRES = fieldTable('alloc_secs:u64 count:u64 id:u32 name:string type:string');
const BLANK_TRES: Tres = { id: 0, type: '', name: '', count: 0 };

/** One kind of TRES. */
export const tresDecoder = (version: number): Structure<Tres> =>
  compileDecoder(TRES, { version, blank: BLANK_TRES });

/** Source: slurmdb_unpack_accounting_rec. */
const USAGE = fieldTable('alloc_secs:u64 tres_rec:tres id:u32 id_alt:u32@42- period_start:time');
const BLANK_USAGE: Usage = { alloc_secs: 0, id: 0, id_alt: 0, period_start: 0, tres_rec: BLANK_TRES };

/** What an association or wckey used. */
export const usageDecoder = (version: number): Structure<Usage> =>
  compileDecoder(USAGE, { version, blank: BLANK_USAGE, structures: { tres: tresDecoder(version) } });

/** Source: slurmdb_unpack_cluster_accounting_rec. */
const CLUSTER_USAGE = fieldTable(
  'alloc_secs:u64 tres_rec:tres down_secs:u64 idle_secs:u64 over_secs:u64 pdown_secs:u64 period_start:time plan_secs:u64',
);
const BLANK_CLUSTER_USAGE: ClusterUsage = {
  alloc_secs: 0,
  down_secs: 0,
  idle_secs: 0,
  over_secs: 0,
  pdown_secs: 0,
  period_start: 0,
  plan_secs: 0,
  tres_rec: BLANK_TRES,
};

/** What a cluster did with a TRES. */
export const clusterUsageDecoder = (version: number): Structure<ClusterUsage> =>
  compileDecoder(CLUSTER_USAGE, {
    version,
    blank: BLANK_CLUSTER_USAGE,
    structures: { tres: tresDecoder(version) },
  });
