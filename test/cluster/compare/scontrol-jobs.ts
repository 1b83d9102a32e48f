import { exitStatus } from '../../../src/slurm/exit-status.ts';
import { compressHostlist } from '../../../src/slurm/hostlist.ts';
import type { Job } from '../../../src/slurm/job.ts';
import { jobStateName } from '../../../src/slurm/job-state.ts';
import { named } from '../accounts.ts';
import type { Expectations, Surroundings } from './comparison.ts';
import { duration, flag, ifSet, memory, minutes, orNull, range, star, time, yes } from './scontrol-text.ts';

const MAIL_TYPES = ['BEGIN', 'END', 'FAIL', 'REQUEUE', 'TIME_LIMIT'];
const CPU_FREQUENCIES: Readonly<Record<number, string>> = {
  2147483649: 'Low',
  2147483650: 'Medium',
  2147483651: 'High',
  2147483652: 'HighM1',
};
const GOVERNORS: Readonly<Record<number, string>> = { 2181038080: 'Performance' };
const SHARED = ['NO', 'YES', 'USER', 'MCS', 'TOPO'];
const EXCLUSIVE = ['NODE', 'NO', 'USER', 'MCS', 'TOPO'];

/** `scontrol -o -d show job` of the releases 22.05 to 26.05. */
export const SCONTROL_JOB: Expectations<Job> = {
  JobId: (job) => String(job.job_id),
  ArrayJobId: (job) => (job.array_job_id ? String(job.array_job_id) : undefined),
  ArrayTaskId: arrayTask,
  ArrayTaskThrottle: (job) => (job.array_max_tasks ? String(job.array_max_tasks) : undefined),
  HetJobId: (job) => (job.het_job_id ? String(job.het_job_id) : undefined),
  HetJobOffset: (job) => (job.het_job_id ? String(job.het_job_offset) : undefined),
  HetJobIdSet: (job) => ifSet(job.het_job_id_set),
  JobName: (job) => job.name,
  SLUID: 'no member of our job record',
  UserId: (job) => account(job.user_name, job.user_id),
  GroupId: (job, around) => account(around.groupName(job.group_id), job.group_id),
  MCS_label: (job) => job.mcs_label || 'N/A',
  Priority: (job) => String(job.priority),
  Nice: (job) => String(job.nice),
  Account: (job) => orNull(job.account),
  QOS: (job) => orNull(job.qos),
  WCKey: (job) => orNull(job.wckey),
  JobState: (job) => jobStateName(job.job_state, job.job_state_flags),
  Reason: (job) => job.state_desc.replace(/\s/g, '_') || job.state_reason,
  FailedNode: (job) => ifSet(job.failed_node),
  Dependency: (job) => orNull(job.dependency),
  Requeue: (job) => flag(job.requeue),
  Restarts: (job) => String(job.restart_cnt),
  BatchFlag: (job) => flag(job.batch_flag),
  Reboot: (job) => flag(job.reboot),
  ExitCode: (job) => exit(job.exit_code),
  DerivedExitCode: (job) => exit(job.derived_ec),
  RunTime: 'follows from the clock and start_time, which is compared',
  TimeLimit: (job) => minutes(job.time_limit, 'Partition_Limit'),
  TimeMin: (job) => (job.time_min ? minutes(job.time_min, 'N/A') : 'N/A'),
  SubmitTime: (job) => time(job.submit_time),
  EligibleTime: (job) => time(job.eligible_time),
  AccrueTime: (job) => time(job.accrue_time),
  StartTime: (job) => time(job.start_time),
  EndTime: (job) =>
    job.time_limit === Infinity && job.end_time > Date.now() / 1000 ? 'Unknown' : time(job.end_time),
  Deadline: (job) => time(job.deadline, 'N/A'),
  ResizeTime: (job) => (job.resize_time ? time(job.resize_time) : undefined),
  PreemptEligibleTime: (job) => (job.preempt_time ? time(job.preemptable_time) : undefined),
  PreemptTime: (job) => (job.preempt_time ? time(job.preempt_time) : undefined),
  SuspendTime: (job) => time(job.suspend_time, 'None'),
  SecsPreSuspend: (job) => String(job.pre_sus_time),
  LastSchedEval: (job) => time(job.last_sched_eval),
  Scheduler: scheduler,
  Partition: (job) => orNull(job.partition),
  'AllocNode:Sid': (job) => `${job.alloc_node}:${job.alloc_sid}`,
  ReqNodeList: (job) => orNull(job.req_nodes),
  ExcNodeList: (job) => orNull(job.exc_nodes),
  NodeList: (job) => job.nodes,
  SchedNodeList: (job) => ifSet(job.sched_nodes),
  BatchHost: (job) => ifSet(job.batch_host),
  NumNodes: (job) => range(job.num_nodes, job.job_state === 'PENDING' ? job.max_nodes : undefined),
  NumCPUs: (job) => range(job.num_cpus, job.max_cpus),
  NumTasks: (job) => (job.num_tasks === undefined ? 'N/A' : String(job.num_tasks)),
  'CPUs/Task': (job) => (job.cpus_per_task === undefined ? 'N/A' : String(job.cpus_per_task)),
  'ReqB:S:C:T': (job) =>
    [job.boards_per_node, job.sockets_per_board, star(job.cores_per_socket), star(job.threads_per_core)].join(
      ':',
    ),
  TRES: (job) => orNull(job.tres_alloc_str || job.tres_req_str),
  ReqTRES: (job) => orNull(job.tres_req_str),
  AllocTRES: (job) => orNull(job.tres_alloc_str),
  'Socks/Node': (job) => star(job.sockets_per_node),
  'NtasksPerN:B:S:C': (job) =>
    [job.ntasks_per_node, job.ntasks_per_board, star(job.ntasks_per_socket), star(job.ntasks_per_core)].join(
      ':',
    ),
  CoreSpec: (job) => (job.thread_spec === undefined ? star(job.core_spec) : undefined),
  ThreadSpec: (job) => (job.thread_spec === undefined ? undefined : String(job.thread_spec)),
  JOB_GRES: (job) => (job.job_resources ? orNull(job.gres_total) : undefined),
  nodes: allocation,
  MinCPUsNode: (job) => String(job.pn_min_cpus),
  MinMemoryCPU: (job, around) => leastMemory(job, around, 'cpu'),
  MinMemoryNode: (job, around) => leastMemory(job, around, 'node'),
  MinMemoryTRES: (job) => (job.mem_per_tres ? memory(Number(job.mem_per_tres.split(':').at(-1))) : undefined),
  MinTmpDiskNode: (job) => memory(job.pn_min_tmp_disk),
  Features: (job) => orNull(job.features),
  Prefer: (job) => ifSet(job.prefer),
  ClusterFeatures: (job) => ifSet(job.cluster_features),
  BatchFeatures: (job) => ifSet(job.batch_features),
  Reservation: (job) => ifSet(job.resv_name),
  DelayBoot: (job) => duration(job.delay_boot ?? 0),
  OverSubscribe: (job, { release }) =>
    release >= '26.05'
      ? job.shared === 1
        ? 'YES'
        : 'NO'
      : (job.shared !== undefined && SHARED[job.shared]) || 'OK',
  Exclusive: (job) => (job.shared === undefined ? 'NO' : EXCLUSIVE[job.shared]),
  Contiguous: (job) => flag(job.contiguous),
  Licenses: (job) => orNull(job.licenses),
  LicensesAlloc: 'no member of our job record',
  Network: (job) => orNull(job.network),
  Command: (job) => orNull(job.command),
  SubmitLine: (job) => job.submit_line,
  WorkDir: (job) => job.work_dir,
  StdErr: (job, { release }) => streamPath(job, release, job.std_err, 'error'),
  StdIn: (job, { release }) => streamPath(job, release, job.std_in || '/dev/null', 'input'),
  StdOut: (job, { release }) => streamPath(job, release, job.std_out, 'output'),
  Power: 'power management, gone in 23.02, is no part of our job record',
  AdminComment: (job) => ifSet(job.admin_comment),
  SystemComment: (job) => ifSet(job.system_comment),
  Comment: (job) => ifSet(job.comment),
  Extra: (job) => ifSet(job.extra),
  BurstBuffer: (job) => ifSet(job.burst_buffer),
  BurstBufferState: (job) => ifSet(job.burst_buffer_state),
  Container: (job) => ifSet(job.container),
  ContainerId: (job) => ifSet(job.container_id),
  KillOInInvalidDependent: killOnInvalidDependent,
  KillOnInvalidDependent: killOnInvalidDependent,
  SpreadJob: (job) => yes(job.bitflags.includes('SPREAD_JOB')),
  GresEnforceBind: (job) => yes(job.bitflags.includes('GRES_ENFORCE_BIND')),
  GresDisableBind: (job) => yes(job.bitflags.includes('GRES_DISABLE_BIND')),
  OOMKillStep: 'no member of our job record',
  Switches: (job) => (job.req_switch ? `${job.req_switch}@${duration(job.wait4switch)}` : undefined),
  CPU_min_freq: (job) => frequency(job.cpu_freq_min),
  CPU_max_freq: (job) => frequency(job.cpu_freq_max),
  Governor: (job) => (job.cpu_freq_gov ? GOVERNORS[job.cpu_freq_gov] : undefined),
  CpusPerTres: (job) => ifSet(job.cpus_per_tres),
  MemPerTres: (job) => ifSet(job.mem_per_tres),
  TresBind: (job) => ifSet(job.tres_bind),
  TresFreq: (job) => ifSet(job.tres_freq),
  TresPerJob: (job) => ifSet(job.tres_per_job),
  TresPerNode: (job) => ifSet(job.tres_per_node),
  TresPerSocket: (job) => ifSet(job.tres_per_socket),
  TresPerTask: (job) => ifSet(job.tres_per_task),
  MailUser: (job) => (job.mail_type ? orNull(job.mail_user) : undefined),
  MailType: (job) =>
    job.mail_type ? MAIL_TYPES.filter((_, bit) => (job.mail_type >> bit) & 1).join(',') : undefined,
};

