import { formatArrayTasks, formatRanges } from '../../../slurm/array-tasks.ts';
import { BLANK_JOB, type Job } from '../../../slurm/job.ts';
import { formatSluid } from '../../../slurm/sluid.ts';
import { stateReasonName } from '../../../slurm/state-reasons.ts';
import { compileDecoder, type Decoder } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Structure } from '../wire/field-types.ts';
import { type BitString, type Reader, setBits } from '../wire/reader.ts';
import { NO_VAL16 } from '../wire/sentinels.ts';
import { flagNamer, JOB_FLAGS } from './flag-names.ts';
import { jobResourcesStructure } from './job-resources.ts';
import { JOB_SINCE_42, JOB_TO_41 } from './job-table.ts';
import { baseState, memoryRequest, stateFlags } from './job-words.ts';

/** Wire value of 0 for the signed numbers nice and site_factor (NICE_OFFSET of slurm.h). */
const OFFSET = 0x8000_0000;
/** Set in core_spec where it counts threads (CORE_SPEC_THREAD of slurm.h). */
const THREADS = 0x8000;

interface Multicore {
  readonly boards_per_node: number;
  readonly sockets_per_board: number;
  readonly sockets_per_node: number | undefined;
  readonly cores_per_socket: number | undefined;
  readonly threads_per_core: number | undefined;
  readonly ntasks_per_board: number | undefined;
  readonly ntasks_per_socket: number | undefined;
  readonly ntasks_per_core: number | undefined;
}

const MULTICORE = fieldTable(`
  boards_per_node:u16 sockets_per_board:u16 sockets_per_node:optional16 cores_per_socket:optional16
  threads_per_core:optional16 ntasks_per_board:optional16 ntasks_per_socket:optional16
  ntasks_per_core:optional16 plane_size:u16
`);

const NO_MULTICORE: Multicore = {
  boards_per_node: 0,
  sockets_per_board: 0,
  sockets_per_node: undefined,
  cores_per_socket: undefined,
  threads_per_core: undefined,
  ntasks_per_board: undefined,
  ntasks_per_socket: undefined,
  ntasks_per_core: undefined,
};

function multicoreStructure(version: number): Structure<Multicore> {
  const table = compileDecoder(MULTICORE, { version, blank: NO_MULTICORE });
  return {
    read: (reader) => (reader.u8() === 0 ? NO_MULTICORE : table.read(reader)),
    skip: (reader) => {
      if (reader.u8() !== 0) table.skip(reader);
    },
  };
}

/**
 * Decoder of one job record; its key is the job id.
 * @param userName login name of a uid, asked where the controller sends none (it often does)
 */
export function jobDecoder(version: number, userName: (uid: number) => string): Decoder<Job> {
  const ofMulticore = (member: keyof Multicore) => ({
    from: ['multicore'],
    by: (multicore: Multicore) => multicore[member],
  });
  return compileDecoder(version >= 42 ? JOB_SINCE_42 : JOB_TO_41, {
    version,
    blank: BLANK_JOB,
    key: 'job_id',
    structures: { jobResources: jobResourcesStructure(version), multicore: multicoreStructure(version) },
    derive: {
      array_task_str: { from: ['array_task_str'], by: taskRanges },
      bitflags: { from: ['bitflags'], by: flagNamer(JOB_FLAGS) },
      job_size_str: {
        from: ['job_size_str'],
        by: (sizes?: BitString) => (sizes ? formatRanges(setBits(sizes)) : ''),
      },
      priority_by_partition: {
        from: ['priority_array', 'priority_array_names'],
        by: prioritiesByPartition,
      },
      core_spec: {
        from: ['core_spec'],
        by: (word: number) => (word >= NO_VAL16 || word & THREADS ? undefined : word),
      },
      thread_spec: {
        from: ['core_spec'],
        by: (word: number) => (word < NO_VAL16 && word & THREADS ? word & ~THREADS : undefined),
      },
      job_state: { from: ['job_state'], by: baseState },
      job_state_flags: { from: ['job_state'], by: stateFlags },
      state_reason: { from: ['state_reason'], by: stateReasonName },
      pn_min_memory: { from: ['pn_min_memory'], by: memoryRequest },
      site_factor: { from: ['site_factor'], by: (word: number) => word - OFFSET },
      user_name: { from: ['user_name', 'user_id'], by: (name: string, uid: number) => name || userName(uid) },
      ...(version >= 42
        ? {
            sluid: { from: ['sluid'], by: (word?: bigint) => (word ? formatSluid(word) : '') },
            nice: {
              from: ['nice', 'nice_short'],
              by: (word?: number, short?: number) => (word ?? short ?? OFFSET) - OFFSET,
            },
            num_cpus: {
              from: ['num_cpus', 'num_cpus_short'],
              by: (word?: number, short?: number) => word ?? short ?? 0,
            },
            num_nodes: {
              from: ['num_nodes', 'num_nodes_short'],
              by: (word?: number, short?: number) => word ?? short ?? 0,
            },
          }
        : { nice: { from: ['nice'], by: (word: number) => word - OFFSET } }),
      boards_per_node: ofMulticore('boards_per_node'),
      sockets_per_board: ofMulticore('sockets_per_board'),
      sockets_per_node: ofMulticore('sockets_per_node'),
      cores_per_socket: ofMulticore('cores_per_socket'),
      threads_per_core: ofMulticore('threads_per_core'),
      ntasks_per_board: ofMulticore('ntasks_per_board'),
      ntasks_per_socket: ofMulticore('ntasks_per_socket'),
      ntasks_per_core: ofMulticore('ntasks_per_core'),
    },
  });
}

/** In front of the records of RESPONSE_JOB_INFO; times in UNIX seconds, see markBackfilled. */
export interface JobInfoPrefix {
  readonly count: number;
  readonly lastUpdate: number;
  readonly lastBackfill: number;
}

export function jobInfoPrefix(reader: Reader, version: number): JobInfoPrefix {
  return {
    count: reader.u32(),
    lastUpdate: reader.time(),
    lastBackfill: version >= 37 ? reader.time() : 0,
  };
}

const NO_PRIORITIES: Job['priority_by_partition'] = Object.freeze([]);

function prioritiesByPartition(
  priorities: readonly number[] | undefined,
  names: string | undefined,
): Job['priority_by_partition'] {
  if (!priorities?.length || !names) return NO_PRIORITIES;
  return names.split(',').map((partition, at) => ({ partition, priority: priorities[at] ?? 0 }));
}

/** The pending tasks of an array come as a hex mask; one already in words is left as it is. */
function taskRanges(text: string): string {
  return text.startsWith('0x') ? formatArrayTasks(setBits({ size: text.length * 4, hex: text })) : text;
}
