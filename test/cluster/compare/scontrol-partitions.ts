import type { Partition } from '../../../src/slurm/partition.ts';
import type { Expectations } from './comparison.ts';
import { ifSet, minutes, orNull, unlimited, yesNo } from './scontrol-text.ts';

/** Source: PREEMPT_MODE_… of slurm.h. */
const PREEMPT_MODES: Readonly<Record<number, string>> = {
  0: 'OFF',
  1: 'SUSPEND',
  2: 'REQUEUE',
  8: 'CANCEL',
  32768: 'GANG',
};

/** `scontrol -o show partition` of the releases 22.05 to 26.05. */
export const SCONTROL_PARTITION: Expectations<Partition> = {
  PartitionName: (partition) => partition.name,
  AllowGroups: (partition) => partition.allow_groups || 'ALL',
  AllowAccounts: (partition) => (partition.deny_accounts ? undefined : partition.allow_accounts || 'ALL'),
  DenyAccounts: (partition) => (partition.allow_accounts ? undefined : ifSet(partition.deny_accounts)),
  AllowQos: (partition) => (partition.deny_qos ? undefined : partition.allow_qos || 'ALL'),
  DenyQos: (partition) => ifSet(partition.deny_qos),
  AllocNodes: (partition) => partition.allow_alloc_nodes || 'ALL',
  Alternate: (partition) => ifSet(partition.alternate),
  Default: has('DEFAULT'),
  CpuBind: (partition) => (partition.cpu_bind ? String(partition.cpu_bind) : undefined),
  QoS: (partition) => partition.qos_char || 'N/A',
  DefaultTime: (partition) => minutes(partition.default_time, 'NONE'),
  DisableRootJobs: has('NO_ROOT'),
  ExclusiveUser: has('EXCLUSIVE_USER'),
  ExclusiveTopo: has('EXCLUSIVE_TOPO'),
  Exclusive: (partition) =>
    partition.flags.includes('EXCLUSIVE_USER')
      ? 'USER'
      : partition.flags.includes('EXCLUSIVE_TOPO')
        ? 'TOPO'
        : 'NO',
  GraceTime: (partition) => String(partition.grace_time),
  Hidden: has('HIDDEN'),
  MaxNodes: (partition) => unlimited(partition.max_nodes),
  MaxTime: (partition) => minutes(partition.max_time, 'NONE'),
  MinNodes: (partition) => unlimited(partition.min_nodes),
  LLN: has('LLN'),
  MaxCPUsPerNode: (partition) => unlimited(partition.max_cpus_per_node),
  MaxCPUsPerSocket: (partition) => unlimited(partition.max_cpus_per_socket),
  NodeSets: (partition) => ifSet(partition.nodesets),
  Nodes: (partition) => orNull(partition.nodes),
  PriorityJobFactor: (partition) => String(partition.priority_job_factor),
  PriorityTier: (partition) => String(partition.priority_tier),
  RootOnly: has('ROOT_ONLY'),
  ReqResv: has('REQ_RESV'),
  OverSubscribe: overSubscribe,
  OverTimeLimit: (partition) =>
    partition.over_time_limit === undefined ? 'NONE' : unlimited(partition.over_time_limit),
  PreemptMode: (partition) =>
    partition.preempt_mode === undefined ? 'OFF' : PREEMPT_MODES[partition.preempt_mode],
  State: (partition) => partition.state_up,
  TotalCPUs: (partition) => String(partition.total_cpus),
  TotalNodes: (partition) => String(partition.total_nodes),
  SelectTypeParameters: (partition) => (partition.cr_type === 0 ? 'NONE' : String(partition.cr_type)),
  JobDefaults: (partition) => orNull(partition.job_defaults),
  ResumeTimeout: (partition) =>
    partition.resume_timeout === undefined ? undefined : String(partition.resume_timeout),
  SuspendTimeout: (partition) =>
    partition.suspend_timeout === undefined ? undefined : String(partition.suspend_timeout),
  SuspendTime: (partition) =>
    partition.suspend_time === undefined ? undefined : String(partition.suspend_time),
  DefMemPerCPU: (partition) => perCpu(partition.def_mem_per_cpu),
  DefMemPerNode: (partition) => perNode(partition.def_mem_per_cpu, partition.def_mem_per_node),
  MaxMemPerCPU: (partition) => perCpu(partition.max_mem_per_cpu),
  MaxMemPerNode: (partition) => perNode(partition.max_mem_per_cpu, partition.max_mem_per_node),
  TRES: (partition) => orNull(partition.tres_fmt_str),
  TRESBillingWeights: (partition) => ifSet(partition.billing_weights_str),
};

function has(name: string): (partition: Partition) => string {
  return (partition) => yesNo(partition.flags.includes(name));
}

function overSubscribe(partition: Partition): string {
  if (partition.max_share === 0) return 'EXCLUSIVE';
  if (partition.max_share_forced) return `FORCE:${partition.max_share}`;
  return partition.max_share === 1 ? 'NO' : `YES:${partition.max_share}`;
}

function perCpu(mib: number | undefined): string | undefined {
  return mib === undefined ? undefined : String(mib);
}

function perNode(mibPerCpu: number | undefined, mib: number | undefined): string | undefined {
  return mibPerCpu === undefined ? unlimited(mib) : undefined;
}