function arrayTask(job: Job): string | undefined {
  if (!job.array_job_id) return undefined;
  // Of an array that was cancelled before any task started nothing is left but the number for "none".
  if (!job.array_task_str) return String(job.array_task_id ?? 0xfffffffe);
  return job.array_max_tasks ? `${job.array_task_str}%${job.array_max_tasks}` : job.array_task_str;
}

function exit(status: number): string {
  const { code, signal } = exitStatus(status);
  return `${code}:${signal}`;
}

function scheduler(job: Job): string {
  const name = job.bitflags.includes('BACKFILL_SCHED') ? 'Backfill' : 'Main';
  return job.bitflags.includes('BACKFILL_LAST') ? `${name}:*` : name;
}

/** From 23.11 on Slurm's client library puts the memory per TRES in the place of either. */
function leastMemory(job: Job, { release }: Surroundings, per: 'node' | 'cpu'): string | undefined {
  if (job.mem_per_tres && release >= '23.11') return undefined;
  const asked = job.pn_min_memory;
  return asked?.per === per ? memory(asked.mib) : undefined;
}

function killOnInvalidDependent(job: Job): string | undefined {
  if (job.bitflags.includes('KILL_INV_DEP')) return 'Yes';
  return job.bitflags.includes('NO_KILL_INV_DEP') ? 'No' : undefined;
}

