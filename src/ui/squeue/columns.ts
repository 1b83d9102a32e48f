import {
  type Column,
  exitColumn,
  flagColumn,
  nodesColumn,
  numberColumn,
  textColumn,
  timeColumn,
  tresColumn,
  UNSET_LAST,
} from './column.ts';
import { formatDuration, formatLimit } from './durations.ts';
import { idKey, memoryOf, nodesOrReason, pendingTime, reasonOf, timeLeft } from './job-values.ts';
import { formatMebibytes } from './mebibytes.ts';
import { formatTime } from './timestamps.ts';
import { jobIdText, openNumber, stateCode, stateName, timeUsed, type V1Job, waitingTasks } from './v1-job.ts';

/** Slurm's `shared`, by number. Source: squeue(1), "%h". */
const SHARED = ['NO', 'YES', 'USER', 'MCS', 'TOPO'];

/** Bits of Slurm's `profile`. Source: sbatch(1), "--profile". */
const PROFILES = ['None', 'Energy', 'Task', 'Lustre', 'Network'];

function profileText(bits: number): string {
  if (bits === 0) return 'NotSet';
  return PROFILES.filter((_, bit) => bits & (1 << bit)).join(',');
}

/** Most of something, or what the job has of it where that was not said. */
const atMostColumn = (
  name: string,
  header: string,
  field: 'max_cpus' | 'max_nodes',
  of: 'num_cpus' | 'num_nodes',
) => {
  const most = (job: V1Job) => openNumber(job[field]) || openNumber(job[of]) || 0;
  return { name, header, text: (job: V1Job) => String(most(job)), key: most };
};

/** Tasks on a part of a node; no limit is the same as none asked for. */
const tasksColumn = (
  name: string,
  header: string,
  field: 'ntasks_per_core' | 'ntasks_per_socket',
): Column => {
  const column = numberColumn(name, header, field, undefined, 'N/A');
  return { ...column, text: (job, context) => column.text(job, context).replace('UNLIMITED', 'N/A') };
};

const perNode = (value: unknown) => String(openNumber(value) ?? '*');

