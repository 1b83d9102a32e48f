import { memberAt, missing, readFields, readList } from '../../body/read-fields.ts';
import { readObject, type Told } from '../../body/read-value.ts';
import { type TypedFields, typedFields } from '../../body/typed-fields.ts';
import { problem } from '../../envelope/problems.ts';
import { Refused } from '../../refused.ts';
import { type ByVersion, VERSIONS, type Version } from '../../version.ts';
import type { Lookups } from '../lookups.ts';
import { readTresText } from './read-tres.ts';

/** What reading a body of records needs. */
export interface Reading extends Told {
  readonly lookups: Lookups;
}

/** One member of a record in bodies. */
interface SaidMember {
  /** SchedMD's name of its type. */
  readonly type: string;
  /** Our record's name of it. */
  readonly member: string;
}

/** A kind of record in bodies. */
export interface RecordKind {
  /** Its members, and what they are here; the tables answers are written with. */
  readonly tables: ByVersion<ReadonlyMap<string, SaidMember>>;
  /** SchedMD's name of its schema, which warnings tell. */
  readonly schema: string;
  readonly required: readonly string[];
}

/** ESLURM_INVALID_QOS. */
const NO_QOS = 2066;

/** Members of what is only ever said: `path:type@since-until`, and our names of those that have another. */
export function saidTables(fields: string, names: Readonly<Record<string, string>>): RecordKind['tables'] {
  const typed = typedFields(fields);
  const of = (version: Version) =>
    new Map([...typed[version]].map(([path, type]) => [path, { type, member: names[path] ?? path }]));
  return Object.fromEntries(
    VERSIONS.map((version) => [version, of(version)]),
  ) as unknown as RecordKind['tables'];
}

/** Members of a record as a body may have them, for the OpenAPI document, too. */
export function fieldsOf(tables: RecordKind['tables']): TypedFields {
  return Object.fromEntries(
    VERSIONS.map((version) => [
      version,
      new Map([...tables[version]].map(([path, { type }]) => [path, type.replace('_no_val_struct', '')])),
    ]),
  ) as unknown as TypedFields;
}

/**
 * What a body says of a record, by our names of its members; those that are lists of records are read elsewhere.
 * @throws Refused
 */
export function readRecord<Said>(
  body: unknown,
  at: string,
  { tables, schema, required }: RecordKind,
  reading: Reading,
): Said {
  const object = readObject(body, at);
  for (const name of required) if (!Object.hasOwn(object, name)) throw missing(name, at);
  const table = tables[reading.version];
  const said: Record<string, unknown> = {};
  for (const [path, value] of readFields(object, { fields: fieldsOf(tables), schema, at }, reading)) {
    const member = table.get(path)!.member;
    said[member] = value === 'UNLIMITED' ? Number.POSITIVE_INFINITY : value;
  }
  for (const [path, { type, member }] of table) {
    const where = `${at}${path.replaceAll('.', '/')}/`;
    const value = memberAt(object, path);
    if (value === undefined || value === null) continue;
    if (type === 'tres_list') said[member] = readTresText(value, where, reading.lookups);
    else if (type === 'qos_string_id_list' || type === 'qos_preempt_list')
      said[member] = readQosIds(value, where, reading.lookups);
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Said;
}

/** The id of a QOS that is named, or given by its id; `undefined` where there is none. */
export function qosId(asked: unknown, { qos }: Lookups): number | undefined {
  const { id, name } = (typeof asked === 'object' && asked !== null ? asked : {}) as Record<string, unknown>;
  const wanted = id || name || asked;
  for (const [known, called] of qos)
    if (String(wanted) === String(known) || String(wanted).toLowerCase() === called.toLowerCase())
      return known;
  return undefined;
}

function readQosIds(value: unknown, at: string, lookups: Lookups): readonly string[] {
  return readList(value, at).map(([asked]) => {
    const id = qosId(asked, lookups);
    if (id !== undefined) return String(id);
    throw new Refused([problem(`Unable to resolve QOS: ${String(asked)}`, NO_QOS, at)]);
  });
}

/** Text of {@link typedFields} for the envelope of an answer, which a body may have. */
export const ENVELOPE = 'meta:meta_list errors:error_list warnings:warning_list';

/** Text of {@link typedFields} for a body of one list, which may have the envelope of an answer. */
export const bodyOf = (member: string): string => `${member}:${member}_list ${ENVELOPE}`;
