import type { NodeChanges, PartitionChanges, ReservationDescription } from '../../../slurm/administration.ts';
import type { Values } from '../wire/encoder.ts';
import { NO_VAL } from '../wire/sentinels.ts';
import type { Writer } from '../wire/writer.ts';
import { flagBits, NODE_FLAGS, PARTITION_FLAG_CHANGES, RESERVATION_FLAGS } from './flag-names.ts';
import { PER_CPU } from './job-words.ts';
import { PARTITION_STATES } from './partition-info.ts';
import { type Request, requestOf } from './request.ts';

/** Layouts: _pack_update_node_msg and its neighbours of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const options = { repeatable: false, structures: { untilZero } };

const NODE = `
  cert_token:string@42- comment:string cpu_bind:u32 extra:string@37- features:string features_act:string gres:string
  instance_id:string@40- instance_type:string@40- node_addr:string node_hostname:string node_names:string
  node_state:u32=NO_VAL power_action_name:string@45- reason:string reason_uid:u32@-38=NO_VAL
  resume_after:u32@39-=NO_VAL topology_str:string@43- weight:u32=NO_VAL
`;
const updateNode = requestOf('REQUEST_UPDATE_NODE', NODE, options);
const createNode = requestOf('REQUEST_CREATE_NODE', NODE, options);
const deleteNode = requestOf('REQUEST_DELETE_NODE', NODE, options);

export function updateNodes({ state, ...changes }: NodeChanges): Request {
  return updateNode({ ...changes, ...(state && { node_state: nodeState(state) }) });
}
/** The line of slurm.conf goes where an update has its extra text. */
export const createNodes = (extra: string): Request => createNode({ extra });
export const deleteNodes = (node_names: string): Request => deleteNode({ node_names });

/** Base states by number; flags begin at bit 4. */
const BASE_STATES = ['UNKNOWN', 'DOWN', 'IDLE', 'ALLOCATED', 'ERROR', 'MIXED', 'FUTURE'];
/** Words that stand for two flags. */
const TWO_FLAGS: Readonly<Record<string, readonly string[]>> = {
  POWER_DOWN_ASAP: ['POWER_DOWN', 'POWER_DRAIN'],
  POWER_DOWN_FORCE: ['POWER_DOWN', 'POWERED_DOWN'],
};

/** No base state is the number between the highest one and the flags. */
function nodeState(words: readonly string[]): number {
  if (words.includes('INVALID')) return NO_VAL;
  const flags = Number(
    flagBits(
      NODE_FLAGS,
      words.flatMap((word) => TWO_FLAGS[word] ?? [word]),
    ),
  );
  const base = words.findLast((word) => BASE_STATES.includes(word));
  return flags + (base === undefined ? 0 : BASE_STATES.indexOf(base));
}

const RESERVATION = `
  name:string start_time:time=NO_VAL end_time:time=NO_VAL duration:u32=NO_VAL flags:u64=NO_VAL64
  node_cnt:untilZero@-39 core_cnt:untilZero@-39 node_cnt:u32@40-=NO_VAL core_cnt:u32@40-=NO_VAL node_list:string
  features:string licenses:string max_start_delay:u32=NO_VAL partition:string purge_comp_time:u32=NO_VAL
  watts:u32@-43=NO_VAL allowed_parts:string@44- qos:string@44- users:string accounts:string burst_buffer:string
  groups:string comment:string@40- tres_str:string@40-
`;
const newReservation = requestOf('REQUEST_CREATE_RESERVATION', RESERVATION, options);
const changeReservation = requestOf('REQUEST_UPDATE_RESERVATION', RESERVATION, options);
const endReservation = requestOf('REQUEST_DELETE_RESERVATION', 'name:string=REQUIRED', options);

function reservationValues({ flags, ...reservation }: ReservationDescription): Values {
  return { ...reservation, ...(flags?.length && { flags: flagBits(RESERVATION_FLAGS, flags) }) };
}
export const createReservation = (reservation: ReservationDescription): Request =>
  newReservation(reservationValues(reservation));
export const updateReservation = (changes: ReservationDescription): Request =>
  changeReservation(reservationValues(changes));
export const deleteReservation = (name: string): Request => endReservation({ name });

/** Older controllers take a list of counts that ends with 0. */
function untilZero(writer: Writer, value: unknown): void {
  writer.u32s(value === undefined ? [] : [value as number, 0]);
}

const PARTITION = `
  allow_accounts:string allow_alloc_nodes:string allow_groups:string allow_qos:string alternate:string
  billing_weights_str:string cpu_bind:u32 def_mem:u64=NO_VAL64 default_time:u32=NO_VAL deny_accounts:string
  deny_qos:string flags:u16@-40 flags:u32@41- job_defaults_str:string grace_time:u32=NO_VAL
  max_cpus_per_node:u32=NO_VAL max_cpus_per_socket:u32@39-=NO_VAL max_mem:u64=NO_VAL64 max_nodes:u32=NO_VAL
  max_share:u16=NO_VAL16 max_time:u32=NO_VAL min_nodes:u32=NO_VAL name:string=REQUIRED nodes:string
  over_time_limit:u16=NO_VAL16 preempt_mode:u16=NO_VAL16 priority_job_factor:u16=NO_VAL16 priority_tier:u16=NO_VAL16
  qos_char:string state_up:u16=NO_VAL16 topology_name:string@43-
`;
const newPartition = requestOf('REQUEST_CREATE_PARTITION', PARTITION, options);
const changePartition = requestOf('REQUEST_UPDATE_PARTITION', PARTITION, options);
const endPartition = requestOf('REQUEST_DELETE_PARTITION', 'name:string=REQUIRED', options);

function partitionValues({ def_mem, max_mem, flags, state_up, ...partition }: PartitionChanges): Values {
  return {
    ...partition,
    ...(def_mem && { def_mem: memoryWord(def_mem) }),
    ...(max_mem && { max_mem: memoryWord(max_mem) }),
    ...(flags && { flags: flagBits(PARTITION_FLAG_CHANGES, flags) }),
    ...(state_up && { state_up: PARTITION_STATES.indexOf(state_up) }),
  };
}
function memoryWord({ mib, per }: { readonly mib: number; readonly per: 'cpu' | 'node' }): bigint {
  return BigInt(mib) | (per === 'cpu' && mib > 0 ? PER_CPU : 0n);
}
export const createPartition = (partition: PartitionChanges): Request =>
  newPartition(partitionValues(partition));
export const updatePartition = (changes: PartitionChanges): Request =>
  changePartition(partitionValues(changes));
export const deletePartition = (name: string): Request => endPartition({ name });

export const reconfigure = requestOf('REQUEST_RECONFIGURE', '', options);
