import { foldArrays, unfoldArrays } from './array-folding.ts';
import type { CellContext } from './column.ts';
import { type Format, formatHeader, formatRow } from './format.ts';
import { jobFilter, type Selection } from './selection.ts';
import { type SortField, sortJobs } from './sort.ts';
import type { V1Job } from './v1-job.ts';

/** What a listing shows, of which jobs, in which order. */
export interface Listing {
  readonly selection: Selection;
  readonly sort: readonly SortField[];
  /** One line for each task of an array (`--array`). */
  readonly unfold: boolean;
}

/** squeue's own length of a task expression. Source: squeue(1), "SLURM_BITSTR_LEN". */
const TASK_LENGTH = 64;

/**
 * What squeue's variables say about the text of cells: SLURM_TIME_FORMAT and SLURM_BITSTR_LEN.
 * @param now UNIX seconds
 */
export function cellContext(env: Readonly<Record<string, string | undefined>>, now: number): CellContext {
  const length = Number(env['SLURM_BITSTR_LEN'] ?? TASK_LENGTH);
  return {
    now,
    timeFormat: env['SLURM_TIME_FORMAT'] || 'standard',
    taskLength: Number.isInteger(length) && length >= 0 ? length : TASK_LENGTH,
    unset: '(null)',
  };
}

/** The jobs a listing shows, in its order. */
export function listedJobs(jobs: readonly V1Job[], listing: Listing, context: CellContext): readonly V1Job[] {
  const folded = listing.unfold ? unfoldArrays(jobs) : foldArrays(jobs);
  return sortJobs(folded.filter(jobFilter(listing.selection)), listing.sort, context);
}

/** The lines of a table of jobs, as squeue prints it. */
export function tableLines(
  jobs: readonly V1Job[],
  format: Format,
  context: CellContext,
  { header }: { readonly header: boolean },
): string[] {
  const rows = jobs.map((job) => formatRow(format, job, context).trimEnd());
  return header ? [formatHeader(format).trimEnd(), ...rows] : rows;
}
