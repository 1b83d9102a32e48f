import type { Partition } from '../../../slurm/partition.ts';
import { PARTITION_NAMES } from '../../../slurm/versioned/partition-names.ts';
import { known } from '../record/flags.ts';
import { selectTypeBits, selectTypeWords } from '../record/select-type.ts';
import { type RecordTable, recordTable, revised } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import { FLAG_WORDS } from '../record/words.ts';
import type { ByVersion } from '../version.ts';

/** Set in the number of shares where sharing is forced (SHARED_FORCE of slurm.h). */
const FORCED = 0x8000;
/** Source: slurm/slurm.h, PREEMPT_MODE_…. */
const PREEMPT_MODES: readonly (readonly [bit: number, word: string])[] = [
  [0x0001, 'SUSPEND'],
  [0x0002, 'REQUEUE'],
  [0x0008, 'CANCEL'],
  [0x2000, 'PRIORITY'],
];
/** Source: slurm/slurm.h, CPU_BIND_…. */
const BINDINGS: readonly (readonly [bit: number, word: string])[] = [
  [0x02, 'CPU_BIND_TO_THREADS'],
  [0x04, 'CPU_BIND_TO_CORES'],
  [0x08, 'CPU_BIND_TO_SOCKETS'],
  [0x10, 'CPU_BIND_TO_LDOMS'],
  [0x20, 'CPU_BIND_NONE'],
  [0x01, 'VERBOSE'],
];

/** No limit is 0 there. */
function perNode(mib: number | undefined): unknown {
  return numberObject(mib === Number.POSITIVE_INFINITY ? 0 : mib);
}

/** Slurm's one number for both: MiB of a node, or of a CPU with the highest bit set, which makes it negative. */
function memoryWord(perCpu: number | undefined, ofNode: number | undefined): number {
  if (perCpu !== undefined) return perCpu - 2 ** 63;
  return ofNode === undefined || ofNode === Number.POSITIVE_INFINITY ? 0 : ofNode;
}

const PARTITION_42: RecordTable<Partition> = recordTable(
  `nodes.allowed_allocation:string nodes.configured:string nodes.total:int32 accounts.allowed:string
   accounts.deny:string groups.allowed:string qos.allowed:string qos.deny:string qos.assigned:string alternate:string
   tres.billing_weights:string tres.configured:string cluster:string select_type:cr_type cpus.task_binding:int32
   cpus.total:int32 defaults.memory_per_cpu:int64 defaults.partition_memory_per_cpu:uint64
   defaults.partition_memory_per_node:uint64 defaults.time:uint32 defaults.job:string grace_time:int32
   maximums.cpus_per_node:uint32 maximums.cpus_per_socket:uint32 maximums.memory_per_cpu:int64
   maximums.partition_memory_per_cpu:uint64 maximums.partition_memory_per_node:uint64 maximums.nodes:uint32
   maximums.shares:int32 maximums.oversubscribe.jobs:int32 maximums.oversubscribe.flags:oversubscribe_flags
   maximums.time:uint32 maximums.over_time_limit:uint16 minimums.nodes:int32 name:string node_sets:string
   priority.job_factor:int32 priority.tier:int32 timeouts.resume:uint16 timeouts.suspend:uint16
   partition.state:partition_states suspend_time:uint32`,
  {
    names: { ...PARTITION_NAMES, 'cpus.task_binding': 'cpu_bind' },
    read: {
      cluster: () => '',
      select_type: (partition) => selectTypeBits(partition.cr_type),
      'defaults.memory_per_cpu': (partition) =>
        memoryWord(partition.def_mem_per_cpu, partition.def_mem_per_node),
      'defaults.partition_memory_per_node': (partition) => perNode(partition.def_mem_per_node),
      'maximums.memory_per_cpu': (partition) =>
        memoryWord(partition.max_mem_per_cpu, partition.max_mem_per_node),
      'maximums.partition_memory_per_node': (partition) => perNode(partition.max_mem_per_node),
      'maximums.shares': (partition) => partition.max_share + (partition.max_share_forced ? FORCED : 0),
      'maximums.oversubscribe.jobs': (partition) => partition.max_share,
      'maximums.oversubscribe.flags': (partition) => (partition.max_share_forced ? ['force'] : []),
      'partition.state': (partition) => [partition.state_up],
    },
  },
);

const PARTITION_43 = revised(PARTITION_42, {
  fields: 'topology:string',
  names: { topology: 'topology_name' },
});

const PARTITION_45 = revised(PARTITION_43, {
  fields: `cpus.task_binding:cpu_binding_flags flags:partition_flags partition.exclusive:string
           partition.oversubscribe:string preempt_mode:preempt_mode`,
  read: {
    select_type: (partition) => selectTypeWords(partition.cr_type),
    'cpus.task_binding': (partition) => wordsOf(BINDINGS, partition.cpu_bind),
    flags: (partition) => known(FLAG_WORDS.partition_flags[45], partition.flags),
    'partition.exclusive': exclusive,
    'partition.oversubscribe': oversubscribe,
    preempt_mode: preemptMode,
    // The words above, and those for CPU and node apart, took the place of these, which stay at 0.
    'defaults.memory_per_cpu': () => 0,
    'maximums.memory_per_cpu': () => 0,
    'maximums.shares': () => 0,
    'maximums.oversubscribe.jobs': () => 0,
    'maximums.oversubscribe.flags': () => [],
  },
});

function wordsOf(table: readonly (readonly [number, string])[], bits: number): string[] {
  return table.filter(([bit]) => (bits & bit) !== 0).map(([, word]) => word);
}

function bitsOf(
  table: readonly (readonly [number, string])[],
  words: readonly string[] | undefined,
): number | undefined {
  return words && table.reduce((bits, [bit, word]) => (words.includes(word) ? bits | bit : bits), 0);
}

/** The word of the bindings named. */
export const bindingBits = (words: readonly string[] | undefined): number | undefined =>
  bitsOf(BINDINGS, words);

/** The word of the preemption modes named; what the cluster has is left to it. */
export function preemptBits(words: readonly string[] | undefined): number | undefined {
  return words?.includes('CLUSTER_GLOBAL') ? undefined : bitsOf(PREEMPT_MODES, words);
}

function preemptMode({ preempt_mode: mode }: Partition): string[] {
  if (mode === undefined) return ['CLUSTER_GLOBAL'];
  return mode === 0 ? ['DISABLED'] : wordsOf(PREEMPT_MODES, mode);
}

function exclusive({ flags, max_share }: Partition): string {
  if (flags.includes('EXCLUSIVE_USER')) return 'USER';
  if (flags.includes('EXCLUSIVE_TOPO')) return 'TOPO';
  return max_share === 0 ? 'YES' : 'NO';
}

function oversubscribe({ max_share, max_share_forced }: Partition): string {
  if (max_share_forced) return `FORCE:${max_share}`;
  return max_share > 1 ? `YES:${max_share}` : 'NO';
}

/** A partition in each version. */
export const PARTITION_TABLES: ByVersion<RecordTable<Partition>> = {
  42: PARTITION_42,
  43: PARTITION_43,
  44: PARTITION_43,
  45: PARTITION_45,
};
