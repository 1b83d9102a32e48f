import type { Node, NodeState } from '../../../slurm/node.ts';
import { compileDecoder, type Decoder } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import { type Reader, setBits } from '../wire/reader.ts';
import { flagNamer, NODE_FLAGS } from './flag-names.ts';

/**
 * One node of RESPONSE_NODE_INFO. The select plugin's part (up to 42), the energy and the external sensors are
 * written out in place.
 * Source: _unpack_node_info_members of slurm_protocol_pack.c, releases 20.11 to 26.05.
 */
const TABLE = fieldTable(`
  name:string node_hostname:string node_addr:string bcast_address:string cert_flags:u16@43- port:u16
  next_state:u32 node_state:u32 version:string cpus:u16 boards:u16 sockets:u16 cores:u16 threads:u16
  real_memory:u64 tmp_disk:u32 gpu_spec:string@41- mcs_label:string owner:optional32 core_spec_cnt:u16
  cpu_bind:u32 mem_spec_limit:u64 cpu_spec_list:string cpus_efctv:u16@38- cpu_load:optional32
  free_mem:optional64 weight:u32 res_cores_per_gpu:u16@41- reason_uid:optional32 suspend_time:optional32@45-
  boot_time:time last_busy:time@37- reason_time:time resume_after:time@39- slurmd_start_time:time
  cert_last_renewal:time@43- select_plugin:u32@-42 alloc_cpus:u16 alloc_memory:u64 alloc_tres_fmt_str:string
  alloc_tres_weighted:double@-42 arch:string features:string features_act:string gres:string gres_drain:string
  gres_used:string os:string comment:string extra:string@37- instance_id:string@40- instance_type:string@40-
  parameters:string@44- reason:string
  energy_base:u64 energy_ave_watts:u32 energy_consumed:u64 energy_watts:optional32 energy_previous:u64
  energy_poll_time:time energy_start_time:time@42-
  sensor_energy:u64@-40 sensor_temperature:u32@-40 sensor_time:time@-40 sensor_watts:u32@-40 power:u32@-40
  tres_fmt_str:string resv_name:string@39- topology_str:string@43-
`);

/** A node as its record has it; {@link Node.partitions} is filled in from the partition table. */
const BLANK_NODE: Node = {
  name: '',
  node_hostname: '',
  node_addr: '',
  port: 0,
  node_state: 'UNKNOWN',
  node_state_flags: [],
  next_state: 'UNKNOWN',
  version: '',
  cpus: 0,
  cpus_efctv: 0,
  boards: 0,
  sockets: 0,
  cores: 0,
  threads: 0,
  real_memory: 0,
  free_mem: undefined,
  tmp_disk: 0,
  alloc_cpus: 0,
  alloc_memory: 0,
  cpu_load: undefined,
  weight: 0,
  owner: undefined,
  core_spec_cnt: 0,
  cpu_spec_list: '',
  mem_spec_limit: 0,
  cpu_bind: 0,
  mcs_label: '',
  arch: '',
  os: '',
  features: '',
  features_act: '',
  gres: '',
  gres_drain: '',
  gres_used: '',
  tres_fmt_str: '',
  alloc_tres_fmt_str: '',
  comment: '',
  extra: '',
  reason: '',
  reason_time: 0,
  reason_uid: undefined,
  boot_time: 0,
  slurmd_start_time: 0,
  last_busy: 0,
  resv_name: '',
  partitions: [],
  bcast_address: '',
  cert_flags: 0,
  cert_last_renewal: 0,
  energy_ave_watts: 0,
  energy_base: 0,
  energy_consumed: 0,
  energy_poll_time: 0,
  energy_previous: 0,
  energy_watts: undefined,
  gpu_spec: '',
  instance_id: '',
  instance_type: '',
  res_cores_per_gpu: 0,
  resume_after: 0,
  suspend_time: undefined,
  topology_str: '',
};

const STATES: readonly NodeState[] = ['UNKNOWN', 'DOWN', 'IDLE', 'ALLOCATED', 'ERROR', 'MIXED', 'FUTURE'];

/** Decoder of one node record; its key is the node's name, `''` for a node that is hidden (up to 41). */
export function nodeDecoder(version: number): Decoder<Node> {
  const flags = flagNamer(NODE_FLAGS);
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_NODE,
    key: 'name',
    derive: {
      node_state: {
        from: ['node_state', 'alloc_cpus', 'cpus', 'cpus_efctv', 'alloc_memory'],
        by: version >= 45 ? stateSince45 : shownState,
      },
      node_state_flags: { from: ['node_state'], by: flags },
      next_state: { from: ['next_state'], by: baseState },
      ...(version < 38 ? { cpus_efctv: { from: ['cpus'], by: (cpus: number) => cpus } } : {}),
    },
  });
}

/** In front of the records of RESPONSE_NODE_INFO; `count` is of the records that are there. */
export function nodeInfoPrefix(reader: Reader, version: number): { count: number; lastUpdate: number } {
  const count = reader.u32();
  const lastUpdate = reader.time();
  if (version < 42) return { count, lastUpdate };
  // Nodes the caller may not see are counted, but have no record.
  const hidden = reader.bitString();
  const hiddenCount = hidden ? setBits(hidden).filter((index) => index < count).length : 0;
  return { count: count - hiddenCount, lastUpdate };
}

function baseState(word: number): NodeState {
  return STATES[word & 0xf] ?? 'UNKNOWN';
}

/** slurmctld leaves it to its clients to tell nodes that are only partly allocated. */
function shownState(word: number, allocated: number, cpus: number, effective: number | undefined): NodeState {
  const state = baseState(word);
  const whole = effective || cpus;
  if ((state === 'ALLOCATED' || state === 'IDLE') && allocated > 0 && allocated < whole) return 'MIXED';
  return state;
}

/** Since Slurm 26.05 a node is also partly allocated where jobs hold only memory, as suspended ones do. */
function stateSince45(
  word: number,
  allocated: number,
  cpus: number,
  effective: number | undefined,
  memory: number,
): NodeState {
  const state = shownState(word, allocated, cpus, effective);
  return state === 'IDLE' && memory > 0 ? 'MIXED' : state;
}
