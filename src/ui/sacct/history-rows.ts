import { formatDuration } from '../squeue/durations.ts';
import { printable } from '../squeue/printable.ts';
import { formatTime } from '../squeue/timestamps.ts';
import type { AccountedLine } from './accounted-job.ts';

interface Column {
  readonly header: string;
  readonly text: (line: AccountedLine) => string;
  readonly right?: true;
}

const moment = (time: number) => (time === 0 ? 'Unknown' : formatTime(time, 'standard', 0));

const JOB_ID: Column = { header: 'JobID', text: ({ id }) => id };
const JOB_NAME: Column = { header: 'JobName', text: ({ name }) => name };
const USER: Column = { header: 'User', text: ({ user }) => user };
const PARTITION: Column = { header: 'Partition', text: ({ partition }) => partition };
const ACCOUNT: Column = { header: 'Account', text: ({ account }) => account };
const CPUS: Column = { header: 'AllocCPUS', text: ({ cpus }) => String(cpus), right: true };
const STATE: Column = { header: 'State', text: ({ state }) => state };
const EXIT_CODE: Column = { header: 'ExitCode', text: ({ exitCode }) => exitCode, right: true };

/** sacct's own. Source: sacct(1), "--format". */
export const HISTORY_COLUMNS: readonly Column[] = [
  JOB_ID,
  JOB_NAME,
  PARTITION,
  ACCOUNT,
  CPUS,
  STATE,
  EXIT_CODE,
];

/** The same and more, by sacct's names. */
export const WIDE_HISTORY_COLUMNS: readonly Column[] = [
  JOB_ID,
  JOB_NAME,
  USER,
  PARTITION,
  ACCOUNT,
  CPUS,
  STATE,
  EXIT_CODE,
  { header: 'Elapsed', text: ({ elapsed }) => formatDuration(elapsed), right: true },
  { header: 'TotalCPU', text: ({ cpuSeconds }) => `${cpuSeconds.toFixed(2)}s`, right: true },
  {
    header: 'MaxRSS',
    text: ({ maxRss }) => (maxRss === undefined ? '' : `${Math.ceil(maxRss / 1024)}K`),
    right: true,
  },
  { header: 'Submit', text: ({ submit }) => moment(submit) },
  { header: 'Start', text: ({ start }) => moment(start) },
  { header: 'End', text: ({ end }) => moment(end) },
  { header: 'NodeList', text: ({ nodes }) => nodes },
  { header: 'WorkDir', text: ({ workDir }) => workDir },
];

/** Cells of lines, below the names of the columns where they are wanted. */
export function historyRows(
  lines: readonly AccountedLine[],
  columns: readonly Column[],
  { header }: { readonly header: boolean },
): string[][] {
  const rows = lines.map((line) => columns.map((column) => printable(column.text(line))));
  return header ? [columns.map((column) => column.header), ...rows] : rows;
}

/** Columns aligned to the right, by index. */
export function rightColumns(columns: readonly Column[]): number[] {
  return columns.flatMap(({ right }, index) => (right ? [index] : []));
}
