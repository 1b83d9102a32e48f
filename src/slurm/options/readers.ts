import { parseDuration, parseMinutes } from '../duration.ts';
import { SlurmError } from '../error.ts';
import { parseMemory } from '../memory.ts';
import { parseMoment } from '../moment.ts';
import { didYouMean } from '../nearest.ts';
import type { OptionValue } from './option.ts';

/** Highest count a 32-bit member of a Slurm message holds; above it are NO_VAL and INFINITE. */
export const MAX_32 = 0xff_ff_ff_fd;
/** The same of a 16-bit member. */
export const MAX_16 = 0xff_fd;

/** An error about one field: `problem` completes the sentence "field: …". */
export function invalid(field: string, problem: string): SlurmError {
  return new SlurmError('FIELD_INVALID', { field, problem }, { source: field });
}

export function readText(value: OptionValue, field: string): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw invalid(field, 'must be a text');
  const text = String(value);
  if (text.includes('\0')) throw invalid(field, 'must not contain a NUL character');
  return text;
}

/** Entries joined by commas, whether they came as a list or so already. */
export function readList(value: OptionValue, field: string): string {
  return Array.isArray(value)
    ? value.map((entry) => readText(entry, field)).join(',')
    : readText(value, field);
}

export function readFlag(value: OptionValue, field: string): boolean {
  if (typeof value === 'boolean') return value;
  const word = readText(value, field).toLowerCase();
  if (/^(1|true|yes|on)$/.test(word)) return true;
  if (/^(0|false|no|off)$/.test(word)) return false;
  throw invalid(field, `must be true or false, not "${word}"`);
}

export function readNumber(value: OptionValue, field: string, min = 0, max = MAX_32): number {
  const text = readText(value, field).trim();
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) throw invalid(field, `must be a whole number, not "${text}"`);
  if (number < min || number > max) throw invalid(field, `must be between ${min} and ${max}, not ${text}`);
  return number;
}

/** `4`, `"2-4"`, `"2k"` (× 1024) or `[2, 4]`; a single number is both ends. Source: sbatch(1) `--nodes`. */
export function readRange(value: OptionValue, field: string): { readonly min: number; readonly max: number } {
  const ends = Array.isArray(value) ? value.map(String) : readText(value, field).split('-');
  if (ends.length > 2 || ends.length < 1) throw invalid(field, 'must be a count, "MIN-MAX" or [MIN, MAX]');
  const counts = ends.map((end) => {
    const match = /^\s*(\d+)\s*([km]?)\s*$/i.exec(end);
    if (!match) throw invalid(field, `must be a count, "MIN-MAX" or [MIN, MAX], not "${ends.join('-')}"`);
    const factor = { '': 1, k: 1024, m: 1024 * 1024 }[match[2]!.toLowerCase() as '' | 'k' | 'm'];
    return readNumber(Number(match[1]) * factor, field, 1);
  });
  const min = counts[0]!;
  const max = counts[1] ?? min;
  if (max < min) throw invalid(field, `the maximum ${max} is less than the minimum ${min}`);
  return { min, max };
}

/** MiB. */
export function readMemory(value: OptionValue, field: string): number {
  const text = readText(value, field);
  const mib = parseMemory(text);
  if (mib === undefined)
    throw invalid(field, `must be a size such as 4000 (MiB), 512M or 16G, not "${text}"`);
  return mib;
}

const DURATION_FORMS = 'minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM, D-HH:MM:SS or UNLIMITED';

/** Minutes; `Infinity` for UNLIMITED. */
export function readMinutes(value: OptionValue, field: string): number {
  const text = readText(value, field);
  const minutes = parseMinutes(text);
  if (minutes === undefined || (Number.isFinite(minutes) && minutes > MAX_32))
    throw invalid(field, `must be ${DURATION_FORMS}, not "${text}"`);
  return minutes;
}

/** Seconds, of a text in the same forms; `Infinity` for UNLIMITED. */
export function readSeconds(value: OptionValue, field: string): number {
  const text = readText(value, field);
  const seconds = parseDuration(text);
  if (seconds === undefined || (Number.isFinite(seconds) && seconds > MAX_32))
    throw invalid(field, `must be ${DURATION_FORMS}, not "${text}"`);
  return seconds;
}

/** UNIX seconds; a bare number of the JSON body is that already. */
export function readMoment(value: OptionValue, field: string): number {
  if (typeof value === 'number') return readNumber(value, field, 0, Number.MAX_SAFE_INTEGER);
  const text = readText(value, field);
  const seconds = parseMoment(text);
  if (seconds === undefined)
    throw invalid(
      field,
      `must be a time such as now+1hour, 16:00, tomorrow or 2027-01-31T16:00, not "${text}"`,
    );
  return seconds;
}

/** One of the keys of `choices`, in any case. */
export function readChoice<Meaning>(
  value: OptionValue,
  field: string,
  choices: Readonly<Record<string, Meaning>>,
): Meaning {
  const text = readText(value, field).toLowerCase();
  if (Object.hasOwn(choices, text)) return choices[text]!;
  throw invalid(
    field,
    `must be one of ${Object.keys(choices).join(', ')}, not "${text}"${didYouMean(text, Object.keys(choices))}`,
  );
}
