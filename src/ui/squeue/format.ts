import { SlurmError } from '../../slurm/error.ts';
import { didYouMean } from '../../slurm/nearest.ts';
import type { CellContext, Column } from './column.ts';
import { COLUMNS, columnByLetter, columnByName } from './columns.ts';
import { printable } from './printable.ts';
import type { V1Job } from './v1-job.ts';

/** One field of a format: a column, how wide, on which side, and the text that follows it. */
export interface Field {
  readonly column: Column;
  /** Characters; 0 = as wide as the value. */
  readonly width: number;
  readonly right: boolean;
  readonly suffix: string;
}

/** What one line shows. */
export interface Format {
  /** Text before the first field. */
  readonly prefix: string;
  readonly fields: readonly Field[];
}

/** squeue's own formats. Source: squeue(1), "-o". */
export const DEFAULT_FORMAT = '%.18i %.9P %.8j %.8u %.2t %.10M %.6D %R';
export const LONG_FORMAT = '%.18i %.9P %.8j %.8u %.8T %.10M %.9l %.6D %R';
export const START_FORMAT = '%.18i %.9P %.8j %.8u %.2t %.19S %.6D %20Y %R';

/** Width of a `-O` field that gives none. Source: squeue(1), "-O". */
const LONG_WIDTH = 20;

/**
 * Reads squeue's `-o`: `%[[.]size]type[suffix]`, or `%all` for every column between bars.
 * @throws SlurmError `FIELD_INVALID` where a letter names no column
 */
export function parseFormat(text: string): Format {
  if (text.toLowerCase() === '%all') return everyColumn();
  const [prefix = '', ...rest] = text.split('%');
  // Repeated % signs count once, as in squeue.
  const tokens = rest.filter((token) => token !== '');
  const fields = tokens.map((token) => {
    const [, dot, size, letter = '', suffix = ''] = /^(\.?)(\d*)(.?)([\s\S]*)$/.exec(token)!;
    const column = columnByLetter(letter);
    if (!column) {
      const known = COLUMNS.flatMap((known) => known.letter ?? []).sort();
      throw new SlurmError('FIELD_INVALID', {
        field: '--format',
        problem: `%${letter} is no column. The letters are ${known.join(' ')}`,
      });
    }
    return { column, width: Number(size), right: dot === '.', suffix };
  });
  if (fields.length > 0) return { prefix, fields };
  throw new SlurmError('FIELD_INVALID', {
    field: '--format',
    problem: `"${text}" names no column. Write for example "%i %j %t"`,
  });
}

/**
 * Reads squeue's `-O`: `name[:[.]size[suffix]],…`.
 * @throws SlurmError `FIELD_INVALID` where a name is no column
 */
export function parseLongFormat(text: string): Format {
  const fields = text.split(',').map((token) => {
    const colon = token.indexOf(':');
    const name = (colon < 0 ? token : token.slice(0, colon)).trim();
    const column = columnByName(name);
    if (!column) {
      const known = COLUMNS.map((one) => one.name);
      throw new SlurmError('FIELD_INVALID', {
        field: '--Format',
        problem: `"${name}" is no column${didYouMean(name, known)}. The names are ${known.join(', ')}`,
      });
    }
    if (colon < 0) return { column, width: LONG_WIDTH, right: false, suffix: '' };
    const [, dot, size, suffix = ''] = /^(\.?)(\d*)([\s\S]*)$/.exec(token.slice(colon + 1))!;
    return { column, width: Number(size), right: dot === '.', suffix };
  });
  return { prefix: '', fields };
}

function everyColumn(): Format {
  const lettered = COLUMNS.filter((column) => column.letter);
  const fields = lettered.map((column, index) => ({
    column,
    width: 0,
    right: false,
    suffix: index < lettered.length - 1 ? '|' : '',
  }));
  return { prefix: '', fields };
}

/** The heading of a table. */
export function formatHeader(format: Format): string {
  return line(format, (field) => justify(field.column.header, field, field.column.uncut === 'always'));
}

/** The line of one job. */
export function formatRow(format: Format, job: V1Job, context: CellContext): string {
  return line(format, (field) => {
    const text = printable(field.column.text(job, context));
    return justify(text, field, field.column.uncut !== undefined);
  });
}

function line(format: Format, cell: (field: Field) => string): string {
  let text = format.prefix;
  for (const field of format.fields) text += cell(field) + field.suffix;
  return text;
}

/** Pads to the width and cuts the end of what is longer, as squeue does. */
function justify(text: string, { width, right }: Field, uncut: boolean): string {
  if (width === 0) return text;
  if (right) return uncut ? text.padStart(width) : text.slice(0, width).padStart(width);
  return text.slice(0, width).padEnd(width);
}
