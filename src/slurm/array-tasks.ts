import { SlurmError } from './error.ts';

/** The tasks an `--array` value names. */
export interface ArrayTasks {
  /** Ascending, each once. */
  readonly tasks: readonly number[];
  /** How many may run at a time (`%N`); 0 = no limit. */
  readonly limit: number;
}

/** MaxArraySize where slurm.conf does not say; one more than the highest task id. */
export const DEFAULT_MAX_ARRAY_SIZE = 1001;

const LIST = /^([\d,:-]+)(?:%(\d+))?$/;
const RANGE = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/;

/**
 * Reads array tasks as sbatch(1) `--array` takes them: `1-1000`, `0-15:4%2`, `1,5,9-12`.
 * @param maxArraySize task ids are below it (slurm.conf(5), MaxArraySize); bounds time and memory too
 * @throws SlurmError `ARRAY_INVALID`
 */
export function parseArrayTasks(text: string, maxArraySize = DEFAULT_MAX_ARRAY_SIZE): ArrayTasks {
  const invalid = (problem: string) => new SlurmError('ARRAY_INVALID', { text: abridged(text), problem });
  const match = LIST.exec(text);
  if (!match) throw invalid('expected ids and ranges such as 1-1000, 0-15:4%2 or 1,5,9-12');
  const limit = Number(match[2] ?? 0);
  if (match[2] !== undefined && limit < 1) throw invalid('the limit after % must be at least 1');

  const named = new Set<number>();
  // Overlapping ranges are allowed but must not make a small text expensive.
  let budget = 4 * maxArraySize;
  for (const part of match[1]!.split(',')) {
    const range = RANGE.exec(part);
    if (!range) throw invalid(`"${abridged(part)}" is neither a task id nor a range`);
    const first = Number(range[1]);
    const last = Number(range[2] ?? first);
    const step = Number(range[3] ?? 1);
    if (last < first) throw invalid(`the range ${part} runs backwards`);
    if (step < 1) throw invalid('the step after : must be at least 1');
    if (last >= maxArraySize) throw invalid(`task ids end at ${maxArraySize - 1} here (MaxArraySize)`);
    for (let task = first; task <= last; task += step) {
      if (--budget < 0) throw invalid('it names the same tasks over and over');
      named.add(task);
    }
  }
  return { tasks: [...named].sort((a, b) => a - b), limit };
}

/**
 * Task ids as squeue(1) folds them: `528-1000`, `1,5,9-12`, and `0-20:4` where all are one step apart.
 * Slurm takes the step form only for more than five tasks and a span of more than ten.
 * {@link parseArrayTasks} reads it back.
 * @param tasks ascending, each once
 */
export function formatArrayTasks(tasks: readonly number[]): string {
  const long = tasks.length > 5 && tasks.at(-1)! - tasks[0]! > 10;
  const step = long ? tasks[1]! - tasks[0]! : 1;
  if (step > 1 && tasks.every((task, index) => index === 0 || task - tasks[index - 1]! === step)) {
    return `${tasks[0]}-${tasks.at(-1)}:${step}`;
  }
  return formatRanges(tasks);
}

/** How many tasks an expression of {@link formatArrayTasks} names, without making a list of them. */
export function countArrayTasks(text: string): number {
  let count = 0;
  for (const part of text.split(',')) {
    const { first, last, step } = partOf(part);
    count += Math.floor((last - first) / step) + 1;
  }
  return count;
}

/**
 * The first of the tasks an expression of {@link formatArrayTasks} names, and the expression of the others, '' where
 * there are none. A long array is taken apart task by task: reading all of it each time would be quadratic.
 */
export function takeFirstTask(text: string): { readonly first: number; readonly rest: string } {
  const comma = text.indexOf(',');
  const [head, others] = comma < 0 ? [text, ''] : [text.slice(0, comma), text.slice(comma)];
  const { first, last, step } = partOf(head);
  const next = first + step;
  // What is left is written alike only if it is long enough.
  const alike = step === 1 ? next < last : (last - next) / step > 4 && last - next > 10;
  if (alike) return { first, rest: `${next}-${last}${step === 1 ? '' : `:${step}`}${others}` };
  const { tasks } = parseArrayTasks(text, Number.MAX_SAFE_INTEGER / 4);
  return { first, rest: formatArrayTasks(tasks.slice(1)) };
}

function partOf(part: string): { readonly first: number; readonly last: number; readonly step: number } {
  const [, first, last = first, step = 1] = RANGE.exec(part)!;
  return { first: Number(first), last: Number(last), step: Number(step) };
}

/** Numbers as ranges, e.g. `1,5,9-12`. @param tasks ascending, each once */
export function formatRanges(tasks: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < tasks.length; ) {
    const first = tasks[index]!;
    let last = first;
    while (tasks[++index] === last + 1) last++;
    parts.push(last === first ? String(first) : `${first}-${last}`);
  }
  return parts.join(',');
}

function abridged(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
