import { BLANK_JOB } from '../../slurm/job.ts';
import { type JobState, type JobStateFlag, jobStateName } from '../../slurm/job-state.ts';
import { JOB_NAMES } from '../../slurm/versioned/job-names.ts';
import { numberOf, renamed, type Sent } from './values.ts';

const SHARED = ['none', 'oversubscribe', 'user', 'mcs', 'topo'];

/** A job of slurmrestd as `/slurm/v1` shows it; what slurmrestd does not tell is missing. */
export function readJob(sent: Sent): Record<string, unknown> {
  // Of these, the same word means something of another shape.
  const { job_state, shared, job_resources: _, profile: __, mail_type: ___, ...rest } = sent;
  return {
    ...renamed(rest, JOB_NAMES, BLANK_JOB),
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
