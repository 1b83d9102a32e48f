import type { Node } from '../../../src/slurm/node.ts';
import type { Expectations } from './comparison.ts';
import { ifSet, orNull, time } from './scontrol-text.ts';

/** Flags as scontrol writes them behind the state; the two that are single characters come first. */
const FLAG_WORDS: Readonly<Record<string, string>> = {
  NOT_RESPONDING: '*',
  COMPLETING: '+COMPLETING',
};

const POWER = 'power and sensors are no part of our node record';

/** `scontrol -o -d show node` of the releases 22.05 to 26.05. */
export const SCONTROL_NODE: Expectations<Node> = {
  NodeName: (node) => node.name,
  Arch: (node) => node.arch,
  CoresPerSocket: (node) => String(node.cores),
  CPUAlloc: (node) => String(node.alloc_cpus),
  CPUEfctv: (node) => String(node.cpus_efctv),
  CPUTot: (node) => String(node.cpus),
  CPULoad: (node) => (node.cpu_load === undefined ? 'N/A' : (node.cpu_load / 100).toFixed(2)),
  AvailableFeatures: (node) => orNull(node.features),
  ActiveFeatures: (node) => orNull(node.features_act),
  Gres: (node) => orNull(node.gres),
  GresDrain: (node) => node.gres_drain || 'N/A',
  GresUsed: (node, { release }) => node.gres_used || (release >= '24.11' ? undefined : 'gpu:0'),
  NodeAddr: (node) => node.node_addr,
  NodeHostName: (node) => node.node_hostname,
  Port: (node) => String(node.port),
  Version: (node) => ifSet(node.version),
  OS: (node) => node.os.trim(),
  RealMemory: (node) => String(node.real_memory),
  AllocMem: (node) => String(node.alloc_memory),
  FreeMem: (node) => (node.free_mem === undefined ? 'N/A' : String(node.free_mem)),
  Sockets: (node) => String(node.sockets),
  Boards: (node) => String(node.boards),
  CoreSpecCount: (node) => (node.core_spec_cnt ? String(node.core_spec_cnt) : undefined),
  CPUSpecList: (node) => ifSet(node.cpu_spec_list),
  MemSpecLimit: (node) => (node.mem_spec_limit ? String(node.mem_spec_limit) : undefined),
  State: state,
  ThreadsPerCore: (node) => String(node.threads),
  TmpDisk: (node) => String(node.tmp_disk),
  Weight: (node) => String(node.weight),
  Owner: (node, { userName }) =>
    node.owner === undefined ? 'N/A' : `${userName(node.owner)}(${node.owner})`,
  MCS_label: (node) => node.mcs_label || 'N/A',
  Partitions: (node) => node.partitions.join(','),
  BootTime: (node) => time(node.boot_time, 'None'),
  SlurmdStartTime: (node) => time(node.slurmd_start_time, 'None'),
  LastBusyTime: (node) => time(node.last_busy),
  ResumeAfterTime: 'no member of our node record',
  SuspendTime: 'no member of our node record',
  CfgTRES: (node) => node.tres_fmt_str,
  AllocTRES: (node) => node.alloc_tres_fmt_str,
  CapWatts: POWER,
  CurrentWatts: POWER,
  AveWatts: POWER,
  ExtSensorsJoules: POWER,
  ExtSensorsWatts: POWER,
  ExtSensorsTemp: POWER,
  Comment: (node) => ifSet(node.comment),
  Extra: (node) => ifSet(node.extra),
  ReservationName: (node) => ifSet(node.resv_name),
  Reason: (node, { userName }) =>
    node.reason
      ? `${node.reason} [${userName(node.reason_uid ?? 0xfffffffe)}@${time(node.reason_time)}]`
      : undefined,
};

function state(node: Node): string {
  // scontrol names maintenance first, whatever the order of the bits.
  const flags = node.node_state_flags.toSorted(
    (a, b) => Number(b === 'MAINTENANCE') - Number(a === 'MAINTENANCE'),
  );
  return node.node_state + flags.map((name) => FLAG_WORDS[name] ?? `+${name}`).join('');
}
