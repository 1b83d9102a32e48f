import { compressHostlist } from '../../../slurm/hostlist.ts';
import { BLANK_JOB, type Job, type JobResources } from '../../../slurm/job.ts';
import type { JobState, JobStateFlag } from '../../../slurm/job-state.ts';
import { streamPaths } from '../../../slurm/output-path.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { YEAR } from '../schedule/timeline.ts';
import { formatDependency } from './dependency.ts';
import type { JobRecord, NodeShare, Run } from './job-record.ts';
import { mailBits } from './mail-bits.ts';
import { priorityOf } from './priority.ts';
import { singleTask } from './record-tasks.ts';
import { timeLimit } from './time-limit.ts';
import { formatTres } from './tres.ts';

const flat = new WeakMap<JobRecord, Job>();

/** A job as everybody outside sees it; the same object for the same record. */
export function flatJob(record: JobRecord, cluster: Cluster): Job {
  const known = flat.get(record);
  if (known) return known;
  const job: Job = Object.freeze(Object.assign({ ...BLANK_JOB }, ...jobParts(record, cluster)));
  flat.set(record, job);
  return job;
}

/**
 * Some members of a job, without making all of them.
 */
export function someOfJob<Key extends keyof Job>(
  record: JobRecord,
  cluster: Cluster,
  keys: readonly Key[],
): Pick<Job, Key> {
  const parts = jobParts(record, cluster).reverse();
  const members: Partial<Job> = {};
  for (const key of keys) members[key] = (parts.find((part) => key in part) ?? BLANK_JOB)[key] as never;
  return members as Pick<Job, Key>;
}

/** What together makes a job; later ones count. */
function jobParts(record: JobRecord, cluster: Cluster): Partial<Job>[] {
  return [
    described(record),
    identity(record),
    resources(record, cluster),
    progress(record, cluster),
    streams(record),
  ];
}

/** Members that say the same in a description and in a job. */
const SAME = [
  'account',
  'admin_comment',
  'batch_features',
  'burst_buffer',
  'cluster_features',
  'comment',
  'container',
  'contiguous',
  'core_spec',
  'cores_per_socket',
  'cpu_freq_gov',
  'cpu_freq_max',
  'cpu_freq_min',
  'cpus_per_task',
  'cpus_per_tres',
  'deadline',
  'delay_boot',
  'exc_nodes',
  'extra',
  'features',
  'licenses',
  'mail_user',
  'mcs_label',
  'mem_per_tres',
  'name',
  'network',
  'nice',
  'ntasks_per_board',
  'ntasks_per_core',
  'ntasks_per_node',
  'ntasks_per_socket',
  'ntasks_per_tres',
  'partition',
  'pn_min_cpus',
  'pn_min_memory',
  'pn_min_tmp_disk',
  'prefer',
  'profile',
  'qos',
  'reboot',
  'req_nodes',
  'req_switch',
  'shared',
  'sockets_per_node',
  'submit_line',
  'threads_per_core',
  'time_min',
  'tres_bind',
  'tres_freq',
  'tres_per_job',
  'tres_per_node',
  'tres_per_socket',
  'tres_per_task',
  'wait4switch',
  'wckey',
  'work_dir',
] as const;

function described({ description }: JobRecord): Partial<Job> {
  const members: Record<string, unknown> = {};
  for (const key of SAME) if (description[key] !== undefined) members[key] = description[key];
  return Object.assign(members, {
    command: description.argv?.[0] ?? '',
    mail_type: mailBits(description.mail_type ?? []),
    max_cpus: description.max_cpus,
    max_nodes: finite(description.max_nodes),
    resv_name: description.reservation ?? '',
  });
}

function identity(record: JobRecord): Partial<Job> {
  const { array, het } = record;
  const task = singleTask(record);
  return {
    alloc_node: record.submitHost,
    batch_flag: true,
    group_id: record.gid,
    job_id: record.id,
    priority: priorityOf(record),
    restart_cnt: record.restarts,
    submit_time: record.submitTime,
    eligible_time: record.eligibleTime,
    accrue_time: record.eligibleTime,
    user_id: record.uid,
    user_name: record.user,
    ...(array && {
      array_job_id: array.jobId,
      array_max_tasks: array.limit,
      array_task_id: task,
      array_task_str: task === undefined ? array.tasks : '',
    }),
    ...(het && {
      het_job_id: het.jobId,
      het_job_id_set: compressIds(het.jobId, het.size),
      het_job_offset: het.offset,
    }),
  };
}

/** Components have consecutive ids. */
function compressIds(first: number, count: number): string {
  return count === 1 ? String(first) : `${first}-${first + count - 1}`;
}

