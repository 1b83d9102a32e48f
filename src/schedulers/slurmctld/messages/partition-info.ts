import type { Partition } from '../../../slurm/partition.ts';
import { compileDecoder, type Decoder } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Structure } from '../wire/field-types.ts';
import type { Reader } from '../wire/reader.ts';
import { flagNamer, PARTITION_FLAGS } from './flag-names.ts';
import { PER_CPU } from './job-words.ts';

/** Source: _unpack_partition_info_members of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  name:string cpu_bind:u32 grace_time:u32 max_time:optional32 default_time:optional32 max_nodes:optional32
  min_nodes:optional32 total_nodes:u32 total_cpus:u32 def_mem:u64exact max_cpus_per_node:optional32
  max_cpus_per_socket:optional32@39- max_mem:u64exact flags:u16@-40 flags:u32@41- max_share:u16
  over_time_limit:optional16 preempt_mode:optional16 priority_job_factor:u16 priority_tier:u16 state_up:u16
  cr_type:u16 resume_timeout:optional16@37- suspend_timeout:optional16@37- suspend_time:optional32@37-
  allow_accounts:string allow_groups:string allow_alloc_nodes:string allow_qos:string qos_char:string
  alternate:string deny_accounts:string deny_qos:string nodes:string nodesets:string@38- node_inx:bitString
  billing_weights_str:string topology_name:string@43- tres_fmt_str:string job_defaults:jobDefaults
`);

const BLANK_PARTITION: Partition = {
  name: '',
  state_up: 'UP',
  flags: [],
  nodes: '',
  nodesets: '',
  total_nodes: 0,
  total_cpus: 0,
  min_nodes: undefined,
  max_nodes: undefined,
  default_time: undefined,
  max_time: undefined,
  grace_time: 0,
  over_time_limit: undefined,
  def_mem_per_cpu: undefined,
  def_mem_per_node: undefined,
  max_mem_per_cpu: undefined,
  max_mem_per_node: undefined,
  max_cpus_per_node: undefined,
  max_cpus_per_socket: undefined,
  max_share: 0,
  max_share_forced: false,
  preempt_mode: undefined,
  priority_job_factor: 0,
  priority_tier: 0,
  cpu_bind: 0,
  cr_type: 0,
  allow_accounts: '',
  allow_alloc_nodes: '',
  allow_groups: '',
  allow_qos: '',
  deny_accounts: '',
  deny_qos: '',
  qos_char: '',
  alternate: '',
  billing_weights_str: '',
  tres_fmt_str: '',
  job_defaults: '',
  resume_timeout: undefined,
  suspend_timeout: undefined,
  suspend_time: undefined,
  topology_name: '',
};

/** Set in max_share where sharing is forced (SHARED_FORCE of slurm.h). */
const FORCED = 0x8000;
/** By number: bit 0 accepts submissions, bit 1 starts jobs. */
export const PARTITION_STATES: readonly Partition['state_up'][] = ['INACTIVE', 'DOWN', 'DRAIN', 'UP'];
const JOB_DEFAULTS: readonly (string | undefined)[] = [undefined, 'DefCpuPerGPU', 'DefMemPerGPU'];

/** Defaults of jobs for what they do not say, as slurm.conf writes JobDefaults. */
export const jobDefaults: Structure<string> = {
  read(reader) {
    const found: string[] = [];
    for (let left = reader.listCount(10); left > 0; left--) {
      const type = reader.u16();
      found.push(`${JOB_DEFAULTS[type] ?? type}=${reader.u64()}`);
    }
    return found.join(',');
  },
  skip(reader) {
    reader.skip(reader.listCount(10) * 10);
  },
};

/** Decoder of one partition record; its key is the name. */
export function partitionDecoder(version: number): Decoder<Partition> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_PARTITION,
    key: 'name',
    structures: { jobDefaults },
    derive: {
      flags: { from: ['flags'], by: flagNamer(PARTITION_FLAGS) },
      state_up: { from: ['state_up'], by: (word: number) => PARTITION_STATES[word & 3]! },
      max_share: { from: ['max_share'], by: (word: number) => word & ~FORCED },
      max_share_forced: { from: ['max_share'], by: (word: number) => (word & FORCED) !== 0 },
      def_mem_per_cpu: { from: ['def_mem'], by: perCpu },
      def_mem_per_node: { from: ['def_mem'], by: perNode },
      max_mem_per_cpu: { from: ['max_mem'], by: perCpu },
      max_mem_per_node: { from: ['max_mem'], by: perNode },
    },
  });
}

/** In front of the records of RESPONSE_PARTITION_INFO. */
export function partitionInfoPrefix(reader: Reader): { count: number; lastUpdate: number } {
  return { count: reader.u32(), lastUpdate: reader.time() };
}

function perCpu(word: bigint): number | undefined {
  return word & PER_CPU && !isUnlimited(word) ? Number(word & ~PER_CPU) : undefined;
}

/** 0 and INFINITE both are "no limit". */
function perNode(word: bigint): number | undefined {
  if (isUnlimited(word)) return Infinity;
  return word & PER_CPU ? undefined : Number(word);
}

function isUnlimited(word: bigint): boolean {
  return word === 0n || word >= 0xffff_ffff_ffff_fffen;
}