function frequency(value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  return CPU_FREQUENCIES[value] ?? String(value);
}

/** scontrol fills in names of files that slurmctld keeps as patterns, or not at all. */
export function streamPath(
  job: Job,
  release: string,
  pattern: string,
  stream: 'input' | 'output' | 'error',
): string {
  let path = pattern;
  if (path === '' && stream === 'error') {
    if (release >= '26.05') return '';
    path = job.std_out;
  }
  if (path === '') path = job.array_job_id ? 'slurm-%A_%a.out' : 'slurm-%j.out';
  const fills: Readonly<Record<string, string | number>> = {
    A: job.array_job_id || job.job_id,
    // An array that waits as a whole has no task id: Slurm writes its number for that.
    a: job.array_task_id ?? 0xfffffffe,
    j: job.job_id,
    u: job.user_name,
    x: job.name,
  };
  const filled = path.replace(/%([Aajux])/g, (_, letter: string) => String(fills[letter]));
  return filled.startsWith('/') ? filled : `${job.work_dir}/${filled}`;
}

/** The parts for nodes as scontrol groups them: neighbours that hold the same make one. */
function allocation(job: Job, around: Surroundings): unknown {
  if (!job.job_resources) return undefined;
  const groups: { hosts: string[]; CPU_IDs: string; Mem: string; GRES: string }[] = [];
  for (const [index, held] of job.job_resources.allocations.entries()) {
    const threads = around.threadsOf(held.node);
    const cpus = held.cores.flatMap((core) => Array.from({ length: threads }, (_, t) => core * threads + t));
    const part = {
      CPU_IDs: ranges(cpus),
      Mem: String(held.memory_allocated),
      GRES: job.gres_detail[index] ?? '',
    };
    const last = groups.at(-1);
    if (last && last.CPU_IDs === part.CPU_IDs && last.Mem === part.Mem && last.GRES === part.GRES) {
      last.hosts.push(held.node);
    } else {
      groups.push({ hosts: [held.node], ...part });
    }
  }
  return groups.map(({ hosts, ...part }) => ({ Nodes: compressHostlist(hosts), ...part }));
}

function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

function account(name: string, id: number): string {
  return `${named(name, id, 'nobody')}(${id})`;
}
