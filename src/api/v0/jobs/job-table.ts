import type { Job } from '../../../slurm/job.ts';
import { jobStreams } from '../../../slurm/job-streams.ts';
import { JOB_NAMES } from '../../../slurm/versioned/job-names.ts';
import { known } from '../record/flags.ts';
import { groupName } from '../record/names.ts';
import { selectTypeBits, selectTypeWords } from '../record/select-type.ts';
import { type Readers, type RecordTable, recordTable, revised } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import { FLAG_WORDS } from '../record/words.ts';
import type { ByVersion, Version } from '../version.ts';
import { exitCode } from './exit-code.ts';
import { JOB_FLAG_NAMES } from './job-flags.ts';
import { jobResources } from './job-resources.ts';

/** What thread_spec shows where nothing was asked for: NO_VAL16 without its highest bit. */
const NO_THREADS = 0x7ffe;
const PROFILES = ['ENERGY', 'TASK', 'LUSTRE', 'NETWORK'];
const ORDERED_PROFILES = FLAG_WORDS.acct_gather_profile[42];

/** Members whose words differ from version to version. */
function worded(version: Version): Readers<Job> {
  return {
    flags: (job) =>
      known(
        FLAG_WORDS.job_flags[version],
        job.bitflags.map((name) => JOB_FLAG_NAMES[name] ?? name),
      ),
    job_state: (job) => known(FLAG_WORDS.job_state[version], [job.job_state, ...job.job_state_flags]),
  };
}

/** Slurm's client library puts the memory for each TRES in the place of either. */
function leastMemory(job: Job, per: 'cpu' | 'node'): unknown {
  if (job.mem_per_tres !== '' && per === 'node')
    return numberObject(Number(job.mem_per_tres.split(':').at(-1)));
  const asked = job.mem_per_tres === '' && job.pn_min_memory?.per === per ? job.pn_min_memory.mib : undefined;
  return numberObject(asked);
}

function profiles(job: Job): string[] {
  if (job.profile === 0) return ['NOT_SET'];
  if (job.profile === 1) return ['NONE'];
  const set = PROFILES.filter((_, bit) => (job.profile >> (bit + 1)) & 1);
  return known(ORDERED_PROFILES, set);
}

