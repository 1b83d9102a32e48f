import { BLANK_JOB } from '../../slurm/job.ts';
import { type JobState, type JobStateFlag, jobStateName } from '../../slurm/job-state.ts';
import { numberOf, renamed, type Sent } from './values.ts';

/** slurmrestd's names of a job's members where they are not those of Slurm's job record. */
const NAMES: Readonly<Record<string, string>> = {
  allocating_node: 'alloc_node',
  array_task_string: 'array_task_str',
  association_id: 'assoc_id',
  cpu_frequency_governor: 'cpu_freq_gov',
  cpu_frequency_maximum: 'cpu_freq_max',
  cpu_frequency_minimum: 'cpu_freq_min',
  cpus: 'num_cpus',
  cron: 'cronspec',
  current_working_directory: 'work_dir',
  excluded_nodes: 'exc_nodes',
  federation_origin: 'fed_origin_str',
  federation_siblings_active: 'fed_siblings_active_str',
  federation_siblings_viable: 'fed_siblings_viable_str',
  flags: 'bitflags',
  last_sched_evaluation: 'last_sched_eval',
  maximum_switch_wait_time: 'wait4switch',
  memory_per_tres: 'mem_per_tres',
  minimum_cpus_per_node: 'pn_min_cpus',
  minimum_tmp_disk_per_node: 'pn_min_tmp_disk',
  node_count: 'num_nodes',
  required_nodes: 'req_nodes',
  required_switches: 'req_switch',
  scheduled_nodes: 'sched_nodes',
  standard_error: 'std_err',
  standard_input: 'std_in',
  standard_output: 'std_out',
  state_description: 'state_desc',
  tasks: 'num_tasks',
  tasks_per_board: 'ntasks_per_board',
  tasks_per_core: 'ntasks_per_core',
  tasks_per_node: 'ntasks_per_node',
  tasks_per_socket: 'ntasks_per_socket',
  tasks_per_tres: 'ntasks_per_tres',
  time_minimum: 'time_min',
};

const SHARED = ['none', 'oversubscribe', 'user', 'mcs', 'topo'];

/** A job of slurmrestd as `/slurm/v1` shows it; what slurmrestd does not tell is missing. */
export function readJob(sent: Sent): Record<string, unknown> {
  // Of these, the same word means something of another shape.
  const { job_state, shared, job_resources: _, profile: __, mail_type: ___, ...rest } = sent;
  return {
    ...renamed(rest, NAMES, BLANK_JOB),
    job_state: stateOf(job_state),
    exit_code: statusWord(sent['exit_code']),
    derived_ec: statusWord(sent['derived_exit_code']),
    shared: sharedOf(shared),
    pn_min_memory: memoryOf(sent),
  };
}

/** One name (to v0.0.39), or the base state and flags. */
function stateOf(state: unknown): string {
  if (!Array.isArray(state)) return String(state ?? 'UNKNOWN');
  const [base = 'UNKNOWN', ...flags] = state;
  return jobStateName(base as JobState, flags as JobStateFlag[]);
}

/** The wait(2) status word: as it is (to v0.0.38), or taken apart into code and signal. */
function statusWord(value: unknown): number {
  if (typeof value !== 'object' || value === null) return Number(value ?? 0);
  const { return_code, signal } = value as { return_code?: unknown; signal?: Sent };
  const code = Number(numberOf(return_code, 0));
  const number = Number(numberOf(signal?.['id'] ?? signal?.['signal_id'], 0));
  return (code << 8) | number;
}

function sharedOf(value: unknown): unknown {
  const word = Array.isArray(value) ? value[0] : value;
  const at = SHARED.indexOf(word === 'shared' ? 'oversubscribe' : String(word));
  return at < 0 ? {} : at;
}

function memoryOf(sent: Sent): unknown {
  const perCpu = numberOf(sent['memory_per_cpu']);
  return typeof perCpu === 'number' ? { per_cpu: perCpu } : numberOf(sent['memory_per_node']);
}
