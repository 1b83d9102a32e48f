import { type TObject, type TSchema, Type } from '@sinclair/typebox';
import { described } from '../../engine/openapi/schemas.ts';

/** One member of a record in an answer. */
export interface Field<Entry> {
  readonly key: string;
  readonly schema: TSchema;
  read(record: Entry): unknown;
}

/** A member named as in the record, or one with a reader of its own. */
interface FieldMaker<Entry> {
  (key: keyof Entry & string, description: string): Field<Entry>;
  (key: string, description: string, read: (record: Entry) => unknown): Field<Entry>;
}

/** NO_VAL is `{}` and INFINITE a word, as the slides show them. */
const OPTIONAL_NUMBER = Type.Union(
  [Type.Number(), Type.Literal('INFINITE'), Type.Object({}, { additionalProperties: false })],
  { $id: 'OptionalNumber' },
);

/** How the `/slurm/v1` dialect writes a number that may be NO_VAL (`undefined`) or INFINITE. */
function optionalNumber(value: number | undefined): number | 'INFINITE' | Record<string, never> {
  if (value === undefined) return {};
  return value === Number.POSITIVE_INFINITY ? 'INFINITE' : value;
}

/** Makers of fields of one kind of record. */
export function fieldsOf<Entry>() {
  const maker =
    (schema: TSchema, write: (value: unknown) => unknown = (value) => value): FieldMaker<Entry> =>
    (key: string, description: string, read?: (record: Entry) => unknown): Field<Entry> => ({
      key,
      get schema() {
        return described(schema, description);
      },
      read: read ?? ((record) => write(record[key as keyof Entry])),
    });
  return {
    text: maker(Type.String()),
    number: maker(Type.Number()),
    /** UNIX seconds, 0 = not set. */
    time: maker(Type.Integer({ minimum: 0 })),
    flag: maker(Type.Boolean()),
    texts: maker(Type.Array(Type.String())),
    optional: maker(OPTIONAL_NUMBER, (value) => optionalNumber(value as number | undefined)),
    /** A member with a schema of its own. */
    other: (
      schema: TSchema,
      key: string,
      description: string,
      read: (record: Entry) => unknown,
    ): Field<Entry> => maker(schema)(key, description, read),
  };
}

/** The schema of the object {@link presenter} makes. */
export function schemaOf<Entry>(id: string, fields: readonly Field<Entry>[], description: string): TObject {
  return Type.Object(Object.fromEntries(fields.map(({ key, schema }) => [key, schema])), {
    $id: id,
    description,
  });
}

/** After so many records a presenter is compiled, which takes as long as some tens of them. */
const FEW = 100;

/** Turns records into the objects of an answer, members in the order of the fields. */
export function presenter<Entry>(
  fields: () => readonly Field<Entry>[],
): (record: Entry) => Record<string, unknown> {
  let compiled: ((record: Entry) => Record<string, unknown>) | undefined;
  let shown = 0;
  return (record) => {
    if (shown++ >= FEW) {
      compiled ??= compiledPresenter(fields());
      return compiled(record);
    }
    const object: Record<string, unknown> = {};
    for (const field of fields()) object[field.key] = field.read(record);
    return object;
  };
}

/**
 * The same as one expression. An object that gets a hundred members one after the other is a dictionary to V8, and takes
 * half as long again to make and to write. The text is of our own tables only.
 */
function compiledPresenter<Entry>(
  fields: readonly Field<Entry>[],
): (record: Entry) => Record<string, unknown> {
  const members = fields.map(({ key }, at) => `${JSON.stringify(key)}: reads[${at}](record)`);
  const make = new Function('reads', `'use strict'; return (record) => ({ ${members.join(',\n')} });`);
  return make(fields.map(({ read }) => read));
}

/** `errors` of an answer that succeeded. */
export const NO_ERRORS = Type.Array(Type.Object({}), { maxItems: 0, description: 'Empty: nothing failed.' });