const JOB_42: RecordTable<Job> = recordTable(
  `account:string accrue_time:uint64 admin_comment:string allocating_node:string array_job_id:uint32
   array_task_id:uint32 array_max_tasks:uint32 array_task_string:string association_id:int32 batch_features:string
   batch_flag:boolean batch_host:string flags:job_flags burst_buffer:string burst_buffer_state:string cluster:string
   cluster_features:string command:string comment:string container:string container_id:string contiguous:boolean
   core_spec:int32 thread_spec:int32 cores_per_socket:uint16 billable_tres:float64 cpus_per_task:uint16
   cpu_frequency_minimum:uint32 cpu_frequency_maximum:uint32 cpu_frequency_governor:uint32 cpus_per_tres:string
   cron:string deadline:uint64 delay_boot:uint32 dependency:string derived_exit_code:process_exit_code_verbose
   eligible_time:uint64 end_time:uint64 excluded_nodes:string exit_code:process_exit_code_verbose extra:string
   failed_node:string features:string federation_origin:string federation_siblings_active:string
   federation_siblings_viable:string gres_detail:job_info_gres_detail group_id:int32 group_name:string
   het_job_id:uint32 het_job_id_set:string het_job_offset:uint32 job_id:int32 job_resources:job_res?
   job_size_str:csv_string job_state:job_state last_sched_evaluation:uint64 licenses:string
   mail_type:job_mail_flags mail_user:string max_cpus:uint32 max_nodes:uint32 mcs_label:string
   memory_per_tres:string name:string network:string nodes:string nice:int32 tasks_per_core:uint16
   tasks_per_tres:uint16 tasks_per_node:uint16 tasks_per_socket:uint16 tasks_per_board:uint16 cpus:uint32
   node_count:uint32 tasks:uint32 partition:string prefer:string memory_per_cpu:uint64 memory_per_node:uint64
   minimum_cpus_per_node:uint16 minimum_tmp_disk_per_node:uint32 power:job_power preempt_time:uint64
   preemptable_time:uint64 pre_sus_time:uint64 hold:boolean priority:uint32
   priority_by_partition:priority_by_partition profile:acct_gather_profile qos:string reboot:boolean
   required_nodes:string required_switches:int32 requeue:boolean resize_time:uint64 restart_cnt:int32
   resv_name:string scheduled_nodes:string selinux_context:string shared:job_shared sockets_per_board:int32
   sockets_per_node:uint16 start_time:uint64 state_description:string state_reason:string standard_error:string
   standard_input:string standard_output:string submit_time:uint64 suspend_time:uint64 system_comment:string
   time_limit:uint32 time_minimum:uint32 threads_per_core:uint16 tres_bind:string tres_freq:string
   tres_per_job:string tres_per_node:string tres_per_socket:string tres_per_task:string tres_req_str:string
   tres_alloc_str:string user_id:int32 user_name:string maximum_switch_wait_time:int32 wckey:string
   current_working_directory:string`,
  {
    names: JOB_NAMES,
    read: {
      ...worded(42),
      array_task_string: (job) =>
        job.array_task_str !== '' && job.array_max_tasks !== 0
          ? `${job.array_task_str}%${job.array_max_tasks}`
          : job.array_task_str,
      core_spec: (job) => job.core_spec ?? 0,
      thread_spec: (job) => job.thread_spec ?? (job.core_spec === undefined ? NO_THREADS : 0),
      derived_exit_code: (job) => exitCode(job.derived_ec),
      exit_code: (job) => exitCode(job.exit_code),
      gres_detail: (job) => job.gres_detail,
      group_name: (job) => groupName(job.group_id),
      user_name: (job) => (job.user_name === String(job.user_id) ? '' : job.user_name),
      job_resources: (job) => jobResources(job.job_resources, selectTypeBits),
      priority_by_partition: (job) => job.priority_by_partition,
      mail_type: (job) => FLAG_WORDS.job_mail_flags[42].filter((_, bit) => (job.mail_type >> bit) & 1),
      memory_per_cpu: (job) => leastMemory(job, 'cpu'),
      memory_per_node: (job) => leastMemory(job, 'node'),
      // Power management is gone since Slurm 23.02.
      power: () => ({ flags: [] }),
      hold: (job) => job.priority === 0,
      profile: profiles,
      shared: (job) => (job.shared === undefined ? [] : [FLAG_WORDS.job_shared[42][job.shared]]),
      standard_error: (job) => (job.std_err === '' ? '' : jobStreams(job).stderr),
      standard_input: (job) => (job.std_in === '' && !job.batch_flag ? '' : jobStreams(job).stdin),
      standard_output: (job) => (job.std_out === '' ? '' : jobStreams(job).stdout),
    },
  },
);

const JOB_43 = revised(JOB_42, {
  fields:
    'licenses_allocated:string segment_size:int32 stdin_expanded:string stdout_expanded:string stderr_expanded:string',
  read: {
    ...worded(43),
    standard_error: (job) => job.std_err,
    standard_input: (job) => job.std_in,
    standard_output: (job) => job.std_out,
    stdin_expanded: (job) => (job.std_in === '' ? '' : jobStreams(job).stdin),
    stdout_expanded: (job) => (job.std_out === '' ? '' : jobStreams(job).stdout),
    stderr_expanded: (job) => (job.std_err === '' ? '' : jobStreams(job).stderr),
  },
});

const JOB_44 = revised(JOB_43, {
  fields: 'step_id:slurm_step_id submit_line:string',
  read: {
    ...worded(44),
    step_id: (job) => ({
      sluid: job.sluid,
      job_id: numberObject(job.job_id),
      step_het_component: numberObject(undefined),
      step_id: 'entire',
    }),
  },
});

const JOB_45 = revised(JOB_44, {
  fields: 'container_type:string memory_update_delay:int32 memory_update_margin:int32',
  without: ['power'],
  names: { memory_update_delay: 'mem_update_delay', memory_update_margin: 'mem_update_margin' },
  read: {
    ...worded(45),
    job_resources: (job) => jobResources(job.job_resources, selectTypeWords),
    // Slurm 26.05 tells of sharing in two other words, and fills this one no more.
    shared: () => [],
  },
});

/** A job in each version. */
export const JOB_TABLES: ByVersion<RecordTable<Job>> = { 42: JOB_42, 43: JOB_43, 44: JOB_44, 45: JOB_45 };
