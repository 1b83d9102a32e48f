import { arch, freemem, loadavg, release, type, uptime } from 'node:os';
import type { Node, NodeState } from '../../../slurm/node.ts';
import { isStarted, type JobRecord } from '../job/job-record.ts';
import { formatTres } from '../job/tres.ts';
import type { NodeSetting, NodeSettings } from '../store/node-settings.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { formatGres } from './gres.ts';

/** What jobs hold on one node. */
interface Use {
  cpus: number;
  memory: number;
  gres: Record<string, number>;
  completing: boolean;
}

/** Figures of this machine, which all nodes share. */
export interface MachineLoad {
  /** MiB. */
  readonly freeMemory: number;
  /** One-minute load average × 100. */
  readonly load: number;
}

export function machineLoad(): MachineLoad {
  return { freeMemory: Math.floor(freemem() / 1024 ** 2), load: Math.round(loadavg()[0]! * 100) };
}

const BOOT_TIME = Math.floor(Date.now() / 1000 - uptime());

/** The nodes with what the jobs hold of them. */
export function nodeRecords(
  cluster: Cluster,
  jobs: Iterable<JobRecord>,
  load: MachineLoad,
  settings: NodeSettings,
): Node[] {
  const uses = usesOf(jobs);
  return cluster.nodes.map((node, index) => {
    const use = uses.get(node.name);
    const partitions = cluster.partitions.filter((partition) => partition.nodes.includes(index));
    return nodeRecord(
      node,
      use,
      load,
      partitions.map(({ name }) => name),
      settings[node.name] ?? {},
    );
  });
}

function usesOf(jobs: Iterable<JobRecord>): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const record of jobs) {
    if (!isStarted(record)) continue;
    for (const share of record.state.run.shares) {
      const use = uses.get(share.node) ?? { cpus: 0, memory: 0, gres: {}, completing: false };
      use.cpus += share.cpus.length;
      use.memory += share.memory;
      use.completing ||= record.state.kind === 'completing';
      for (const key in share.gres) use.gres[key] = (use.gres[key] ?? 0) + share.gres[key]!;
      uses.set(share.node, use);
    }
  }
  return uses;
}

function nodeRecord(
  node: ClusterNode,
  use: Use | undefined,
  load: MachineLoad,
  partitions: readonly string[],
  setting: NodeSetting,
): Node {
  const { cpus, memory } = node;
  const { state = node.state, reason = node.reason, reasonTime = 0, reasonUid = 0 } = setting;
  const used = use?.cpus ?? 0;
  return {
    name: node.name,
    node_hostname: node.name,
    node_addr: node.name,
    port: 0,
    node_state: nodeState(node, state, used),
    node_state_flags: [...(state === 'DRAIN' ? ['DRAIN'] : []), ...(use?.completing ? ['COMPLETING'] : [])],
    next_state: 'UNKNOWN',
    version: '',
    cpus,
    cpus_efctv: cpus,
    boards: node.boards,
    sockets: node.sockets,
    cores: node.coresPerSocket,
    threads: node.threadsPerCore,
    real_memory: memory,
    free_mem: load.freeMemory,
    tmp_disk: node.tmpDisk,
    alloc_cpus: used,
    alloc_memory: use?.memory ?? 0,
    cpu_load: load.load,
    weight: node.weight,
    owner: undefined,
    core_spec_cnt: 0,
    cpu_spec_list: '',
    mem_spec_limit: 0,
    cpu_bind: 0,
    mcs_label: '',
    arch: arch() === 'x64' ? 'x86_64' : arch(),
    os: `${type()} ${release()}`,
    features: node.features.join(','),
    features_act: node.features.join(','),
    gres: formatGres(node.gres),
    gres_drain: 'N/A',
    gres_used: node.gres.map(({ name }) => `${name}:${use?.gres[name] ?? 0}`).join(','),
    tres_fmt_str: formatTres({ cpus, memory, nodes: 0, gres: {} }).replace(/,node=0/, ''),
    alloc_tres_fmt_str:
      used > 0
        ? formatTres({ cpus: used, memory: use!.memory, nodes: 0, gres: use!.gres }).replace(
            /,node=0,billing=\d+/,
            '',
          )
        : '',
    comment: setting.comment ?? '',
    extra: setting.extra ?? '',
    reason,
    reason_time: reason === '' ? 0 : reasonTime,
    reason_uid: reason === '' ? undefined : reasonUid,
    boot_time: BOOT_TIME,
    slurmd_start_time: BOOT_TIME,
    last_busy: 0,
    resv_name: '',
    partitions,
  };
}

function nodeState(node: ClusterNode, state: ClusterNode['state'], used: number): NodeState {
  if (state === 'DOWN') return 'DOWN';
  if (used === 0) return 'IDLE';
  return used >= node.cpus ? 'ALLOCATED' : 'MIXED';
}
