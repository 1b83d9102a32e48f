import { alignedLines } from '../table/aligned-lines.ts';
import type { CellContext } from './column.ts';
import { columnByName } from './columns.ts';
import { printable } from './printable.ts';
import type { V1Job } from './v1-job.ts';

/** Columns of a wide table of jobs, by squeue's names; those of numbers and times are aligned to the right. */
const COLUMNS = [
  ...['JobArrayID', 'Partition', 'Name', 'UserName', 'Account', 'QOS', 'State'],
  ...['TimeUsed', 'TimeLimit', 'NumNodes', 'NumCPUs', 'MinMemory', 'PriorityLong'],
  ...['SubmitTime', 'StartTime', 'Dependency', 'WorkDir', 'ReasonList'],
].map((name) => columnByName(name)!);
const RIGHT = [7, 8, 9, 10, 11, 12];

/** The lines of a table of jobs with more columns than squeue's, none of them cut. */
export function wideJobLines(
  jobs: readonly V1Job[],
  context: CellContext,
  { header }: { readonly header: boolean },
): string[] {
  const whole = { ...context, unset: '', taskLength: 0 };
  const rows = jobs.map((job) => COLUMNS.map((column) => printable(column.text(job, whole))));
  return alignedLines(header ? [COLUMNS.map((column) => column.header), ...rows] : rows, RIGHT);
}
