import { exitStatus } from '../../slurm/exit-status.ts';
import type { Job } from '../../slurm/job.ts';
import { formatTime } from './timestamps.ts';
import { openNumber, type V1Job } from './v1-job.ts';

/** What the text of a cell depends on besides the job. */
export interface CellContext {
  /** UNIX seconds. */
  readonly now: number;
  /** SLURM_TIME_FORMAT: `standard`, `relative`, or a strftime(3) string. */
  readonly timeFormat: string;
  /** SLURM_BITSTR_LEN: most characters of the pending tasks' expression, 0 = any. */
  readonly taskLength: number;
  /** What stands for a string that is not set; squeue prints `(null)`. */
  readonly unset: string;
}

/** A value rows can be ordered by. */
export type SortKey = string | number;

/** One column squeue can print. Names, letters and headers: squeue(1), "-o" and "-O". */
export interface Column {
  /** Name in `-O`, as squeue(1) spells it; matched in any case. */
  readonly name: string;
  /** Letter in `-o` and `--sort`. */
  readonly letter?: string;
  readonly header: string;
  readonly text: (job: V1Job, context: CellContext) => string;
  readonly key: (job: V1Job, context: CellContext) => SortKey;
  /** What grows past a right-justified width instead of losing its end: the values, or the header too. */
  readonly uncut?: 'values' | 'always';
}

/** Orders "not set" behind every real number, as NO_VAL is the greatest but one in Slurm. */
export const UNSET_LAST = Number.MAX_VALUE;

type Field = keyof Job;

export function textColumn(
  name: string,
  header: string,
  field: Field,
  letter?: string,
  unset?: string,
): Column {
  return {
    name,
    header,
    ...(letter && { letter }),
    text: (job, context) => String(job[field] || (unset ?? context.unset)),
    key: (job) => String(job[field] ?? ''),
  };
}

export function numberColumn(
  name: string,
  header: string,
  field: Field,
  letter?: string,
  unset: string | ((job: V1Job) => string) = '0',
): Column {
  return {
    name,
    header,
    ...(letter && { letter }),
    text: (job) => {
      const value = openNumber(job[field]);
      if (value === undefined) return typeof unset === 'string' ? unset : unset(job);
      return Number.isFinite(value) ? String(value) : 'UNLIMITED';
    },
    key: (job) => openNumber(job[field]) ?? UNSET_LAST,
  };
}

export function flagColumn(name: string, header: string, field: Field, letter?: string): Column {
  return {
    name,
    header,
    ...(letter && { letter }),
    text: (job) => (job[field] ? '1' : '0'),
    key: (job) => (job[field] ? 1 : 0),
  };
}

export function timeColumn(name: string, header: string, field: Field, letter?: string): Column {
  return {
    name,
    header,
    ...(letter && { letter }),
    text: (job, context) => formatTime(openNumber(job[field]), context.timeFormat, context.now),
    key: (job) => openNumber(job[field]) || UNSET_LAST,
  };
}

export function nodesColumn(name: string, header: string, field: Field, letter: string): Column {
  return {
    name,
    header,
    letter,
    uncut: 'always',
    text: (job) => String(job[field] ?? ''),
    key: (job) => String(job[field] ?? ''),
  };
}

export function exitColumn(name: string, header: string, field: 'exit_code' | 'derived_ec'): Column {
  return {
    name,
    header,
    text: (job) => {
      const { code, signal } = exitStatus(openNumber(job[field]) ?? 0);
      return signal === 0 ? `${code}:0` : `0:${signal}`;
    },
    key: (job) => openNumber(job[field]) ?? UNSET_LAST,
  };
}

/** A trackable resource's request: the text, or `N/A`. */
export const tresColumn = (name: string, header: string, field: Field, letter?: string) =>
  textColumn(name, header, field, letter, 'N/A');
