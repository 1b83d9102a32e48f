import { type TypedFields, typedFields } from '../body/typed-fields.ts';
import type { RecordTable } from '../record/table.ts';
import { type ByVersion, VERSIONS, type Version } from '../version.ts';

/** One member of an object. */
export interface Member {
  /** A name of ./shapes.ts, FLAG_WORDS or ./schema-of-type.ts; `[]` behind it makes a list, `?` lets it be null. */
  readonly type: string;
  readonly description?: string | undefined;
  readonly required: boolean;
}

/** What a thing of SchedMD's API looks like in each version, to the OpenAPI document. */
export interface Shape {
  readonly description: string;
  /** Type of the entries of a list. */
  readonly items?: string;
  /** An object that may have other members, too. */
  readonly open?: boolean;
  /** Members of an object, by path: `nodes.total` is `{nodes: {total: …}}`. */
  members?(version: Version): ReadonlyMap<string, Member>;
}

/** `name:type` of members, as {@link typedFields} reads them, with what each is. `name?` may be missing. */
type Members = Readonly<Record<string, string>>;

/** A list; where entries have a name of their own, `items` is it. */
export function list(items: string, description: string): Shape {
  return { items, description };
}

/** An object of an answer. */
export function object(description: string, members: Members): Shape {
  return { description, members: (version) => membersOf(members, version, true) };
}

/** An object of a request, of which every member may be missing. */
export function request(description: string, members: Members): Shape {
  return { description, members: (version) => membersOf(members, version, false) };
}

/** An answer: members of its own, then the envelope. */
export function answer(description: string, members: Members): Shape {
  return object(description, { ...members, ...ENVELOPE });
}

const ENVELOPE: Members = {
  'meta:openapi_meta': 'Who answers whom.',
  'errors:openapi_errors': 'What went wrong; empty where nothing did.',
  'warnings:openapi_warnings': 'What is to be said although nothing went wrong.',
};

/** What a table of records writes. @param words what our record's members are, by name */
export function record(
  description: string,
  tables: ByVersion<RecordTable<never>>,
  words: Readonly<Record<string, string>>,
): Shape {
  return {
    description,
    members: (version) =>
      new Map(
        [...tables[version]].map(([path, { type, member }]) => [
          path,
          { type, required: true, description: words[path] ?? words[member] },
        ]),
      ),
  };
}

/** What a request may have, from the table it is read with. */
export function readWith(
  description: string,
  fields: TypedFields,
  describe: (name: string) => string | undefined,
): Shape {
  return {
    description,
    members: (version) =>
      new Map(
        [...fields[version]].map(([name, type]) => [
          name,
          { type, required: false, description: describe(name) },
        ]),
      ),
  };
}

const parsed = new WeakMap<Members, ByVersion<ReadonlyMap<string, Member>>>();

function membersOf(members: Members, version: Version, required: boolean): ReadonlyMap<string, Member> {
  let read = parsed.get(members);
  if (!read) {
    const fields = Object.entries(members).map(([text, description]) => ({
      types: typedFields(text),
      description,
    }));
    const of = (one: Version) =>
      new Map(
        fields.flatMap(({ types, description }) =>
          [...types[one]].map(([name, type]) => [
            name.replace(/\?$/, ''),
            { type, description, required: required && !name.endsWith('?') },
          ]),
        ),
      );
    read = Object.fromEntries(VERSIONS.map((one) => [one, of(one)])) as unknown as ByVersion<
      ReadonlyMap<string, Member>
    >;
    parsed.set(members, read);
  }
  return read[version];
}
