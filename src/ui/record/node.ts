import type { Node } from '../../slurm/node.ts';
import { recordText } from './lines.ts';
import { openRecord } from './open-record.ts';
import { momentText } from './values.ts';

/** A node as `scontrol show node` prints it. */
export function nodeText(written: object, oneLine: boolean): string {
  const node: Node = openRecord<Node>({}, written);
  return recordText(
    [
      [
        ['NodeName', node.name],
        ['Arch', node.arch],
        ['CoresPerSocket', node.cores],
      ],
      [
        ['CPUAlloc', node.alloc_cpus],
        ['CPUEfctv', node.cpus_efctv],
        ['CPUTot', node.cpus],
        ['CPULoad', node.cpu_load === undefined ? 'N/A' : (node.cpu_load / 100).toFixed(2)],
      ],
      [['AvailableFeatures', node.features]],
      [['ActiveFeatures', node.features_act]],
      [['Gres', node.gres]],
      ...(node.gres_used ? [[['GresUsed', node.gres_used] as const]] : []),
      [
        ['NodeAddr', node.node_addr],
        ['NodeHostName', node.node_hostname],
        ['Version', node.version],
      ],
      [['OS', node.os]],
      [
        ['RealMemory', node.real_memory],
        ['AllocMem', node.alloc_memory],
        ['FreeMem', node.free_mem ?? 'N/A'],
        ['Sockets', node.sockets],
        ['Boards', node.boards],
      ],
      [
        ['State', [node.node_state, ...node.node_state_flags].join('+')],
        ['ThreadsPerCore', node.threads],
        ['TmpDisk', node.tmp_disk],
        ['Weight', node.weight],
        ['Owner', node.owner ?? 'N/A'],
        ['MCS_label', node.mcs_label || 'N/A'],
      ],
      [['Partitions', node.partitions.join(',')]],
      [
        ['BootTime', momentText(node.boot_time, 'None')],
        ['SlurmdStartTime', momentText(node.slurmd_start_time, 'None')],
      ],
      [['LastBusyTime', momentText(node.last_busy, 'Unknown')]],
      [['CfgTRES', node.tres_fmt_str]],
      [['AllocTRES', node.alloc_tres_fmt_str]],
      ...(node.comment ? [[['Comment', node.comment] as const]] : []),
      ...(node.reason
        ? [
            [
              [
                'Reason',
                `${node.reason} [${node.reason_uid ?? ''}@${momentText(node.reason_time, 'Unknown')}]`,
              ] as const,
            ],
          ]
        : []),
    ],
    oneLine,
  );
}
