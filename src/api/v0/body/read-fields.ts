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
 * The members of an object that are there and known.
 * @throws Refused
 */
export function readFields(body: unknown, { fields, schema, at }: Expected, told: Told): Map<string, Value> {
  const known = fields[told.version];
  const read = new Map<string, Value>();
  for (const [name, value] of Object.entries(readObject(body, at))) {
    const type = known.get(name);
    if (type === undefined) {
      told.warnings.push({
        description: `Ignoring unknown field "${name}" of type ${slurmKind(value)} in DATA_PARSER_${schema}`,
        source: `${at}${name}/`,
      });
      continue;
    }
    const found = readValue(value, type, `${at}${name}/`, told);
    if (found !== undefined) read.set(name, found);
  }
  return read;
}
