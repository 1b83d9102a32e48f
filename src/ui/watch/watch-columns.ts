import type { Column } from '../squeue/column.ts';
import { COLUMNS, columnByName } from '../squeue/columns.ts';

/** How a column behaves in a table that must fit. */
interface Manner {
  /** Which goes first when the columns do not fit: the least. */
  readonly importance: number;
  readonly widest: number;
  readonly right?: boolean;
  /** What it is read well at: columns of less importance than {@link OPTIONAL} are dropped before it gets less. */
  readonly comfortable?: number;
  /** What it shrinks to before columns of importance are dropped. */
  readonly narrowest?: number;
}

/** Below this importance a column goes before others shrink. */
const OPTIONAL = 65;

const MANNERS: Readonly<Record<string, Manner>> = {
  JobArrayId: { importance: 100, widest: 20, right: true, comfortable: 15, narrowest: 9 },
  StateCompact: { importance: 95, widest: 3, right: true },
  ReasonList: { importance: 90, widest: 400, comfortable: 14, narrowest: 10 },
  Name: { importance: 85, widest: 60, comfortable: 10, narrowest: 6 },
  TimeUsed: { importance: 80, widest: 12, right: true },
  UserName: { importance: 75, widest: 16, comfortable: 8, narrowest: 4 },
  Partition: { importance: 70, widest: 16, comfortable: 10, narrowest: 5 },
  NumNodes: { importance: 60, widest: 6, right: true },
  TimeLimit: { importance: 50, widest: 12, right: true },
  NumCPUs: { importance: 45, widest: 6, right: true },
  PriorityLong: { importance: 40, widest: 10, right: true },
  SubmitTime: { importance: 30, widest: 19 },
};

const OTHER: Manner = { importance: 65, widest: 40 };

/** The columns of a view that was not asked for others, in their order. */
export const WATCH_COLUMNS: readonly Column[] = [
  'JobArrayId',
  'Partition',
  'Name',
  'UserName',
  'StateCompact',
  'TimeUsed',
  'TimeLimit',
  'NumNodes',
  'NumCPUs',
  'PriorityLong',
  'SubmitTime',
  'ReasonList',
].map((name) => columnByName(name)!);

/** Numbers line up on the right: those of squeue's columns that are counts or times. */
const RIGHT = new Set(
  COLUMNS.filter((column) =>
    /^(CPUS|NODES|TASKS|TIME|PRIORITY|NICE|.*_LEFT|.*_LIMIT|MIN_.*)$/.test(column.header),
  ).map((column) => column.name),
);

export function isRight(column: Column): boolean {
  return MANNERS[column.name]?.right ?? RIGHT.has(column.name);
}

/** The most columns of the terminal a column may take before room is left over. */
export function widestOf(column: Column): number {
  return Math.max((MANNERS[column.name] ?? OTHER).widest, column.header.length);
}

/** A column that is shown, and how wide. */
export interface ShownColumn {
  readonly column: Column;
  readonly width: number;
}

/**
 * Chooses the columns that fit into `available`, one space between them, in the given order. What may be missed
 * is dropped first, then wide columns shrink, then the least important go; room that is left is the last one's.
 * @param wanted width the cells of a column would like
 */
export function layoutColumns(
  columns: readonly Column[],
  wanted: (column: Column) => number,
  available: number,
): readonly ShownColumn[] {
  const manner = (column: Column) => MANNERS[column.name] ?? OTHER;
  const least = (column: Column) => Math.min(manner(column).narrowest ?? wanted(column), wanted(column));
  const total = (shown: readonly Column[], width: (column: Column) => number) =>
    shown.reduce((sum, column) => sum + width(column) + 1, -1);

  const good = (column: Column) => Math.min(manner(column).comfortable ?? wanted(column), wanted(column));
  const leastImportant = (shown: readonly Column[]) =>
    shown.reduce((a, b) => (manner(b).importance <= manner(a).importance ? b : a));

  let shown: readonly Column[] = columns;
  while (shown.length > 1) {
    const column = leastImportant(shown);
    const optional = manner(column).importance < OPTIONAL;
    if (total(shown, optional ? good : least) <= available) break;
    shown = shown.filter((other) => other !== column);
  }
  const widths = new Map(shown.map((column) => [column, least(column)]));
  let room = available - total(shown, least);
  const eager = [...shown].sort((a, b) => manner(b).importance - manner(a).importance);
  for (const goal of [good, wanted]) {
    for (const column of eager) {
      const more = Math.min(room, goal(column) - widths.get(column)!);
      if (more <= 0) continue;
      widths.set(column, widths.get(column)! + more);
      room -= more;
    }
  }
  const last = shown.at(-1);
  if (last && room > 0 && !isRight(last)) widths.set(last, widths.get(last)! + room);
  return shown.map((column) => ({ column, width: Math.min(widths.get(column)!, available) }));
}