/** Every column, in the order of squeue's `-O`. */
export const COLUMNS: readonly Column[] = [
  textColumn('Account', 'ACCOUNT', 'account', 'a'),
  timeColumn('AccrueTime', 'ACCRUE_TIME', 'accrue_time'),
  textColumn('admin_comment', 'ADMIN_COMMENT', 'admin_comment'),
  textColumn('AllocNodes', 'ALLOC_NODES', 'alloc_node'),
  numberColumn('AllocSID', 'ALLOC_SID', 'alloc_sid'),
  {
    name: 'ArrayJobId',
    letter: 'F',
    header: 'ARRAY_JOB_ID',
    text: (job) => String(job.array_job_id || job.job_id),
    key: (job) => Number(job.array_job_id || job.job_id),
  },
  {
    name: 'ArrayTaskId',
    letter: 'K',
    header: 'ARRAY_TASK_ID',
    text: (job, { taskLength }) =>
      job.array_task_str ? waitingTasks(job, taskLength) : String(openNumber(job.array_task_id) ?? 'N/A'),
    key: (job) => openNumber(job.array_task_id) ?? UNSET_LAST,
  },
  numberColumn('AssocId', 'ASSOC_ID', 'assoc_id'),
  flagColumn('BatchFlag', 'BATCH_FLAG', 'batch_flag'),
  {
    name: 'BatchHost',
    letter: 'B',
    header: 'EXEC_HOST',
    text: (job) => String((job.batch_flag ? job.batch_host : job.alloc_node) || 'n/a'),
    key: (job) => String(job.batch_host ?? ''),
  },
  numberColumn('BoardsPerNode', 'BOARDS_PER_NODE', 'boards_per_node', undefined, 'N/A'),
  textColumn('BurstBuffer', 'BURST_BUFFER', 'burst_buffer'),
  textColumn('BurstBufferState', 'BURST_BUFFER_STATE', 'burst_buffer_state'),
  textColumn('Cluster', 'CLUSTER', 'cluster'),
  textColumn('ClusterFeature', 'CLUSTER_FEATURES', 'cluster_features'),
  textColumn('Command', 'COMMAND', 'command', 'o'),
  textColumn('Comment', 'COMMENT', 'comment', 'k'),
  textColumn('Container', 'CONTAINER', 'container'),
  textColumn('ContainerId', 'CONTAINERID', 'container_id'),
  flagColumn('Contiguous', 'CONTIGUOUS', 'contiguous', 'O'),
  numberColumn('Cores', 'CORES_PER_SOCKET', 'cores_per_socket', 'I', '*'),
  numberColumn('CoreSpec', 'CORE_SPEC', 'core_spec', 'X', ({ thread_spec }) => {
    const threads = openNumber(thread_spec);
    return threads === undefined ? 'N/A' : `${threads} Threads`;
  }),
  numberColumn('cpus-per-task', 'CPUS_PER_TASK', 'cpus_per_task', undefined, 'N/A'),
  tresColumn('cpus-per-tres', 'CPUS_PER_TRES', 'cpus_per_tres'),
  {
    name: 'CronJob',
    header: 'CRON_JOB',
    text: (job) => (job.cronspec ? 'Yes' : 'No'),
    key: (job) => String(job.cronspec ?? ''),
  },
  timeColumn('Deadline', 'DEADLINE', 'deadline'),
  {
    name: 'DelayBoot',
    header: 'DELAY_BOOT',
    text: (job) => formatDuration(openNumber(job.delay_boot) ?? 0),
    key: (job) => openNumber(job.delay_boot) ?? UNSET_LAST,
  },
  textColumn('Dependency', 'DEPENDENCY', 'dependency', 'E'),
  exitColumn('DerivedEC', 'DERIVED_EC', 'derived_ec'),
  timeColumn('EligibleTime', 'ELIGIBLE_TIME', 'eligible_time'),
  {
    ...timeColumn('EndTime', 'END_TIME', 'end_time', 'e'),
    text: (job, { now, timeFormat }) => {
      const end = openNumber(job.end_time) ?? 0;
      if (openNumber(job.time_limit) === Number.POSITIVE_INFINITY && end > now) return 'NONE';
      return formatTime(end, timeFormat, now);
    },
  },
  nodesColumn('ExcNodes', 'EXC_NODES', 'exc_nodes', 'x'),
  exitColumn('exit_code', 'EXIT_CODE', 'exit_code'),
  textColumn('Feature', 'FEATURES', 'features', 'f'),
  numberColumn('GroupId', 'GROUP', 'group_id', 'G'),
  numberColumn('GroupName', 'GROUP', 'group_id', 'g'),
  {
    name: 'HetJobId',
    header: 'HET_JOB_ID',
    text: (job) => String(job.het_job_id || 'N/A'),
    key: (job) => Number(job.het_job_id ?? 0),
  },
  textColumn('HetJobIdSet', 'HET_JOB_ID_SET', 'het_job_id_set', undefined, 'N/A'),
  {
    name: 'HetJobOffset',
    header: 'HET_JOB_OFFSET',
    text: (job) => (job.het_job_id ? String(job.het_job_offset ?? 0) : 'N/A'),
    key: (job) => Number(job.het_job_offset ?? 0),
  },
  {
    name: 'JobArrayId',
    letter: 'i',
    header: 'JOBID',
    text: (job, { taskLength }) => jobIdText(job, taskLength),
    key: idKey,
  },
  numberColumn('JobId', 'JOBID', 'job_id', 'A'),
  timeColumn('LastSchedEval', 'LAST_SCHED_EVAL', 'last_sched_eval'),
  textColumn('Licenses', 'LICENSES', 'licenses', 'W'),
  atMostColumn('MaxCPUs', 'MAX_CPUS', 'max_cpus', 'num_cpus'),
  atMostColumn('MaxNodes', 'MAX_NODES', 'max_nodes', 'num_nodes'),
  tresColumn('mem-per-tres', 'MEM_PER_TRES', 'mem_per_tres'),
  textColumn('MCSLabel', 'MCSLABEL', 'mcs_label'),
  numberColumn('MinCPUs', 'MIN_CPUS', 'pn_min_cpus', 'c'),
  {
    name: 'MinMemory',
    letter: 'm',
    header: 'MIN_MEMORY',
    text: (job) => formatMebibytes(memoryOf(job)),
    key: memoryOf,
  },
  {
    name: 'MinTime',
    header: 'TIME_MIN',
    text: (job) => formatDuration((openNumber(job.time_min) ?? 0) * 60),
    key: (job) => openNumber(job.time_min) ?? 0,
  },
  {
    name: 'MinTmpDisk',
    letter: 'd',
    header: 'MIN_TMP_DISK',
    text: (job) => formatMebibytes(openNumber(job.pn_min_tmp_disk) ?? 0),
    key: (job) => openNumber(job.pn_min_tmp_disk) ?? 0,
  },
  textColumn('Name', 'NAME', 'name', 'j'),
  textColumn('Network', 'NETWORK', 'network'),
  numberColumn('Nice', 'NICE', 'nice', 'y'),
  nodesColumn('NodeList', 'NODELIST', 'nodes', 'N'),
  tasksColumn('NTPerCore', 'NTASKS_PER_CORE', 'ntasks_per_core'),
  numberColumn('NTPerNode', 'NTASKS_PER_NODE', 'ntasks_per_node', undefined, 'N/A'),
  tasksColumn('NTPerSocket', 'NTASKS_PER_SOCKET', 'ntasks_per_socket'),
  numberColumn('NTPerBoard', 'NTASKS_PER_BOARD', 'ntasks_per_board', undefined, 'N/A'),
  numberColumn('NumCPUs', 'CPUS', 'num_cpus', 'C'),
  numberColumn('NumNodes', 'NODES', 'num_nodes', 'D'),
  numberColumn('NumTasks', 'TASKS', 'num_tasks', undefined, '1'),
  textColumn('Origin', 'ORIGIN', 'fed_origin_str', undefined, 'NA'),
  {
    name: 'OverSubscribe',
    letter: 'h',
    header: 'OVER_SUBSCRIBE',
    text: (job) => (typeof job.shared === 'string' ? job.shared : (SHARED[Number(job.shared)] ?? 'OK')),
    key: (job) => openNumber(job.shared) ?? UNSET_LAST,
  },
  textColumn('Partition', 'PARTITION', 'partition', 'P'),
  {
    name: 'PendingTime',
    header: 'PENDING_TIME',
    text: (job, { now }) => String(pendingTime(job, now)),
    key: (job, { now }) => pendingTime(job, now),
  },
  timeColumn('PreemptTime', 'PREEMPT_TIME', 'preempt_time'),
  textColumn('Prefer', 'PREFER', 'prefer'),
  {
    name: 'Priority',
    letter: 'p',
    header: 'PRIORITY',
    text: (job) => ((openNumber(job.priority) ?? 0) / 0xffffffff).toFixed(14),
    key: (job) => openNumber(job.priority) ?? 0,
  },
  numberColumn('PriorityLong', 'PRIORITY', 'priority', 'Q'),
  {
    name: 'Profile',
    header: 'PROFILE',
    text: (job) => profileText(openNumber(job.profile) ?? 0),
    key: (job) => openNumber(job.profile) ?? 0,
  },
  textColumn('QOS', 'QOS', 'qos', 'q'),
  { name: 'Reason', letter: 'r', header: 'REASON', text: reasonOf, key: reasonOf },
  {
    name: 'ReasonList',
    letter: 'R',
    header: 'NODELIST(REASON)',
    uncut: 'always',
    text: nodesOrReason,
    key: nodesOrReason,
  },
  flagColumn('Reboot', 'REBOOT', 'reboot'),
  nodesColumn('ReqNodes', 'REQ_NODES', 'req_nodes', 'n'),
  numberColumn('ReqSwitch', 'REQ_SWITCH', 'req_switch'),
  flagColumn('Requeue', 'REQUEUE', 'requeue'),
  textColumn('Reservation', 'RESERVATION', 'resv_name', 'v'),
  timeColumn('ResizeTime', 'RESIZE_TIME', 'resize_time'),
  numberColumn('RestartCnt', 'RESTART_COUNT', 'restart_cnt'),
  textColumn('SchedNodes', 'SCHEDNODES', 'sched_nodes', 'Y'),
  {
    name: 'SCT',
    letter: 'z',
    header: 'S:C:T',
    text: (job) =>
      `${perNode(job.sockets_per_node)}:${perNode(job.cores_per_socket)}:${perNode(job.threads_per_core)}`,
    key: (job) => openNumber(job.sockets_per_node) ?? UNSET_LAST,
  },
  textColumn('SiblingsActive', 'ACTIVE_SIBLINGS', 'fed_siblings_active_str', undefined, 'NA'),
  textColumn('SiblingsViable', 'VIABLE_SIBLINGS', 'fed_siblings_viable_str', undefined, 'NA'),
  numberColumn('Sockets', 'SOCKETS_PER_NODE', 'sockets_per_node', 'H', '*'),
  numberColumn('SPerBoard', 'SOCKETS_PER_BOARD', 'sockets_per_board'),
  timeColumn('StartTime', 'START_TIME', 'start_time', 'S'),
  { name: 'State', letter: 'T', header: 'STATE', text: stateName, key: stateName },
  { name: 'StateCompact', letter: 't', header: 'ST', text: stateCode, key: stateCode },
  textColumn('StdErr', 'STDERR', 'std_err'),
  textColumn('StdIn', 'STDIN', 'std_in'),
  textColumn('StdOut', 'STDOUT', 'std_out'),
  timeColumn('SubmitTime', 'SUBMIT_TIME', 'submit_time', 'V'),
  textColumn('system_comment', 'SYSTEM_COMMENT', 'system_comment'),
  numberColumn('Threads', 'THREADS_PER_CORE', 'threads_per_core', 'J', '*'),
  {
    name: 'TimeLeft',
    letter: 'L',
    header: 'TIME_LEFT',
    uncut: 'values',
    text: (job, { now }) => {
      const left = timeLeft(job, now);
      return left === undefined ? formatLimit(openNumber(job.time_limit)) : formatDuration(left);
    },
    key: (job, { now }) => timeLeft(job, now) ?? UNSET_LAST,
  },
  {
    name: 'TimeLimit',
    letter: 'l',
    header: 'TIME_LIMIT',
    uncut: 'values',
    text: (job) => formatLimit(openNumber(job.time_limit)),
    key: (job) => openNumber(job.time_limit) ?? UNSET_LAST,
  },
  {
    name: 'TimeUsed',
    letter: 'M',
    header: 'TIME',
    uncut: 'values',
    text: (job, { now }) => formatDuration(timeUsed(job, now)),
    key: (job, { now }) => timeUsed(job, now),
  },
  {
    name: 'tres-alloc',
    header: 'TRES_ALLOC',
    text: (job) => String(job.tres_alloc_str || job.tres_req_str || 'N/A'),
    key: (job) => String(job.tres_alloc_str || job.tres_req_str || ''),
  },
  tresColumn('tres-bind', 'TRES_BIND', 'tres_bind'),
  tresColumn('tres-freq', 'TRES_FREQ', 'tres_freq'),
  tresColumn('tres-per-job', 'TRES_PER_JOB', 'tres_per_job'),
  tresColumn('tres-per-node', 'TRES_PER_NODE', 'tres_per_node', 'b'),
  tresColumn('tres-per-socket', 'TRES_PER_SOCKET', 'tres_per_socket'),
  tresColumn('tres-per-task', 'TRES_PER_TASK', 'tres_per_task'),
  numberColumn('UserId', 'UID', 'user_id', 'U'),
  {
    name: 'UserName',
    letter: 'u',
    header: 'USER',
    text: (job) => String(job.user_name || job.user_id),
    key: (job) => String(job.user_name || job.user_id),
  },
  {
    name: 'Wait4Switch',
    header: 'WAIT4SWITCH',
    text: (job) => formatDuration(openNumber(job.wait4switch) ?? 0),
    key: (job) => openNumber(job.wait4switch) ?? 0,
  },
  textColumn('WCKey', 'WCKEY', 'wckey', 'w'),
  textColumn('WorkDir', 'WORK_DIR', 'work_dir', 'Z'),
];

/** Names squeue still takes for columns that are called otherwise now. */
const ALIASES: Readonly<Record<string, string>> = {
  cpuspertask: 'cpus-per-task',
  gres: 'tres-per-node',
  packjobid: 'hetjobid',
  packjobidset: 'hetjobidset',
  packjoboffset: 'hetjoboffset',
  shared: 'oversubscribe',
  tres: 'tres-alloc',
};

const BY_NAME = new Map(COLUMNS.map((column) => [column.name.toLowerCase(), column]));
const BY_LETTER = new Map(COLUMNS.flatMap((column) => (column.letter ? [[column.letter, column]] : [])));

/** The column of a `-O` name, in any case. */
export function columnByName(name: string): Column | undefined {
  const lower = name.toLowerCase();
  return BY_NAME.get(ALIASES[lower] ?? lower);
}

/** The column of a `-o` letter. */
export function columnByLetter(letter: string): Column | undefined {
  return BY_LETTER.get(letter);
}
