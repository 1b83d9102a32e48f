import { BLANK_QOS, QOS_FLAGS, type Qos, type QosPreemptMode } from '../../../slurm/accounting/qos.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { type BitString, setBits } from '../../slurmctld/wire/reader.ts';
import { names } from './structures.ts';

/** Source: slurmdb_unpack_qos_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  description:string id:u32 flags:u32 grace_time:u32 grp_tres_mins:string grp_tres_run_mins:string grp_tres:string
  grp_jobs:optional32 grp_jobs_accrue:optional32 grp_submit_jobs:optional32 grp_wall:optional32
  max_tres_mins_pj:string max_tres_run_mins_pa:string max_tres_run_mins_pu:string max_tres_pa:string
  max_tres_pj:string max_tres_pn:string max_tres_pu:string max_jobs_pa:optional32 max_jobs_pu:optional32
  max_jobs_accrue_pa:optional32 max_jobs_accrue_pu:optional32 min_prio_thresh:optional32
  max_submit_jobs_pa:optional32 max_submit_jobs_pu:optional32 max_wall_pj:optional32 min_tres_pj:string name:string
  preempt:bitString preempt_list:names preempt_mode:u16 preempt_exempt_time:optional32 priority:optional32
  usage_factor:limit usage_thres:limit limit_factor:limit@37-
`);

/** Source: PREEMPT_MODE_… of slurm.h. */
export const QOS_PREEMPT_MODES: readonly (readonly [bit: number, mode: QosPreemptMode])[] = [
  [0, 'SUSPEND'],
  [1, 'REQUEUE'],
  [3, 'CANCEL'],
  [15, 'GANG'],
];

/** Numbers with a fraction: what is no limit is packed as INFINITE, what is not set as NO_VAL. */
const limit: Structure<number | undefined> = {
  read(reader) {
    const value = reader.double();
    if (value >= 0xffff_ffff) return Infinity;
    return value >= 0xffff_fffe ? undefined : value;
  },
  skip: (reader) => reader.skip(8),
};

export function qosDecoder(version: number): Structure<Qos> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_QOS,
    structures: { limit, names },
    derive: {
      flags: { from: ['flags'], by: flags },
      preempt: { from: ['preempt'], by: (bits?: BitString) => (bits ? setBits(bits) : []) },
      preempt_mode: { from: ['preempt_mode'], by: preemptMode },
    },
  });
}

function flags(word: number): Qos['flags'] {
  return QOS_FLAGS.filter((flag, bit) => flag !== undefined && ((word >>> bit) & 1) === 1) as Qos['flags'];
}

function preemptMode(word: number): readonly QosPreemptMode[] {
  const modes = QOS_PREEMPT_MODES.filter(([bit]) => ((word >>> bit) & 1) === 1).map(([, mode]) => mode);
  return word === 0 ? ['DISABLED'] : modes;
}
