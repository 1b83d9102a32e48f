import { compressHostlist } from '../../../slurm/hostlist.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { JobRecord, NodeShare } from './job-record.ts';
import { recordTasks } from './record-tasks.ts';

/** One started job and, of a het job, all its components in order. */
interface EnvironmentInput {
  readonly record: JobRecord;
  readonly shares: readonly NodeShare[];
  /** Components of the het job with what they hold; empty of any other job. */
  readonly components: readonly { readonly record: JobRecord; readonly shares: readonly NodeShare[] }[];
  /** As submitted, `NAME=value`. */
  readonly submitted: readonly string[];
  readonly cluster: Cluster;
  /** Folder that holds `srun` and is put first on the PATH. */
  readonly commandFolder: string;
  readonly startTime: number;
  /** UNIX seconds of the end by the time limit; undefined without one. */
  readonly endTime: number | undefined;
}

/** PATH of a job that was submitted without one; what login(1) gives users. */
const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * The environment of a batch script: the submitted one, then what slurmd sets.
 * Source: sbatch(1) "OUTPUT ENVIRONMENT VARIABLES".
 */
export function jobEnvironment(input: EnvironmentInput): string[] {
  const { submitted, commandFolder } = input;
  const variables = new Map<string, string>();
  for (const entry of submitted) {
    const at = entry.indexOf('=');
    if (at > 0) variables.set(entry.slice(0, at), entry.slice(at + 1));
  }
  // A job submitted from within a job must not inherit what only holds for that one.
  for (const name of [...variables.keys()])
    if (/^SLURM_(?:ARRAY|HET)_|^SLURM_JOB_DEPENDENCY$/.test(name)) variables.delete(name);
  variables.set('PATH', `${commandFolder}:${variables.get('PATH') || DEFAULT_PATH}`);
  if (!variables.has('TMPDIR')) variables.set('TMPDIR', '/tmp');
  variables.set('SLURM_TMPDIR', variables.get('TMPDIR')!);
  for (const [name, value] of jobVariables(input)) {
    if (value !== undefined) variables.set(name, String(value));
  }
  return Array.from(variables, ([name, value]) => `${name}=${value}`);
}

function jobVariables(input: EnvironmentInput): [string, string | number | undefined][] {
  const { record, shares, cluster } = input;
  const { description } = record;
  const first = shares[0]!;
  const nodes = compressHostlist(shares.map(({ node }) => node));
  const tasks = description.num_tasks ?? shares.reduce((sum, share) => sum + share.tasks, 0);
  const wantsTasks =
    description.num_tasks !== undefined || description.ntasks_per_node !== undefined || shares.length > 1;
  const memory = description.pn_min_memory;
  return [
    ['ENVIRONMENT', 'BATCH'],
    ['SLURM_CLUSTER_NAME', cluster.name],
    ['SLURM_CPUS_ON_NODE', first.cpus.length],
    ['SLURM_CPUS_PER_TASK', description.cpus_per_task],
    ['SLURM_GTIDS', 0],
    ['SLURM_JOBID', record.id],
    ['SLURM_JOB_ACCOUNT', description.account],
    ['SLURM_JOB_CPUS_PER_NODE', foldCounts(shares.map(({ cpus }) => cpus.length))],
    ['SLURM_JOB_END_TIME', input.endTime],
    ['SLURM_JOB_GID', record.gid],
    ['SLURM_JOB_GPUS', gpuIds(first)],
    ['SLURM_JOB_ID', record.id],
    ['SLURM_JOB_LICENSES', description.licenses || undefined],
    ['SLURM_JOB_NAME', description.name],
    ['SLURM_JOB_NODELIST', nodes],
    ['SLURM_JOB_NUM_NODES', shares.length],
    ['SLURM_JOB_PARTITION', description.partition],
    ['SLURM_JOB_QOS', description.qos],
    ['SLURM_JOB_RESERVATION', description.reservation],
    ['SLURM_JOB_START_TIME', input.startTime],
    ['SLURM_JOB_UID', record.uid],
    ['SLURM_JOB_USER', record.user],
    ['SLURM_LOCALID', 0],
    ['SLURM_MEM_PER_CPU', memory?.per === 'cpu' ? memory.mib : undefined],
    ['SLURM_MEM_PER_NODE', memory?.per === 'node' ? memory.mib : undefined],
    ['SLURM_NNODES', shares.length],
    ['SLURM_NODEID', 0],
    ['SLURM_NODELIST', nodes],
    ['SLURM_NODE_ALIASES', '(null)'],
    ['SLURM_NPROCS', wantsTasks ? tasks : undefined],
    ['SLURM_NTASKS', wantsTasks ? tasks : undefined],
    ['SLURM_NTASKS_PER_NODE', description.ntasks_per_node],
    ['SLURM_OVERCOMMIT', description.overcommit === true ? 1 : undefined],
    ['SLURM_PROCID', 0],
    ['SLURM_RESTART_COUNT', record.restarts > 0 ? record.restarts : undefined],
    ['SLURM_SUBMIT_DIR', description.work_dir],
    ['SLURM_SUBMIT_HOST', record.submitHost],
    ['SLURM_TASKS_PER_NODE', foldCounts(shares.map((share) => share.tasks))],
    ['SLURMD_NODENAME', first.node],
    ...arrayVariables(input),
    ...hetVariables(input),
  ];
}

