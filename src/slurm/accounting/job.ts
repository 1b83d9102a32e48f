import type { MemoryRequest } from '../job.ts';
import type { JobState, JobStateFlag } from '../job-state.ts';
import type { AccountingStep } from './step.ts';

/** How a job was started, or what became of its record (SLURMDB_JOB_FLAG_… of slurmdb.h, in slurmrestd's words). */
export const JOB_RECORD_FLAGS = [
  'NOT_SET',
  'STARTED_ON_SUBMIT',
  'STARTED_ON_SCHEDULE',
  'STARTED_ON_BACKFILL',
  'START_RECEIVED',
  'JOB_ALTERED',
] as const;

/** When a job began, or could have, that did not: Slurm's NO_VAL and what is above it. */
export const NEVER = 0xffff_fffe;

export type JobRecordFlag = (typeof JOB_RECORD_FLAGS)[number];

/**
 * One run of a job as the accounting storage remembers it (slurmdb_job_rec_t, `sacct`): a job that was requeued
 * has one record a run. Members keep Slurm's field names; conventions as for `Job` of ../job.ts: times are UNIX
 * seconds with 0 = not yet, `undefined` is NO_VAL, `Infinity` INFINITE, an unset string `''`, exit codes are
 * wait(2) status words. TRES are `id=count` pairs joined by commas, e.g. `1=4,2=8000`: see {@link Tres} for the ids.
 */
export interface AccountingJob {
  readonly account: string;
  readonly admin_comment: string;
  readonly alloc_nodes: number;
  /** 0 unless the job is a task of an array. */
  readonly array_job_id: number;
  readonly array_max_tasks: number;
  readonly array_task_id: number | undefined;
  /** Pending tasks of an array as ranges, e.g. `528-1000`. */
  readonly array_task_str: string;
  readonly associd: number;
  readonly blockid: string;
  readonly cluster: string;
  readonly constraints: string;
  readonly container: string;
  /** Number of the record; since 24.11 it is the SLUID of the run. */
  readonly db_index: bigint;
  readonly derived_ec: number;
  /** The user's comment. */
  readonly derived_es: string;
  /** Seconds the job ran, those it was suspended not counted. */
  readonly elapsed: number;
  readonly eligible: number;
  readonly end: number;
  /** `name=value` lines; only if asked for. */
  readonly env: string;
  readonly exclusive: string;
  readonly exitcode: number;
  readonly extra: string;
  readonly failed_node: string;
  readonly flags: readonly JobRecordFlag[];
  readonly gid: number;
  /** 0 unless the job is a component of a het job. */
  readonly het_job_id: number;
  readonly het_job_offset: number | undefined;
  readonly jobid: number;
  readonly jobname: string;
  /** Path of the association from the root, e.g. `/physics/0-alice/`. */
  readonly lineage: string;
  readonly licenses: string;
  readonly mcs_label: string;
  /** Host list; `None assigned` before the job started. */
  readonly nodes: string;
  readonly oversubscribe: string;
  readonly partition: string;
  readonly priority: number | undefined;
  readonly qosid: number;
  /** The QOS asked for, by name. */
  readonly qos_req: string;
  readonly req_cpus: number;
  readonly req_mem: MemoryRequest | undefined;
  /** Uid of who ended the job, where somebody did. */
  readonly requid: number | undefined;
  readonly restart_cnt: number;
  readonly resvid: number;
  readonly resv_name: string;
  readonly resv_req: string;
  /** Only if asked for. */
  readonly script: string;
  readonly segment_size: number;
  /** SLUID of the first run; 0 where that is not known. */
  readonly sluid: bigint;
  /** {@link NEVER} where it ended before. */
  readonly start: number;
  readonly state: JobState;
  readonly state_flags: readonly JobStateFlag[];
  /** Name of the reason, as `state_reason` of a job. */
  readonly state_reason_prev: string;
  readonly steps: readonly AccountingStep[];
  readonly std_err: string;
  readonly std_in: string;
  readonly std_out: string;
  readonly submit: number;
  readonly submit_line: string;
  /** Seconds. */
  readonly suspended: number;
  readonly system_comment: string;
  readonly sys_cpu_sec: number;
  readonly sys_cpu_usec: number;
  /** Minutes. */
  readonly timelimit: number | undefined;
  readonly tot_cpu_sec: number;
  readonly tot_cpu_usec: number;
  readonly tres_alloc_str: string;
  readonly tres_req_str: string;
  readonly uid: number;
  /** Login name; `''` where the storage knows the uid alone. */
  readonly user: string;
  readonly user_cpu_sec: number;
  readonly user_cpu_usec: number;
  readonly wckey: string;
  readonly wckeyid: number;
  readonly work_dir: string;
}

/** Every member as a storage that does not keep it answers. */
export const BLANK_ACCOUNTING_JOB: AccountingJob = {
  account: '',
  admin_comment: '',
  alloc_nodes: 0,
  array_job_id: 0,
  array_max_tasks: 0,
  array_task_id: undefined,
  array_task_str: '',
  associd: 0,
  blockid: '',
  cluster: '',
  constraints: '',
  container: '',
  db_index: 0n,
  derived_ec: 0,
  derived_es: '',
  elapsed: 0,
  eligible: 0,
  end: 0,
  env: '',
  exclusive: '',
  exitcode: 0,
  extra: '',
  failed_node: '',
  flags: [],
  gid: 0,
  het_job_id: 0,
  het_job_offset: undefined,
  jobid: 0,
  jobname: '',
  lineage: '',
  licenses: '',
  mcs_label: '',
  nodes: '',
  oversubscribe: '',
  partition: '',
  priority: undefined,
  qosid: 0,
  qos_req: '',
  req_cpus: 0,
  req_mem: undefined,
  requid: undefined,
  restart_cnt: 0,
  resvid: 0,
  resv_name: '',
  resv_req: '',
  script: '',
  segment_size: 0,
  sluid: 0n,
  start: 0,
  state: 'PENDING',
  state_flags: [],
  state_reason_prev: 'None',
  steps: [],
  std_err: '',
  std_in: '',
  std_out: '',
  submit: 0,
  submit_line: '',
  suspended: 0,
  system_comment: '',
  sys_cpu_sec: 0,
  sys_cpu_usec: 0,
  timelimit: undefined,
  tot_cpu_sec: 0,
  tot_cpu_usec: 0,
  tres_alloc_str: '',
  tres_req_str: '',
  uid: 0,
  user: '',
  user_cpu_sec: 0,
  user_cpu_usec: 0,
  wckey: '',
  wckeyid: 0,
  work_dir: '',
};
