import type { JobConditionFlag, JobConditions, SelectedStep } from '../../../slurm/accounting/conditions.ts';
import { JOB_STATES } from '../../../slurm/job-state.ts';
import type { StructureWriter } from '../../slurmctld/wire/encoder.ts';
import { NO_VAL } from '../../slurmctld/wire/sentinels.ts';
import { conditionsWriter, type DbdRequest } from './request.ts';
import { SPECIAL_STEPS } from './step.ts';
import { wordOf } from './structures.ts';

const JOB_CONDITION_FLAGS = [
  'DUP',
  'NO_STEP',
  'NO_TRUNC',
  'RUNAWAY',
  'WHOLE_HETJOB',
  'NO_WHOLE_HETJOB',
  'NO_WAIT',
  'NO_DEFAULT_USAGE',
  'SCRIPT',
  'ENV',
] as const satisfies readonly JobConditionFlag[];

/** Source: slurm_pack_selected_step of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const steps = (version: number): StructureWriter => {
  return (writer, value) => {
    const list = (value ?? []) as readonly SelectedStep[];
    if (list.length === 0) {
      writer.u32(NO_VAL);
      return;
    }
    writer.u32(list.length);
    for (const { job_id, step_id, step_het_comp, array_task_id, het_job_offset } of list) {
      if (version >= 42) writer.u64(0);
      writer.u32(job_id);
      writer.u32(typeof step_id === 'string' ? SPECIAL_STEPS[step_id] : (step_id ?? NO_VAL));
      writer.u32(step_het_comp ?? NO_VAL);
      writer.u32(array_task_id ?? NO_VAL);
      writer.u32(het_job_offset ?? NO_VAL);
      if (version >= 42) writer.nullBitString();
    }
  };
};

/** Source: slurmdb_pack_job_cond of slurmdb_pack.c, releases 20.11 to 26.05. */
const writeJob = conditionsWriter(
  `acct_list:names associd_list:names cluster_list:names constraint_list:names cpus_max:u32 cpus_min:u32
   db_flags:u32=1 exitcode:u32 flags:u32 format_list:names groupid_list:names jobname_list:names nodes_max:u32
   nodes_min:u32 partition_list:names qos_list:names reason_list:names resv_list:names resvid_list:names
   step_list:steps state_list:names timelimit_max:u32 timelimit_min:u32 usage_end:time usage_start:time
   used_nodes:string userid_list:names wckey_list:names`,
  (version) => ({ steps: steps(version) }),
);

export function getJobs({ flags, state_list, ...rest }: JobConditions): DbdRequest {
  const values = {
    ...rest,
    flags: wordOf(JOB_CONDITION_FLAGS.map((flag, bit) => [bit, flag] as const))(flags),
    state_list: state_list?.map((state) => String(JOB_STATES.indexOf(state))),
  };
  return { name: 'DBD_GET_JOBS_COND', write: (writer, version) => writeJob(writer, values, version) };
}