function arrayVariables({ record }: EnvironmentInput): [string, string | number | undefined][] {
  if (!record.array) return [];
  const { jobId, shape } = record.array;
  return [
    ['SLURM_ARRAY_JOB_ID', jobId],
    ['SLURM_ARRAY_TASK_ID', recordTasks(record)[0]],
    ['SLURM_ARRAY_TASK_COUNT', shape.count],
    ['SLURM_ARRAY_TASK_MIN', shape.min],
    ['SLURM_ARRAY_TASK_MAX', shape.max],
    ['SLURM_ARRAY_TASK_STEP', shape.step],
  ];
}

function hetVariables({ record, components }: EnvironmentInput): [string, string | number | undefined][] {
  if (!record.het) return [];
  const all: [string, string | number | undefined][] = [
    ['SLURM_HET_SIZE', components.length],
    ['SLURM_HET_JOB_ID', record.het.jobId],
  ];
  for (const [offset, { record: component, shares }] of components.entries()) {
    const { description } = component;
    all.push(
      [`SLURM_JOB_ID_HET_GROUP_${offset}`, component.id],
      [`SLURM_JOB_NODELIST_HET_GROUP_${offset}`, compressHostlist(shares.map(({ node }) => node))],
      [`SLURM_JOB_NUM_NODES_HET_GROUP_${offset}`, shares.length],
      [`SLURM_JOB_CPUS_PER_NODE_HET_GROUP_${offset}`, foldCounts(shares.map(({ cpus }) => cpus.length))],
      [`SLURM_JOB_PARTITION_HET_GROUP_${offset}`, description.partition],
      [`SLURM_CPUS_PER_TASK_HET_GROUP_${offset}`, description.cpus_per_task],
      [`SLURM_NTASKS_HET_GROUP_${offset}`, description.num_tasks],
      [`SLURM_TASKS_PER_NODE_HET_GROUP_${offset}`, foldCounts(shares.map(({ tasks }) => tasks))],
    );
  }
  return all;
}

/** One count a node as Slurm writes them: `2(x3),1`. */
function foldCounts(counts: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < counts.length; ) {
    const count = counts[index]!;
    let times = 0;
    while (counts[index] === count) {
      index++;
      times++;
    }
    parts.push(times > 1 ? `${count}(x${times})` : String(count));
  }
  return parts.join(',');
}

/** Indexes of the GPUs a job holds on its first node, counted from 0: nothing binds them to devices. */
function gpuIds({ gres }: NodeShare): string | undefined {
  const count = Object.entries(gres ?? {}).reduce(
    (sum, [key, amount]) => sum + (/^gpu(:|$)/.test(key) ? amount : 0),
    0,
  );
  return count > 0 ? Array.from({ length: count }, (_, index) => index).join(',') : undefined;
}
