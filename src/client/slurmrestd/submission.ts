import { describeJob } from '../../slurm/describe-job.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { JobDescription } from '../../slurm/job-description.ts';
import {
  fieldNames,
  type OptionValue,
  SBATCH_OPTIONS,
  type SbatchOption,
} from '../../slurm/sbatch-options.ts';

/** slurmrestd's names for what a job asks for, where they are not Slurm's own. */
const NAMES: Partial<Record<keyof JobDescription, string>> = {
  argv: 'argv',
  array_inx: 'array',
  begin_time: 'begin_time',
  contiguous: 'contiguous',
  cpu_bind: 'cpu_binding',
  delay_boot: 'delay_boot',
  exc_nodes: 'excluded_nodes',
  features: 'constraints',
  max_cpus: 'maximum_cpus',
  mem_per_tres: 'memory_per_tres',
  mem_bind: 'memory_binding',
  min_cpus: 'minimum_cpus',
  ntasks_per_board: 'tasks_per_board',
  ntasks_per_core: 'tasks_per_core',
  ntasks_per_node: 'tasks_per_node',
  ntasks_per_socket: 'tasks_per_socket',
  num_tasks: 'tasks',
  pn_min_cpus: 'minimum_cpus_per_node',
  pn_min_tmp_disk: 'temporary_disk_per_node',
  req_nodes: 'required_nodes',
  req_switch: 'required_switches',
  std_err: 'standard_error',
  std_in: 'standard_input',
  std_out: 'standard_output',
  time_min: 'time_minimum',
  wait4switch: 'wait_for_switch',
  work_dir: 'current_working_directory',
};

/** What slurmrestd calls the same as Slurm. */
const SAME = new Set<string>([
  ...[
    'account',
    'admin_comment',
    'batch_features',
    'burst_buffer',
    'cluster_features',
    'comment',
    'container',
  ],
  ...['cores_per_socket', 'cpus_per_task', 'cpus_per_tres', 'deadline', 'dependency', 'extra', 'licenses'],
  ...[
    'mail_type',
    'mail_user',
    'mcs_label',
    'name',
    'network',
    'nice',
    'open_mode',
    'overcommit',
    'partition',
  ],
  ...['plane_size', 'prefer', 'priority', 'qos', 'reboot', 'requeue', 'reservation', 'sockets_per_node'],
  ...['threads_per_core', 'time_limit', 'tres_bind', 'tres_freq', 'tres_per_job', 'tres_per_node'],
  ...['tres_per_socket', 'tres_per_task', 'wckey'],
]);

/** Said in another way, or what slurmrestd finds out by itself. */
const APART = new Set<string>([
  ...[
    'environment',
    'min_nodes',
    'max_nodes',
    'pn_min_memory',
    'shared',
    'submit_line',
    'user_id',
    'group_id',
  ],
]);

/** Lists in one text that slurmrestd takes as lists. */
const LISTS = new Set<string>(['exc_nodes', 'req_nodes']);

const OPTIONS: ReadonlyMap<string, SbatchOption> = new Map(
  SBATCH_OPTIONS.flatMap((option) => fieldNames(option).map((name) => [name, option] as const)),
);

/** The body of `/slurm/v1/job/submit`. */
interface Request {
  readonly job: Members | readonly Members[];
  readonly script: string;
}
type Members = Readonly<Record<string, OptionValue>>;

/**
 * The body of slurmrestd's `job/submit`.
 * @param version 45 for v0.0.45
 * @throws SlurmError `FIELD_INVALID` for what this version of slurmrestd cannot be asked
 */
export function writeSubmission({ job, script }: Request, version: number): object {
  // The script moved into the job with v0.0.41.
  const inside = version >= 41;
  if (Array.isArray(job)) {
    const jobs = job.map((members: Members, at) => ({
      ...writeJob(describe(members), version),
      ...(inside && at === 0 && { script }),
    }));
    return inside ? { jobs } : { jobs, script };
  }
  const one = writeJob(describe(job as Members), version);
  return inside ? { job: { ...one, script } } : { job: one, script };
}

function describe(members: Members): JobDescription {
  return describeJob(
    Object.entries(members).map(([name, value]) => {
      const option = OPTIONS.get(name);
      if (!option) throw unsayable(name);
      return { option, value, field: `job.${name}` };
    }),
  );
}

function writeJob(job: JobDescription, version: number): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(job)) {
    if (APART.has(name)) continue;
    // 0 is a held job, which slurmrestd has a word for; to v0.0.38 it refuses the number.
    if (name === 'priority' && value === 0) {
      written['hold'] = true;
      continue;
    }
    const theirs = NAMES[name as keyof JobDescription] ?? (SAME.has(name) ? name : undefined);
    if (theirs === undefined) throw unsayable(name);
    written[theirs] = LISTS.has(name) && version >= 39 ? [value] : numberFor(value, version);
  }
  const { min_nodes, max_nodes, pn_min_memory: memory, environment = [] } = job;
  if (min_nodes !== undefined)
    written['nodes'] =
      version >= 39 ? `${min_nodes}-${max_nodes ?? min_nodes}` : [min_nodes, max_nodes ?? min_nodes];
  if (memory) written[`memory_per_${memory.per}`] = numberFor(memory.mib, version);
  if (job.shared === 0)
    written[version >= 39 ? 'shared' : 'exclusive'] = version >= 39 ? ['none'] : 'exclusive';
  // slurmrestd refuses a job with an environment of nothing.
  const variables = environment.length > 0 ? environment : ['PATH=/usr/local/bin:/usr/bin:/bin'];
  written['environment'] =
    version >= 39
      ? variables
      : Object.fromEntries(variables.map((one) => [one.split('=', 1)[0]!, one.slice(one.indexOf('=') + 1)]));
  return written;
}

/** No limit has a form of its own since v0.0.39. */
function numberFor(value: unknown, version: number): unknown {
  if (value !== Number.POSITIVE_INFINITY) return value;
  return version >= 39 ? { set: true, infinite: true, number: 0 } : 'UNLIMITED';
}

function unsayable(field: string): SlurmError {
  return new SlurmError(
    'FIELD_INVALID',
    { field, problem: 'slurmrestd has no such field' },
    { source: field },
  );
}
