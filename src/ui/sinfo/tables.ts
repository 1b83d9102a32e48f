import Table from 'cli-table3';
import { compressHostlist, expandHostlist } from '../../slurm/hostlist.ts';
import type { Node } from '../../slurm/node.ts';
import type { Partition } from '../../slurm/partition.ts';
import { openRecord } from '../record/open-record.ts';
import { formatDuration } from '../squeue/durations.ts';
import { printable } from '../squeue/printable.ts';
import { nodeCount, nodeStateText } from './node-state.ts';

const NO_BORDER = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((place) => [place, '']),
);

/** The lines of sinfo's own table: the nodes of each partition by state, records as `/slurm/v1` writes them. */
export function nodeTable(partitions: readonly object[], nodes: readonly object[]): string[] {
  const members = membership(nodes);
  const rows = partitions.map(openPartition).flatMap((partition) => {
    const states = byState(members(partition));
    if (states.size === 0) states.set('n/a', []);
    return [...states].map(([state, group]) => [
      ...partitionCells(partition),
      String(group.length),
      state,
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
    return [...partitionCells(partition), text, hostlist(group)];
  });
  return aligned([['PARTITION', 'AVAIL', ' TIMELIMIT', '  NODES(A/I/O/T)', 'NODELIST'], ...rows]);
}

const openPartition = (written: object): Partition => openRecord<Partition>({}, written);

function partitionCells({ name, flags, state_up, max_time }: Partition): string[] {
  const limited = max_time !== undefined && max_time !== Number.POSITIVE_INFINITY;
  const limit = limited ? formatDuration(max_time * 60) : 'infinite';
  const available = { UP: 'up', DOWN: 'down', DRAIN: 'drain', INACTIVE: 'inact' }[state_up] ?? state_up;
  return [printable(name) + (flags.includes('DEFAULT') ? '*' : ''), available, limit];
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

/** Rows as aligned text: the first and the last column to the left, those between to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const [header = []] = rows;
  const table = new Table({
    chars: { ...NO_BORDER, middle: ' ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: header.map((_, index) => (index === 0 || index === header.length - 1 ? 'left' : 'right')),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
