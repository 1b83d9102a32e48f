import { parseMoment } from '../../../slurm/moment.ts';
import { type Problem, problem, type Warning } from '../envelope/problems.ts';
import { FLAG_WORDS } from '../record/words.ts';
import { Refused } from '../refused.ts';
import type { Version } from '../version.ts';

/** slurmrestd's numbers of values that do not fit. */
const UNREADABLE = 9202;
const UNKNOWN_FLAG = 9207;
const NO_LIST = 9208;
const NO_OBJECT = 9209;

/** What is read elsewhere, or not at all. */
const OBJECTS = new Set([
  'cron_entry',
  'slurm_step_id',
  'job_desc_rlimits',
  'job_desc_msg',
  'admin_lvl',
  'process_exit_code_req',
  'job_modify',
  'assoc_rec_set',
  'assoc_short',
]);

/** Where what is found out about a body is told. */
export interface Told {
  readonly version: Version;
  readonly problems: Problem[];
  readonly warnings: Warning[];
}

export type Value = string | number | boolean | readonly string[];

/** Slurm's own words for the kinds of JSON values. */
const KINDS: Readonly<Record<string, readonly [openapi: string, slurm: string]>> = {
  string: ['string', 'string'],
  integer: ['integer', '64 bit integer'],
  number: ['number', 'floating point number'],
  boolean: ['boolean', 'boolean'],
  array: ['array', 'list'],
  object: ['object', 'dictionary'],
};

/** What slurmrestd expects for its types, where it says so. */
const EXPECTED: Readonly<Record<string, string>> = {
  string: 'type=string (Slurm type=string)',
  boolean: 'type=boolean (Slurm type=boolean)',
  int32: 'type=integer format=int32 (Slurm type=64 bit integer)',
  int64: 'type=integer format=int64 (Slurm type=64 bit integer)',
  csv_string: 'type=array (Slurm type=list)',
  string_array: 'type=array (Slurm type=list)',
  hostlist_string: 'type=array (Slurm type=list)',
};

const FITS: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'boolean',
  int32: 'integer',
  int64: 'integer',
  csv_string: 'array',
  string_array: 'array',
  hostlist_string: 'array',
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Name of a kind as slurmrestd's warnings of unknown members have it. */
export function slurmKind(value: unknown): string {
  return value === null ? 'null' : (KINDS[kindOf(value)]?.[1] ?? 'null');
}

/** An object, or a refusal. */
export function readObject(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Refused([problem(`Rejecting ${slurmKind(value)} when dictionary expected`, NO_OBJECT, at)], {
    status: 500,
  });
}

/**
 * A value as one of slurmrestd's types, put right where that is not quite it, which is warned of.
 * @param at where it stands, e.g. `#/job/time_limit/`
 * @returns `undefined` for a value that says nothing, and for objects and lists of them, which are read elsewhere
 * @throws Refused
 */
export function readValue(value: unknown, type: string, at: string, told: Told): Value | undefined {
  if (value === null || value === undefined) return undefined;
  if (type.endsWith('_list') || OBJECTS.has(type)) return undefined;
  const words = (FLAG_WORDS as Readonly<Record<string, Readonly<Record<Version, readonly string[]>>>>)[type];
  if (words) return readWords(value, words[told.version], at, told.problems);
  warnOfKind(value, type, at, told.warnings);
  switch (type) {
    case 'string':
      return Array.isArray(value) ? value.join(',') : String(value);
    case 'boolean':
      return /^(true|yes|y|on|[1-9]\d*)$/i.test(String(value));
    case 'string_array':
    case 'csv_string':
    case 'hostlist_string':
      return readTexts(value, type, at);
    case 'timestamp':
      return readTime(value, at);
    default:
      return readNumber(value, at);
  }
}

/** UNIX seconds, or a time as sbatch takes it. */
function readTime(value: unknown, at: string): Value | undefined {
  if (typeof value !== 'string' || /^-?\d+$/.test(value)) return readNumber(value, at);
  const time = parseMoment(value);
  if (time !== undefined) return time;
  throw new Refused([problem(`Parsing of ${value} for timestamp failed`, UNREADABLE, at)], { status: 500 });
}

function warnOfKind(value: unknown, type: string, at: string, warnings: Warning[]): void {
  const expected = EXPECTED[type];
  const kind = kindOf(value);
  if (expected === undefined || FITS[type] === kind) return;
  const [openapi, slurm] = KINDS[kind]!;
  warnings.push({
    description: `Expected OpenAPI ${expected} but got OpenAPI type=${openapi} (Slurm type=${slurm}): ${JSON.stringify(value)}`,
    source: at,
  });
}

function readTexts(value: unknown, type: string, at: string): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object')
    return Object.entries(value as object).map(([name, text]) => `${name}=${String(text)}`);
  if (type !== 'string_array') return value === '' ? [] : String(value).split(/,(?![^[]*\])/);
  const description = `expected a list of strings but got ${JSON.stringify(value)}`;
  throw new Refused([problem(description, NO_LIST, at)], { status: 500 });
}

function readWords(
  value: unknown,
  words: readonly string[],
  at: string,
  problems: Problem[],
): readonly string[] {
  const given = Array.isArray(value) ? value.map(String) : String(value).split(',');
  return given.flatMap((text, index) => {
    const word = words.find((known) => known.toUpperCase() === text.toUpperCase());
    if (word !== undefined) return [word];
    problems.push(problem(`Unknown flag "${text}"`, UNKNOWN_FLAG, `${at.slice(0, -1)}[${index}]/`));
    return [];
  });
}

/** A plain number, one in a text, or `{set, infinite, number}`; sizes and times may carry their units. */
function readNumber(value: unknown, at: string): string | number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    if (/^-?\d+$/.test(value)) return Number(value);
    if (/^\d+[kmgt]b?$/i.test(value) || /^(now|today|tomorrow|midnight|noon|\d{4}-\d\d-\d\d)/i.test(value))
      return value;
  }
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { set, infinite, number } = value as { set?: unknown; infinite?: unknown; number?: unknown };
    if (infinite === true) return 'UNLIMITED';
    if (set === false) return undefined;
    if (typeof number === 'number') return number;
    if (number === undefined) return undefined;
  }
  throw new Refused([problem(`Expected integer but got ${JSON.stringify(value)}`, UNREADABLE, at)], {
    status: 500,
  });
}
