import type { JobDescription } from '../../../slurm/job-description.ts';
import { problem } from '../envelope/problems.ts';
import { JOB_FLAG_NAMES } from '../jobs/job-flags.ts';
import { Refused } from '../refused.ts';
import { readDistribution } from './distribution.ts';
import type { Value } from './read-value.ts';

/** What a member of a job_desc_msg asks for; throws Refused for what makes no sense. */
type Read = (value: Value, at: string) => JobDescription;

/** Bits of words. Source: slurm/slurm.h, CPU_BIND_…, MEM_BIND_…, X11_FORWARD_…. */
const CPU_BINDINGS: Readonly<Record<string, number>> = {
  CPU_BIND_TO_THREADS: 0x2,
  CPU_BIND_TO_CORES: 0x4,
  CPU_BIND_TO_SOCKETS: 0x8,
  CPU_BIND_TO_LDOMS: 0x10,
  CPU_BIND_NONE: 0x20,
  CPU_BIND_RANK: 0x40,
  CPU_BIND_MAP: 0x80,
  CPU_BIND_MASK: 0x100,
  CPU_BIND_LDRANK: 0x200,
  CPU_BIND_LDMAP: 0x400,
  CPU_BIND_LDMASK: 0x800,
  VERBOSE: 0x1,
  CPU_BIND_ONE_THREAD_PER_CORE: 0x2000,
};
const MEMORY_BINDINGS: Readonly<Record<string, number>> = {
  NONE: 0x2,
  RANK: 0x4,
  MAP: 0x8,
  MASK: 0x10,
  LOCAL: 0x20,
  VERBOSE: 0x1,
  SORT: 0x40,
  PREFER: 0x80,
};
const X11_FORWARDS: Readonly<Record<string, number>> = {
  FORWARD_ALL_NODES: 0x1,
  BATCH_NODE: 0x2,
  FIRST_NODE: 0x4,
  LAST_NODE: 0x8,
};

/** Slurm's own names of job flags by SchedMD's words for them. */
const FLAG_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(JOB_FLAG_NAMES).map(([name, word]) => [word, name]),
);

function bits(table: Readonly<Record<string, number>>, value: Value): number {
  return (value as readonly string[]).reduce((word, name) => word | (table[name] ?? 0), 0);
}

const text =
  (name: keyof JobDescription): Read =>
  (value) =>
    ({ [name]: String(value) }) as JobDescription;

const number =
  (name: keyof JobDescription, highest: number): Read =>
  (value, at) => {
    if (typeof value === 'number' && value >= 0 && value <= highest) return { [name]: value };
    throw new Refused([problem(`Expected integer but got ${JSON.stringify(value)}`, UNREADABLE, at)], {
      status: 500,
    });
  };

/** ESLURM_DATA_CONV_FAILED. */
const UNREADABLE = 9202;
const HIGHEST_16 = 0xffff;
const HIGHEST_32 = 0xffff_ffff;

/** Limits on processes, which jobs are told of by variables. */
export function limits(given: ReadonlyMap<string, Value>): JobDescription[] {
  return [...given].map(([name, value]) => {
    const limit = value === 'UNLIMITED' ? NO_LIMIT : value;
    return { environment: [`SLURM_RLIMIT_${name.toUpperCase()}=${limit}`] };
  });
}

/** RLIM_INFINITY. */
const NO_LIMIT = '18446744073709551615';

/** Members of a job_desc_msg that sbatch has no option for. What they add to the environment is added to what there is. */
export const DIRECT: Readonly<Record<string, Read>> = {
  allocation_node_list: text('alloc_node'),
  allocation_node_port: number('alloc_resp_port', HIGHEST_16),
  clusters: text('clusters'),
  container_id: text('container_id'),
  container_type: text('container_type'),
  cpu_binding: text('cpu_bind'),
  cpu_binding_flags: (value) => ({ cpu_bind_type: bits(CPU_BINDINGS, value) }),
  distribution: (value, at) => readDistribution(String(value), at),
  distribution_plane_size: (value, at) => readDistribution(`plane=${value}`, at),
  end_time: number('end_time', Number.MAX_SAFE_INTEGER),
  flags: (value) => ({
    bitflags: (value as readonly string[]).map((word) => FLAG_NAMES.get(word) ?? word),
  }),
  immediate: (value) => ({ immediate: value === true }),
  memory_binding_type: (value) => ({ mem_bind_type: bits(MEMORY_BINDINGS, value) }),
  memory_update_delay: number('mem_update_delay', HIGHEST_16),
  memory_update_margin: number('mem_update_margin', HIGHEST_16),
  minimum_boards_per_node: number('boards_per_node', HIGHEST_16),
  minimum_sockets_per_board: number('sockets_per_board', HIGHEST_16),
  oom_kill_step: number('oom_kill_step', HIGHEST_16),
  reserve_ports: number('other_port', HIGHEST_16),
  segment_size: number('segment_size', HIGHEST_16),
  selinux_context: text('req_context'),
  site_factor: number('site_factor', HIGHEST_32),
  spank_environment: (value) => ({ spank_job_env: value as readonly string[] }),
  x11: (value) => ({ x11: bits(X11_FORWARDS, value) }),
  x11_magic_cookie: text('x11_magic_cookie'),
  x11_target_host: text('x11_target'),
  x11_target_port: number('x11_target_port', HIGHEST_16),
};
