import {
  type AccountingStep,
  BLANK_ACCOUNTING_STEP,
  type StepId,
  type StepStatistics,
} from '../../../slurm/accounting/step.ts';
import { baseState, stateFlags } from '../../slurmctld/messages/job-words.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import type { StructureWriter } from '../../slurmctld/wire/encoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { NO_VAL } from '../../slurmctld/wire/sentinels.ts';

/** Source: _unpack_slurmdb_stats of slurmdb_pack.c, releases 20.11 to 26.05. */
const STATISTICS = fieldTable(`
  act_cpufreq:double consumed_energy:optional64 tres_usage_in_ave:string tres_usage_in_max:string
  tres_usage_in_max_nodeid:string tres_usage_in_max_taskid:string tres_usage_in_min:string
  tres_usage_in_min_nodeid:string tres_usage_in_min_taskid:string tres_usage_in_tot:string
  tres_usage_out_ave:string tres_usage_out_max:string tres_usage_out_max_nodeid:string
  tres_usage_out_max_taskid:string tres_usage_out_min:string tres_usage_out_min_nodeid:string
  tres_usage_out_min_taskid:string tres_usage_out_tot:string
`);

export const stepStatistics = (version: number): Structure<StepStatistics> =>
  compileDecoder(STATISTICS, { version, blank: BLANK_ACCOUNTING_STEP.stats });

/** The same of what is only said. */
export const writeNoStatistics: StructureWriter = (writer) => {
  writer.double(0);
  writer.u64(0);
  for (let texts = 16; texts > 0; texts--) writer.string(undefined);
};

/** Steps without a number. Source: SLURM_…_STEP of slurm.h. */
export const SPECIAL_STEPS = {
  pending: 0xffff_fffd,
  extern: 0xffff_fffc,
  batch: 0xffff_fffb,
  interactive: 0xffff_fffa,
} as const;

const SPECIAL_NAMES: ReadonlyMap<number, keyof typeof SPECIAL_STEPS> = new Map(
  Object.entries(SPECIAL_STEPS).map(([name, number]) => [number, name as keyof typeof SPECIAL_STEPS]),
);

const STEP_ID = fieldTable('sluid:u64@42- job_id:u32 step_id:u32 step_het_comp:optional32');

function stepName(word: number): StepId['step_id'] {
  return word >= NO_VAL ? undefined : (SPECIAL_NAMES.get(word) ?? word);
}

/** Source: slurmdb_unpack_step_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  container:string@37- elapsed:u32 end:time exitcode:i32 nnodes:u32 nodes:string ntasks:u32
  req_cpufreq_min:optional32 req_cpufreq_max:optional32 req_cpufreq_gov:u32 requid:optional32 stats:statistics
  start:time state:u16 step_id:stepId stepname:string cwd:string@43- std_err:string@43- std_in:string@43-
  std_out:string@43- submit_line:string@37- suspended:u32 sys_cpu_sec:u32@36 sys_cpu_sec:u64@37- sys_cpu_usec:u32
  task_dist:u32 timelimit:optional32@43- tot_cpu_sec:u32@36 tot_cpu_sec:u64@37- tot_cpu_usec:u32
  tres_alloc_str:string user_cpu_sec:u32@36 user_cpu_sec:u64@37- user_cpu_usec:u32
`);

/** Nobody is told of as -1. */
export function whoEnded(uid: number | undefined): number | undefined {
  return uid === Number.POSITIVE_INFINITY ? undefined : uid;
}

/** The least a step takes up, in bytes. */
export const STEP_SIZE = 150;

export function stepDecoder(version: number): Structure<AccountingStep> {
  const stepId = compileDecoder<StepId>(STEP_ID, {
    version,
    blank: BLANK_ACCOUNTING_STEP.step_id,
    derive: { step_id: { from: ['step_id'], by: stepName } },
  });
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_ACCOUNTING_STEP,
    structures: { statistics: stepStatistics(version), stepId },
    derive: {
      requid: { from: ['requid'], by: whoEnded },
      state: { from: ['state'], by: baseState },
      state_flags: { from: ['state'], by: stateFlags },
    },
  });
}
