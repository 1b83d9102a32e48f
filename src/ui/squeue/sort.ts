import { SlurmError } from '../../slurm/error.ts';
import type { CellContext, Column, SortKey } from './column.ts';
import { columnByLetter, columnByName } from './columns.ts';
import type { V1Job } from './v1-job.ts';

/** One criterion of an order. */
export interface SortField {
  readonly column: Column;
  readonly descending: boolean;
}

/** squeue's order: partition, state code, then the highest priority first. Source: squeue(1), "--sort". */
export const DEFAULT_SORT = 'P,t,-p';

/**
 * Reads squeue's `--sort`: letters of `-o`, each after an optional `+` or `-`; names of `-O` are taken too.
 * @throws SlurmError `FIELD_INVALID` where a criterion names no column
 */
export function parseSort(text: string): readonly SortField[] {
  return text
    .split(',')
    .filter((token) => token !== '')
    .flatMap((token) => {
      const named = /^([+-]?)([\w-]{2,})$/.exec(token);
      const column = named && columnByName(named[2]!);
      if (column) return [{ column, descending: named[1] === '-' }];
      return parseLetters(token);
    });
}

function parseLetters(token: string): SortField[] {
  return [...token.matchAll(/([+-]?)(.)/gs)].map(([, sign, letter = '']) => {
    const column = columnByLetter(letter);
    if (column) return { column, descending: sign === '-' };
    throw new SlurmError('FIELD_INVALID', {
      field: '--sort',
      problem: `"${token}" is no column. Write letters of --format or names of --Format, as in "P,t,-p"`,
    });
  });
}

/** Orders two keys of one column: text by code unit, so the order is the same in every locale. */
function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares jobs by the criteria in turn, and by start time and id where those agree, as squeue does. */
function jobOrder(fields: readonly SortField[], context: CellContext): (a: V1Job, b: V1Job) => number {
  const tie = ['StartTime', 'JobArrayId'].map((name) => ({ column: columnByName(name)!, descending: false }));
  const criteria = [...fields, ...tie];
  return (a, b) => {
    for (const { column, descending } of criteria) {
      const order = compareKeys(column.key(a, context), column.key(b, context));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

/** The jobs in the order of `fields`. */
export function sortJobs(
  jobs: readonly V1Job[],
  fields: readonly SortField[],
  context: CellContext,
): readonly V1Job[] {
  return [...jobs].sort(jobOrder(fields, context));
}