function resources({ description, state }: JobRecord, cluster: Cluster): Partial<Job> {
  const run = 'run' in state ? state.run : undefined;
  const minNodes = description.min_nodes ?? 1;
  const wanted = {
    cpus: Math.max(
      description.min_cpus ?? 0,
      (description.num_tasks ?? (description.ntasks_per_node ?? 1) * minNodes) *
        (description.cpus_per_task ?? 1),
    ),
    nodes: minNodes,
  };
  const { pn_min_memory: memory } = description;
  const tres_req_str = formatTres({
    ...wanted,
    memory: memory ? memory.mib * (memory.per === 'node' ? wanted.nodes : wanted.cpus) : 0,
    gres: {},
  });
  const num_tasks = description.num_tasks ?? (description.ntasks_per_node ?? 1) * minNodes;
  if (!run) return { num_cpus: wanted.cpus, num_nodes: minNodes, num_tasks, tres_req_str };
  const { shares } = run;
  const cpus = shares.reduce((sum, share) => sum + share.cpus.length, 0);
  const gres: Record<string, number> = {};
  for (const share of shares) {
    for (const key in share.gres) gres[key] = (gres[key] ?? 0) + share.gres[key]!;
  }
  return {
    batch_host: shares[0]?.node ?? '',
    billable_tres: cpus,
    bitflags: ['JOB_WAS_RUNNING'],
    gres_detail: Object.keys(gres).length > 0 ? shares.map(gresDetail) : [],
    gres_total: Object.entries(gres)
      .map(([key, count]) => `${key}:${count}`)
      .join(','),
    job_resources: jobResources(shares, cluster),
    nodes: compressHostlist(shares.map(({ node }) => node)),
    num_cpus: cpus,
    num_nodes: shares.length,
    num_tasks,
    tres_alloc_str: formatTres({
      cpus,
      memory: shares.reduce((sum, share) => sum + share.memory, 0),
      nodes: shares.length,
      gres,
    }),
    tres_req_str,
  };
}

function gresDetail({ gres = {} }: NodeShare): string {
  return Object.entries(gres)
    .map(([key, count]) => `${key}:${count}(IDX:${count > 1 ? `0-${count - 1}` : '0'})`)
    .join(',');
}

/** Cores and memory are what jobs here consume, one row of jobs on each node; slurm.h, CR_CORE_MEMORY. */
const CORES_AND_MEMORY = 0x0014;
const ONE_ROW = 1;

function jobResources(shares: readonly NodeShare[], cluster: Cluster): JobResources {
  return {
    nodes: compressHostlist(shares.map(({ node }) => node)),
    cpus: shares.reduce((sum, share) => sum + share.cpus.length, 0),
    threads_per_core: 1,
    whole_node: 0,
    cr_type: CORES_AND_MEMORY,
    node_req: ONE_ROW,
    allocations: shares.map((share) => {
      const node = cluster.nodes[cluster.nodeIndex.get(share.node) ?? -1];
      const threads = node?.threadsPerCore ?? 1;
      return {
        node: share.node,
        cpus: share.cpus.length,
        cpus_used: 0,
        memory_allocated: share.memory,
        memory_used: 0,
        sockets: node?.sockets ?? 1,
        cores_per_socket: node?.coresPerSocket ?? 1,
        cores: [...new Set(share.cpus.map((cpu) => Math.floor(cpu / threads)))],
      };
    }),
  };
}

function progress(record: JobRecord, cluster: Cluster): Partial<Job> {
  const { state, description } = record;
  const partition = cluster.partitionByName.get(description.partition ?? '');
  const limit = partition ? timeLimit(description, partition) : description.time_limit;
  const common = { requeue: description.requeue ?? cluster.requeue, time_limit: limit };
  const shown = (
    job_state: JobState,
    job_state_flags: readonly JobStateFlag[],
    reason: string,
    text = '',
  ) => ({
    ...common,
    job_state,
    job_state_flags,
    state_reason: reason,
    state_desc: text,
  });
  switch (state.kind) {
    case 'pending':
      return {
        ...shown('PENDING', [], state.reason ?? 'Priority', state.reasonText),
        dependency: state.dependency ? formatDependency(state.dependency) : '',
        start_time: state.expectedStart ?? description.begin_time ?? 0,
      };
    case 'running':
      return { ...shown('RUNNING', [], 'None'), ...runTimes(state.run, limit) };
    case 'suspended':
      return { ...shown('SUSPENDED', [], 'None'), ...runTimes(state.run, limit) };
    case 'completing': {
      const { ending, since } = state;
      const end = ending.kind === 'end' ? ending : { outcome: 'PENDING' as const, reason: 'None' };
      return {
        ...shown(end.outcome, ['COMPLETING'], end.reason),
        ...runTimes(state.run, limit),
        end_time: since,
      };
    }
    case 'ended':
      return {
        ...shown(state.outcome, [], state.reason, state.reasonText),
        ...(state.run && runTimes(state.run, limit)),
        derived_ec: state.derived ?? 0,
        end_time: state.endTime,
        exit_code: state.waitStatus,
        // As Slurm does of jobs that never started.
        ...(!state.run && { start_time: state.endTime }),
      };
  }
}

/** Of a job that runs, end_time is when it must have ended; unlimited counts as a year. */
function runTimes(run: Run, limit: number | undefined): Partial<Job> {
  const seconds = limit !== undefined && Number.isFinite(limit) ? limit * 60 : YEAR;
  return {
    start_time: run.startTime,
    end_time: run.startTime + run.suspended + seconds,
    pre_sus_time: run.suspendTime > 0 ? Math.max(0, run.suspendTime - run.startTime - run.suspended) : 0,
    suspend_time: run.suspendTime,
    last_sched_eval: run.startTime,
  };
}

function streams(record: JobRecord): Partial<Job> {
  const { description, state } = record;
  const { stdin, stdout, stderr } = streamPaths(
    { in: description.std_in, out: description.std_out, err: description.std_err },
    description.work_dir ?? '/',
    record.array !== undefined,
    {
      jobId: record.id,
      arrayJobId: record.array?.jobId ?? record.id,
      task: singleTask(record),
      node: 'run' in state ? state.run?.shares[0]?.node : undefined,
      user: record.user,
      jobName: description.name ?? '',
    },
  );
  return { std_in: stdin, std_out: stdout, std_err: stderr };
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
