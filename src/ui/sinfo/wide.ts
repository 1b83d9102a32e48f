import type { Node } from '../../slurm/node.ts';
import type { Partition } from '../../slurm/partition.ts';
import { openRecord } from '../record/open-record.ts';
import { minutesText } from '../record/values.ts';
import { printable } from '../squeue/printable.ts';
import { alignedLines } from '../table/aligned-lines.ts';
import { nodeStateText } from './node-state.ts';

const NODE_HEADER =
  'NODELIST PARTITION STATE CPUS ALLOC LOAD MEMORY ALLOC_MEM FREE_MEM TMP_DISK WEIGHT GRES AVAIL_FEATURES REASON';
const PARTITION_HEADER =
  'PARTITION AVAIL DEFAULTTIME TIMELIMIT JOB_SIZE NODES CPUS PRIO_TIER GROUPS ACCOUNTS QOS NODELIST';

/** A line for each node, as `sinfo --Node --long` has them; records as `/slurm/v1` writes them. */
export function wideNodeLines(nodes: readonly object[]): string[] {
  const rows = nodes
    .map((written) => openRecord<Node>({}, written))
    .map((node) => [
      node.name,
      node.partitions.join(','),
      nodeStateText(node),
      node.cpus,
      node.alloc_cpus,
      node.cpu_load === undefined ? 'N/A' : (node.cpu_load / 100).toFixed(2),
      node.real_memory,
      node.alloc_memory,
      node.free_mem ?? 'N/A',
      node.tmp_disk,
      node.weight,
      node.gres || '(null)',
      node.features || '(null)',
      node.reason || 'none',
    ]);
  return lines(NODE_HEADER, rows, [3, 4, 5, 6, 7, 8, 9, 10]);
}

/** A line for each partition with its limits. */
export function widePartitionLines(partitions: readonly object[]): string[] {
  const rows = partitions
    .map((written) => openRecord<Partition>({}, written))
    .map((partition) => [
      partition.name + (partition.flags.includes('DEFAULT') ? '*' : ''),
      partition.state_up.toLowerCase(),
      minutesText(partition.default_time, 'n/a'),
      minutesText(partition.max_time, 'infinite').replace('UNLIMITED', 'infinite'),
      sizeText(partition),
      partition.total_nodes,
      partition.total_cpus,
      partition.priority_tier,
      partition.allow_groups || 'all',
      partition.allow_accounts || 'all',
      partition.allow_qos || 'all',
      partition.nodes,
    ]);
  return lines(PARTITION_HEADER, rows, [2, 3, 4, 5, 6, 7]);
}

/** sinfo's JOB_SIZE: nodes a job may have. */
function sizeText({ min_nodes = 0, max_nodes }: Partition): string {
  const open = max_nodes === undefined || max_nodes === Number.POSITIVE_INFINITY;
  return `${Math.max(1, min_nodes)}-${open ? 'infinite' : max_nodes}`;
}

function lines(
  header: string,
  rows: readonly (readonly (string | number)[])[],
  right: readonly number[],
): string[] {
  const texts = rows.map((row) => row.map((cell) => printable(String(cell))));
  return alignedLines([header.split(' '), ...texts], right);
}
