import { problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';
import { readObject, readValue, slurmKind, type Told, type Value } from './read-value.ts';
import type { TypedFields } from './typed-fields.ts';

/** What an object is, for those who read it. */
interface Expected {
  readonly fields: TypedFields;
  /** SchedMD's name of its schema, which warnings of unknown members tell. */
  readonly schema: string;
  /** Where it stands, e.g. `#/job/`. */
  readonly at: string;
}

/**
 * The members of an object that are there and known, by their path where they stand deeper (`nodes.configured`), in
 * the order of the table, as slurmrestd reads them.
 * @throws Refused
 */
export function readFields(body: unknown, { fields, schema, at }: Expected, told: Told): Map<string, Value> {
  const known = fields[told.version];
  const object = readObject(body, at);
  const read = new Map<string, Value>();
  for (const [name, type] of known) {
    const found = readValue(memberAt(object, name), type, `${at}${name.replaceAll('.', '/')}/`, told);
    if (found !== undefined) read.set(name, found);
  }
  const firsts = new Set([...known.keys()].map((name) => name.split('.', 1)[0]));
  for (const [name, value] of Object.entries(object)) {
    if (firsts.has(name)) continue;
    told.warnings.push({
      description: `Ignoring unknown field "${name}" of type ${slurmKind(value)} in DATA_PARSER_${schema}`,
      source: `${at}${name}/`,
    });
  }
  return read;
}

/** The member at a path; `undefined` where it, or what it stands in, is not there. */
export function memberAt(object: unknown, path: string): unknown {
  let inner = object;
  for (const name of path.split('.')) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, name)) return undefined;
    inner = (inner as Record<string, unknown>)[name];
  }
  return inner;
}

/** The entries of a list that a request must have, with where each stands. @throws Refused */
export function readList(value: unknown, at: string): readonly (readonly [entry: unknown, at: string])[] {
  if (Array.isArray(value))
    return value.map((entry, index) => [entry, `${at.slice(0, -1)}[${index}]/`] as const);
  throw new Refused([problem(`Expected List but found a ${slurmKind(value)}`, NO_LIST, at)], { status: 500 });
}

/** ESLURM_DATA_EXPECTED_LIST, and ESLURM_DATA_PATH_NOT_FOUND. */
const NO_LIST = 9208;
const MISSING = 9200;

/** The refusal of an object without a member it must have. @param at where the object stands */
export function missing(name: string, at = '#/'): Refused {
  const description = `Missing required field '${name}' in dictionary`;
  return new Refused([problem(description, MISSING, `${at}${name}/`)]);
}
