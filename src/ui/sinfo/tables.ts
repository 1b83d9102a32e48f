import { compressHostlist, expandHostlist } from '../../slurm/hostlist.ts';
import type { Node } from '../../slurm/node.ts';
import type { Partition } from '../../slurm/partition.ts';
import { openRecord } from '../record/open-record.ts';
import { formatDuration } from '../squeue/durations.ts';
import { printable } from '../squeue/printable.ts';
import { nodeCount, nodeStateText } from './node-state.ts';

/** The lines of sinfo's own table: the nodes of each partition by state, records as `/slurm/v1` writes them. */
export function nodeTable(partitions: readonly object[], nodes: readonly object[]): string[] {
  const members = membership(nodes);
  const rows = partitions.map(openPartition).flatMap((partition) => {
    const states = byState(members(partition));
    if (states.size === 0) states.set('n/a', []);
    return [...states].map(([state, group]) => [
      ...partitionCells(partition),
      String(group.length).padStart(6),
      state.padStart(6),
      hostlist(group),
    ]);
  });
  return aligned([['PARTITION', 'AVAIL', ' TIMELIMIT', ' NODES', ' STATE', 'NODELIST'], ...rows]);
}

/** The lines of `sinfo --summarize`: each partition with its nodes allocated, idle, other and in all. */
export function partitionTable(partitions: readonly object[], nodes: readonly object[]): string[] {
  const members = membership(nodes);
  const rows = partitions.map(openPartition).map((partition) => {
    const group = members(partition);
    const counts = { allocated: 0, idle: 0, other: 0 };
    for (const node of group) counts[nodeCount(node)] += 1;
    const text = [...Object.values(counts), group.length].join('/');
    return [...partitionCells(partition), text.padStart(16), hostlist(group)];
  });
  return aligned([['PARTITION', 'AVAIL', ' TIMELIMIT', '  NODES(A/I/O/T)', 'NODELIST'], ...rows]);
}

const openPartition = (written: object): Partition => openRecord<Partition>({}, written);

function partitionCells({ name, flags, state_up, max_time }: Partition): string[] {
  const limited = max_time !== undefined && max_time !== Number.POSITIVE_INFINITY;
  const limit = limited ? formatDuration(max_time * 60) : 'infinite';
  const available = { UP: 'up', DOWN: 'down', DRAIN: 'drain', INACTIVE: 'inact' }[state_up] ?? state_up;
  return [
    printable(name) + (flags.includes('DEFAULT') ? '*' : ''),
    available.padStart(5),
    limit.padStart(10),
  ];
}

/** Finds the nodes of a partition, in the order of `nodes`. */
function membership(written: readonly object[]): (partition: Partition) => readonly Node[] {
  const nodes = written.map((node) => openRecord<Node>({}, node));
  return (partition) => {
    const names = new Set(expandHostlist(partition.nodes));
    return nodes.filter(({ name }) => names.has(name));
  };
}

function byState(nodes: readonly Node[]): Map<string, Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const state = nodeStateText(node);
    const group = groups.get(state);
    if (group) group.push(node);
    else groups.set(state, [node]);
  }
  return groups;
}

function hostlist(nodes: readonly Node[]): string {
  return printable(compressHostlist(nodes.map(({ name }) => name)));
}

/** Joins cells to lines, the first column as wide as its longest name. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows.map(([first = '', ...rest]) => [first.padEnd(width), ...rest].join(' ').trimEnd());
}
