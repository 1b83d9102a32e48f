import type { SaidJob } from '../../../slurm/accounting/edit.ts';
import { type AccountingJob, BLANK_ACCOUNTING_JOB, JOB_RECORD_FLAGS } from '../../../slurm/accounting/job.ts';
import { stateReasonName } from '../../../slurm/state-reasons.ts';
import { baseState, memoryRequest, stateFlags } from '../../slurmctld/messages/job-words.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import type { StructureWriter } from '../../slurmctld/wire/encoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { NO_VAL } from '../../slurmctld/wire/sentinels.ts';
import type { RecordWriter } from './records.ts';
import { conditionsWriter } from './request.ts';
import { STEP_SIZE, stepDecoder, stepStatistics, whoEnded, writeNoStatistics } from './step.ts';
import { flagsOf, listOf } from './structures.ts';

/** Source: slurmdb_unpack_job_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const LAYOUT = `
  account:string admin_comment:string alloc_nodes:u32 array_job_id:u32 array_max_tasks:u32 array_task_id:optional32
  array_task_str:string associd:u32 blockid:string cluster:string constraints:string container:string@37-
  db_index:u64exact derived_ec:i32 derived_es:string elapsed:u32 eligible:time end:time env:string@37-
  exclusive:string@45- exitcode:i32 extra:string@39- failed_node:string@39- flags:u32 gid:u32 jobid:u32
  jobname:string lft:u32@-39 licenses:string@39- lineage:string@40- mcs_label:string nodes:string het_job_id:u32
  het_job_offset:optional32 oversubscribe:string@45- partition:string priority:optional32 qosid:u32
  qos_req:string@42- req_cpus:u32 req_mem:u64exact requid:optional32 restart_cnt:u16@42- resv_name:string
  resvid:u32 resv_req:string@43- script:string@37- sluid:u64exact@45- show_full:u32 start:time state:u32
  state_reason_prev:u32 stats:statistics@-37 steps:steps segment_size:u16@43- std_err:string@41- std_in:string@41-
  std_out:string@41- submit:time submit_line:string@37- suspended:u32 system_comment:string sys_cpu_sec:u32@36
  sys_cpu_usec:u32@36 sys_cpu_sec:u64@37- sys_cpu_usec:u64@37- timelimit:optional32 tot_cpu_sec:u32@36
  tot_cpu_usec:u32@36 tot_cpu_sec:u64@37- tot_cpu_usec:u64@37- track_steps:u16@-37 tres_alloc_str:string
  tres_req_str:string uid:u32 user:string user_cpu_sec:u32@36 user_cpu_usec:u32@36 user_cpu_sec:u64@37-
  user_cpu_usec:u64@37- wckey:string wckeyid:u32 work_dir:string
`;

const recordFlags = flagsOf(JOB_RECORD_FLAGS.map((flag, bit) => [bit, flag] as const));

export function accountingJobDecoder(version: number): Structure<AccountingJob> {
  return compileDecoder(fieldTable(LAYOUT), {
    version,
    blank: BLANK_ACCOUNTING_JOB,
    structures: { statistics: stepStatistics(version), steps: listOf(stepDecoder(version), STEP_SIZE) },
    derive: {
      flags: { from: ['flags'], by: recordFlags },
      req_mem: { from: ['req_mem'], by: memoryRequest },
      requid: { from: ['requid'], by: whoEnded },
      state: { from: ['state'], by: baseState },
      state_flags: { from: ['state'], by: stateFlags },
      state_reason_prev: { from: ['state_reason_prev'], by: stateReasonName },
    },
  });
}

/** What is not said of a job; slurmdbd looks at what {@link SaidJob} has and at nothing else. */
const UNSAID: Readonly<Record<string, StructureWriter>> = {
  optional32: (writer) => writer.u32(NO_VAL),
  i32: (writer, value) => writer.u32(value === undefined ? NO_VAL : (value as number) >>> 0),
  u64exact: (writer) => writer.u64(0),
  steps: (writer) => writer.u32(0),
  statistics: writeNoStatistics,
};

const write = conditionsWriter(LAYOUT, () => UNSAID);

/** Source: slurmdb_pack_job_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
export const writeJob: RecordWriter<SaidJob> = (writer, said, version) => write(writer, { ...said }, version);
