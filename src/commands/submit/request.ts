import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SlurmError } from '../../slurm/error.ts';
import { fieldNames, type OptionValue } from '../../slurm/sbatch-options.ts';
import { jobEnvironment } from './environment.ts';
import { SUBMIT_OPTIONS, variableOf } from './options.ts';
import type { Given } from './read-options.ts';

/** A component of a request: fields of the API by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** A request as `POST /slurm/v1/job/submit` takes it. */
export interface SubmitRequest {
  readonly job: Fields | readonly Fields[];
  readonly script: string;
}

/** Options of one component, the last of each name, later levels over earlier ones. */
export type Options = ReadonlyMap<string, Given>;

/**
 * Lays levels of options over one another (script, environment, command line). A later option also takes away
 * earlier ones that set the same thing, as `--mem` does with `--mem-per-cpu`.
 * @throws SlurmError `FIELD_INVALID` for a value that cannot be read
 */
export function layOptions(levels: readonly (readonly Given[])[]): Options {
  const laid = new Map<string, Given>();
  for (const level of levels) {
    const above = new Set(level.flatMap(membersOf));
    for (const [name, given] of laid)
      if (membersOf(given).some((member) => above.has(member))) laid.delete(name);
    for (const given of level) laid.set(given.option.name, given);
  }
  return laid;
}

/** What an option sets in a job description. */
function membersOf({ option, value, field }: Given): string[] {
  return Object.keys(option.read?.(value, field) ?? {});
}

/** The options that variables stand for. */
export function optionsOfEnvironment(env: Readonly<Record<string, string | undefined>>): Given[] {
  return [...SUBMIT_OPTIONS.values()].flatMap((option): Given[] => {
    const variable = variableOf(option);
    const text = variable === undefined ? undefined : env[variable];
    if (variable === undefined || text === undefined) return [];
    const value =
      option.argument === 'none' ? true : text === '' && option.argument === 'optional' ? true : text;
    return [{ option, value, field: variable }];
  });
}

/** Fields of a job by the options given for it, as the API names them. */
export function fieldsOf(options: Options): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { option, value } of options.values()) {
    if (option.place !== 'command') fields[fieldNames(option)[0]!] = plain(option.kind, value);
  }
  const nodefile = textOf(options, 'nodefile');
  if (nodefile !== undefined) fields['nodelist'] = readNodes(nodefile);
  return fields;
}

/** Counts as numbers, for the reader of `--dry-run`. */
function plain(kind: string, value: OptionValue): OptionValue {
  return kind === 'number' && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** The text of an option the command obeys by itself. */
export function textOf(options: Options, name: string): string | undefined {
  const value = options.get(name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A component of a script's request: what its options ask for, and what sbatch takes from its surroundings. */
export function componentOf(
  options: Options,
  script: { readonly name: string; readonly arguments: readonly string[]; readonly submitLine: string },
): Fields {
  const { chdir, job_name, ...fields } = fieldsOf(options);
  return {
    name: job_name ?? script.name,
    ...fields,
    current_working_directory: resolve(String(chdir ?? '.')),
    environment: jobEnvironment(
      { wanted: textOf(options, 'export'), file: textOf(options, 'export-file') },
      process.env,
    ),
    argv: [script.name, ...script.arguments],
    submit_line: script.submitLine,
  };
}

/** Node names of a file, by blanks or commas, as the API takes them. */
function readNodes(file: string): string {
  try {
    return readFileSync(file, 'utf8')
      .split(/[\s,]+/)
      .filter(Boolean)
      .join(',');
  } catch (cause) {
    throw new SlurmError('FILE_UNREADABLE', { file, problem: (cause as Error).message }, { cause });
  }
}

/**
 * A ready-made request with options laid over its fields, and the surroundings filled in that it leaves out.
 * What is no request is left to the API to refuse.
 */
export function overlayRequest(body: unknown, options: Options): unknown {
  if (!isObject(body)) return body;
  const overlay = (job: unknown) => (isObject(job) ? overlayFields(job, options) : job);
  const job = body['job'];
  return { ...body, job: Array.isArray(job) ? job.map(overlay) : overlay(job) };
}

function overlayFields(job: Fields, options: Options): Fields {
  const replaced = new Set([...options.values()].flatMap(({ option }) => fieldNames(option)));
  const kept = Object.fromEntries(Object.entries(job).filter(([name]) => !replaced.has(name)));
  const { chdir, ...fields } = fieldsOf(options);
  const given = (name: string) => fieldNames(SUBMIT_OPTIONS.get(name)!).some((field) => field in kept);
  return {
    ...kept,
    ...fields,
    ...((chdir !== undefined || !given('chdir')) && {
      current_working_directory: resolve(String(chdir ?? '.')),
    }),
    ...(!('environment' in kept) && {
      environment: jobEnvironment({ wanted: undefined, file: undefined }, process.env),
    }),
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
