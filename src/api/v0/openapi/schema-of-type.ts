import type { TSchema } from '@sinclair/typebox';
import { described } from '../../../engine/openapi/schemas.ts';
import { FLAG_WORDS } from '../record/words.ts';
import { type Version, versionName } from '../version.ts';
import type { Member, Shape } from './shape.ts';
import { SHAPES } from './shapes.ts';

type Json = { [key: string]: unknown };

const PLAIN: Readonly<Record<string, Json>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
};

/** Short names of tables. */
const SHORT: Readonly<Record<string, string>> = {
  uint16: 'uint16_no_val_struct',
  uint32: 'uint32_no_val_struct',
  uint64: 'uint64_no_val_struct',
  float64: 'float64_no_val_struct',
  timestamp: 'uint64_no_val_struct',
};

/** Said of what a table names and nothing declares. */
export const UNDECLARED = 'Anything: its type is not declared.';

const made = new Map<string, TSchema>();

/**
 * The schema of a type in one version. Things with a name are made once, as components of the document
 * (`v0.0.45_job_info`).
 */
export function schemaOfType(type: string, version: Version): TSchema {
  if (type.endsWith('?'))
    return schema({ anyOf: [schemaOfType(type.slice(0, -1), version), { type: 'null' }] });
  if (type.endsWith('[]')) return schema({ type: 'array', items: schemaOfType(type.slice(0, -2), version) });
  const plain = PLAIN[type];
  if (plain) return schema(plain);
  const name = SHORT[type] ?? type;
  const words = wordsOf(name, version);
  if (words) {
    const list = { type: 'array', items: { type: 'string', enum: words } };
    // Later versions of SchedMD's document name these lists no more.
    return version === 42 ? component(name, version, () => list) : schema(list);
  }
  return component(name, version, () => ofShape(SHAPES[name], version));
}

/** One word of a kind of flag. */
export function wordSchema(kind: string, version: Version): TSchema {
  return schema({ type: 'string', enum: wordsOf(kind, version) ?? [] });
}

function wordsOf(kind: string, version: Version): readonly string[] | undefined {
  return (FLAG_WORDS as Readonly<Record<string, Readonly<Record<Version, readonly string[]>>>>)[kind]?.[
    version
  ];
}

function component(name: string, version: Version, make: () => Json): TSchema {
  const $id = `${versionName(version)}_${name}`;
  const known = made.get($id);
  if (known) return known;
  const schema = { $id, ...make() } as unknown as TSchema;
  made.set($id, schema);
  return schema;
}

function ofShape(shape: Shape | undefined, version: Version): Json {
  if (!shape) return { description: UNDECLARED };
  const { description, items, members, open } = shape;
  if (items !== undefined) return { type: 'array', description, items: schemaOfType(items, version) };
  return {
    description,
    ...ofMembers(members?.(version) ?? new Map(), version),
    ...(open && { additionalProperties: true }),
  };
}

/** An object; members with a dot in their path are those of an object within. */
function ofMembers(members: ReadonlyMap<string, Member>, version: Version): Json {
  const properties: Json = {};
  const within = new Map<string, Map<string, Member>>();
  const required = new Set<string>();
  for (const [path, member] of members) {
    const [name = '', ...rest] = path.split('.');
    if (member.required) required.add(name);
    if (rest.length === 0) {
      const { type, description } = member;
      properties[name] = described(schemaOfType(type, version), description);
      continue;
    }
    properties[name] ??= {};
    const inner = within.get(name) ?? new Map<string, Member>();
    within.set(name, inner.set(rest.join('.'), member));
  }
  for (const [name, inner] of within) properties[name] = ofMembers(inner, version);
  return { type: 'object', properties, ...(required.size > 0 && { required: [...required] }) };
}

function schema(json: Json): TSchema {
  return json as unknown as TSchema;
}
