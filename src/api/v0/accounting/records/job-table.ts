import { type AccountingJob, NEVER } from '../../../../slurm/accounting/job.ts';
import { formatSluid } from '../../../../slurm/sluid.ts';
import { exitCode } from '../../jobs/exit-code.ts';
import { known } from '../../record/flags.ts';
import { groupName } from '../../record/names.ts';
import { presenter, type Readers, type RecordTable, recordTable, revised } from '../../record/table.ts';
import { numberObject } from '../../record/values.ts';
import { FLAG_WORDS } from '../../record/words.ts';
import type { ByVersion, Version } from '../../version.ts';
import { associationKey, type Known } from '../lookups.ts';
import { associationShort } from './association-table.ts';
import { STEP_TABLES } from './step-table.ts';
import { jobPaths, stepPaths } from './streams.ts';
import { tresList } from './tres.ts';
import { userText } from './users.ts';

type Shown = Known<AccountingJob>;

function worded(version: Version): Readers<Shown> {
  const step = presenter(STEP_TABLES[version]);
  return {
    flags: (job) =>
      job.flags.length === 0 ? ['NONE'] : known(FLAG_WORDS.slurmdb_job_flags[version], job.flags),
    'state.current': (job) => known(FLAG_WORDS.job_state[version], [job.state, ...job.state_flags]),
    steps: (job) =>
      job.steps.map((one) => step({ ...one, lookups: job.lookups, expanded: stepPaths(job, one) })),
  };
}

/** Seconds from when the job could have started to when it did, ended without, or now. Source: sacct(1), Planned. */
function planned({ eligible, start, end }: AccountingJob): number {
  if (eligible === 0 || eligible >= NEVER) return 0;
  const began = start === NEVER ? end : start;
  return (began || Math.floor(Date.now() / 1000)) - eligible;
}

/** The key, and whether Slurm gave it because the user named none, which it marks by a star. */
function wckeyTag(text: string): object {
  const assigned = text.startsWith('*');
  return { wckey: assigned ? text.slice(1) : text, flags: assigned ? ['ASSIGNED_DEFAULT'] : [] };
}

const sluidText = (sluid: bigint) => (sluid === 0n ? '' : formatSluid(sluid));

const JOB_42: RecordTable<Shown> = recordTable(
  `account:string comment.administrator:string comment.job:string comment.system:string allocation_nodes:int32
   array.job_id:int32 array.limits.max.running.tasks:int32 array.task_id:uint32 array.task:string
   association:assoc_short block:string cluster:string constraints:string container:string
   derived_exit_code:process_exit_code_verbose time.elapsed:int32 time.eligible:int64 time.end:int64
   time.planned:uint64 time.start:int64 time.submission:int64 time.suspended:int32 time.system.seconds:int64
   time.system.microseconds:int64 time.limit:uint32 time.total.seconds:int64 time.total.microseconds:int64
   time.user.seconds:int64 time.user.microseconds:int64 exit_code:process_exit_code_verbose extra:string
   failed_node:string flags:slurmdb_job_flags group:string het.job_id:int32 het.job_offset:uint32 job_id:int32
   name:string licenses:string mcs.label:string nodes:string partition:string hold:boolean priority:uint32
   qos:string qosreq:string required.CPUs:int32 required.memory_per_cpu:uint64 required.memory_per_node:uint64
   kill_request_user:string restart_cnt:int32 reservation.id:int32 reservation.name:string script:string
   stdin_expanded:string stdout_expanded:string stderr_expanded:string stdout:string stderr:string stdin:string
   state.current:job_state state.reason:string steps:step_list submit_line:string tres.allocated:tres_list
   tres.requested:tres_list used_gres:string user:string? wckey:wckey_tag_struct working_directory:string`,
  {
    names: {
      'comment.administrator': 'admin_comment',
      'comment.job': 'derived_es',
      'comment.system': 'system_comment',
      allocation_nodes: 'alloc_nodes',
      'array.job_id': 'array_job_id',
      'array.limits.max.running.tasks': 'array_max_tasks',
      'array.task_id': 'array_task_id',
      'array.task': 'array_task_str',
      block: 'blockid',
      'time.elapsed': 'elapsed',
      'time.eligible': 'eligible',
      'time.end': 'end',
      'time.start': 'start',
      'time.submission': 'submit',
      'time.suspended': 'suspended',
      'time.system.seconds': 'sys_cpu_sec',
      'time.system.microseconds': 'sys_cpu_usec',
      'time.limit': 'timelimit',
      'time.total.seconds': 'tot_cpu_sec',
      'time.total.microseconds': 'tot_cpu_usec',
      'time.user.seconds': 'user_cpu_sec',
      'time.user.microseconds': 'user_cpu_usec',
      'het.job_id': 'het_job_id',
      'het.job_offset': 'het_job_offset',
      job_id: 'jobid',
      name: 'jobname',
      'mcs.label': 'mcs_label',
      qosreq: 'qos_req',
      'required.CPUs': 'req_cpus',
      'reservation.id': 'resvid',
      'reservation.name': 'resv_name',
      stdout: 'std_out',
      stderr: 'std_err',
      stdin: 'std_in',
      'state.reason': 'state_reason_prev',
      working_directory: 'work_dir',
    },
    read: {
      ...worded(42),
      association: ({ associd, cluster, lookups }) => {
        const found = lookups.associations.get(associationKey(cluster, associd));
        return found ? associationShort(found) : {};
      },
      derived_exit_code: (job) => exitCode(job.derived_ec),
      exit_code: (job) => exitCode(job.exitcode),
      'time.planned': (job) => numberObject(planned(job)),
      group: (job) => groupName(job.gid),
      hold: (job) => job.priority === 0,
      qos: (job) => job.lookups.qos.get(job.qosid) ?? (job.qosid === 0 ? '' : 'Unknown'),
      'required.memory_per_cpu': (job) => memory(job, 'cpu'),
      'required.memory_per_node': (job) => memory(job, 'node'),
      kill_request_user: (job) => userText(job.requid),
      stdin_expanded: (job) => jobPaths(job).stdin,
      stdout_expanded: (job) => jobPaths(job).stdout,
      stderr_expanded: (job) => jobPaths(job).stderr,
      'tres.allocated': (job) => tresList(job.tres_alloc_str, job.lookups),
      'tres.requested': (job) => tresList(job.tres_req_str, job.lookups),
      // Slurm has kept none since 20.11; TRES tell of them.
      used_gres: () => '',
      user: (job) => job.user || userText(job.uid) || null,
      wckey: (job) => wckeyTag(job.wckey),
    },
  },
);

function memory({ req_mem }: AccountingJob, per: 'cpu' | 'node'): unknown {
  return numberObject(req_mem?.per === per ? req_mem.mib : undefined);
}

const JOB_43 = revised(JOB_42, {
  fields: 'reservation.requested:string segment_size:int32',
  names: { 'reservation.requested': 'resv_req' },
  read: {
    ...worded(43),
    association: ({ associd, cluster }) => ({ account: '', cluster, partition: '', user: '', id: associd }),
  },
});

const JOB_44 = revised(JOB_43, { read: worded(44) });

/** A job of the accounting storage in each version. */
export const JOB_TABLES: ByVersion<RecordTable<Shown>> = {
  42: JOB_42,
  43: JOB_43,
  44: JOB_44,
  45: revised(JOB_44, {
    fields: 'sluid:string exclusive:string oversubscribe:string original_sluid:string',
    read: {
      ...worded(45),
      sluid: (job) => sluidText(job.db_index),
      original_sluid: (job) => sluidText(job.sluid),
    },
  }),
};
