import type { Partition } from '../../slurm/partition.ts';
import { recordText } from './lines.ts';
import { openRecord } from './open-record.ts';
import { minutesText } from './values.ts';

/** A partition as `scontrol show partition` prints it. */
export function partitionText(written: object, oneLine: boolean): string {
  const partition: Partition = openRecord<Partition>({}, written);
  const is = (flag: string): string => (partition.flags.includes(flag) ? 'YES' : 'NO');
  const access = (kind: string, allow: string, deny: string): readonly [string, string] =>
    deny && !allow ? [`Deny${kind}`, deny] : [`Allow${kind}`, allow || 'ALL'];
  return recordText(
    [
      [['PartitionName', partition.name]],
      [
        ['AllowGroups', partition.allow_groups || 'ALL'],
        access('Accounts', partition.allow_accounts, partition.deny_accounts),
        access('Qos', partition.allow_qos, partition.deny_qos),
      ],
      [
        ['AllocNodes', partition.allow_alloc_nodes || 'ALL'],
        ['Default', is('DEFAULT')],
        ['QoS', partition.qos_char || 'N/A'],
      ],
      [
        ['DefaultTime', minutesText(partition.default_time, 'NONE')],
        ['DisableRootJobs', is('NO_ROOT')],
        ['ExclusiveUser', is('EXCLUSIVE_USER')],
        ['GraceTime', partition.grace_time],
        ['Hidden', is('HIDDEN')],
      ],
      [
        ['MaxNodes', countText(partition.max_nodes)],
        ['MaxTime', minutesText(partition.max_time, 'UNLIMITED')],
        ['MinNodes', partition.min_nodes ?? 0],
        ['LLN', is('LLN')],
        ['MaxCPUsPerNode', countText(partition.max_cpus_per_node)],
        ['MaxCPUsPerSocket', countText(partition.max_cpus_per_socket)],
      ],
      [['Nodes', partition.nodes]],
      [
        ['PriorityJobFactor', partition.priority_job_factor],
        ['PriorityTier', partition.priority_tier],
        ['RootOnly', is('ROOT_ONLY')],
        ['ReqResv', is('REQ_RESV')],
        ['OverSubscribe', shareText(partition)],
      ],
      [['OverTimeLimit', minutesText(partition.over_time_limit, 'NONE')]],
      [
        ['State', partition.state_up],
        ['TotalCPUs', partition.total_cpus],
        ['TotalNodes', partition.total_nodes],
      ],
      ...(partition.job_defaults ? [[['JobDefaults', partition.job_defaults] as const]] : []),
      [
        memory('DefMemPer', partition.def_mem_per_cpu, partition.def_mem_per_node),
        memory('MaxMemPer', partition.max_mem_per_cpu, partition.max_mem_per_node),
      ],
      ...(partition.tres_fmt_str ? [[['TRES', partition.tres_fmt_str] as const]] : []),
    ],
    oneLine,
  );
}

function countText(count: number | undefined): string {
  return count === undefined || count === Number.POSITIVE_INFINITY ? 'UNLIMITED' : String(count);
}

function shareText({ max_share, max_share_forced }: Partition): string {
  if (max_share === 0) return 'EXCLUSIVE';
  if (max_share_forced) return `FORCE:${max_share}`;
  return max_share > 1 ? `YES:${max_share}` : 'NO';
}

function memory(
  prefix: string,
  perCpu: number | undefined,
  perNode: number | undefined,
): readonly [string, string | number] {
  if (perCpu !== undefined) return [`${prefix}CPU`, perCpu];
  return [
    `${prefix}Node`,
    perNode === undefined || perNode === Number.POSITIVE_INFINITY ? 'UNLIMITED' : perNode,
  ];
}
