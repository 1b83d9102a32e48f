import { type FieldTable, fieldsAt } from './field-table.ts';
import { type Structure, WIRE_TYPES } from './field-types.ts';
import type { Reader } from './reader.ts';

/** A member of a record made from one or more fields of the message. */
export interface Derived {
  readonly from: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the fields' types are the table's, which is text
  readonly by: (...values: any[]) => unknown;
}

interface DecoderOptions<Entry> {
  readonly version: number;
  /** Every member of the record with its value where the message has no such field; decides their order. */
  readonly blank: Entry;
  readonly derive?: Readonly<Record<string, Derived>>;
  /** Types of the table that are no primitives. */
  readonly structures?: Readonly<Record<string, Structure>>;
  /** The field {@link Decoder.key} returns. */
  readonly key?: string;
}

export interface Decoder<Entry> extends Structure<Entry> {
  /** Moves past one record as `skip` does and returns its key field. */
  key(reader: Reader): unknown;
}

/**
 * Compiles a table to straight-line code for one protocol version. Fields that are neither members of `blank`
 * nor needed to derive one are passed over; runs of them cost one addition. Compiled code reads a job of 130
 * fields several times faster than a loop over the table (the objects keep one hidden class).
 */
export function compileDecoder<Entry extends object>(
  table: FieldTable,
  { version, blank, derive = {}, structures = {}, key }: DecoderOptions<Entry>,
): Decoder<Entry> {
  const fields = fieldsAt(table, version);
  const derived = Object.entries(derive);
  const wanted = new Set([...Object.keys(blank), ...derived.flatMap(([, { from }]) => from)]);
  const present = new Set(namesOf(fields));
  for (const [, { from }] of derived) {
    for (const name of from)
      if (!namesOf(table).includes(name)) throw new TypeError(`decoder: no field ${name}`);
  }

  const members = Object.keys(blank).map((member) => {
    const rule = derive[member];
    if (rule?.from.some((name) => present.has(name))) {
      return `${member}: d.${member}.by(${rule.from.map((name) => (present.has(name) ? `v_${name}` : 'undefined'))})`;
    }
    return `${member}: ${present.has(member) ? `v_${member}` : `b.${member}`}`;
  });
  const sources = new Set(derived.flatMap(([, { from }]) => from));
  // What a block that is not there would have held.
  const absent = Object.keys(blank).filter((member) => !sources.has(member));
  const read = `${statements(fields, wanted, structures, new Set(absent))}\nreturn { ${members.join(',\n')} };`;
  const keyed = new Set(key === undefined ? [] : [key]);
  const pass = `${statements(fields, keyed, structures)}\nreturn ${key === undefined ? 'undefined' : `v_${key}`};`;

  const compile = (body: string) => {
    // The text comes from our own tables only, never from a message.
    const make = new Function('b', 'd', 's', `'use strict'; return function (r) {\n${body}\n};`);
    return make(blank, derive, structures);
  };
  return {
    read: compile(read) as (reader: Reader) => Entry,
    skip: compile(pass) as (reader: Reader) => void,
    key: compile(pass) as (reader: Reader) => unknown,
  };
}

/** Compiles once for each protocol version that turns up. */
export function onceAVersion<Made>(make: (version: number) => Made): (version: number) => Made {
  const made = new Map<number, Made>();
  return (version) => {
    const known = made.get(version) ?? make(version);
    made.set(version, known);
    return known;
  };
}

/** Statements that read the wanted fields into variables `v_<name>` and pass over the rest. */
function statements(
  fields: FieldTable,
  wanted: ReadonlySet<string>,
  structures: Readonly<Record<string, Structure>>,
  absent: ReadonlySet<string> = new Set(),
): string {
  const needed = new Set([...wanted, ...conditionsOf(fields)]);
  const optional = new Set(fields.flatMap((entry) => ('fields' in entry ? namesOf(entry.fields) : [])));
  const lines = namesOf(fields)
    .filter((name) => needed.has(name))
    .map((name) => `let v_${name}${optional.has(name) && absent.has(name) ? ` = b.${name}` : ''};`);

  const emit = (entries: FieldTable): void => {
    let skipped = 0;
    const flush = (): void => {
      if (skipped > 0) lines.push(`r.skip(${skipped});`);
      skipped = 0;
    };
    for (const entry of entries) {
      if ('fields' in entry) {
        flush();
        lines.push(`if (${entry.negated ? '!' : ''}v_${entry.condition}) {`);
        emit(entry.fields);
        lines.push('}');
        continue;
      }
      const { name, type } = entry;
      const primitive = WIRE_TYPES[type];
      if (!primitive && !structures[type]) throw new TypeError(`decoder: ${name} has unknown type ${type}`);
      if (!needed.has(name) && primitive?.size !== undefined) {
        skipped += primitive.size;
        continue;
      }
      flush();
      if (needed.has(name))
        lines.push(`v_${name} = ${primitive ? `r.${primitive.read}()` : `s.${type}.read(r)`};`);
      else lines.push(primitive ? `r.${primitive.skip}();` : `s.${type}.skip(r);`);
    }
    flush();
  };
  emit(fields);
  return lines.join('\n');
}

function namesOf(table: FieldTable): string[] {
  return table.flatMap((entry) => ('fields' in entry ? namesOf(entry.fields) : [entry.name]));
}

function conditionsOf(table: FieldTable): string[] {
  return table.flatMap((entry) =>
    'fields' in entry ? [entry.condition, ...conditionsOf(entry.fields)] : [],
  );
}
