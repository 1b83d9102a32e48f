import { csvList, numberObject } from './values.ts';

/** One member of a record in an answer. */
export interface Field<Entry> {
  /** Where it stands: `['nodes', 'total']` is `{nodes: {total: …}}`. */
  readonly path: readonly string[];
  /** SchedMD's name of its type, e.g. `uint32_no_val_struct`, with `?` where it may be null; see ../openapi/shapes.ts. */
  readonly type: string;
  /** Our record's name of it, or of what it is closest to. */
  readonly member: string;
  read(record: Entry): unknown;
}

/** The members of a kind of record in one version, by their path. */
export type RecordTable<Entry> = ReadonlyMap<string, Field<Entry>>;

/** Readers of members that are not simply those of our record, by path. */
export type Readers<Entry> = Readonly<Record<string, (record: Entry) => unknown>>;

interface TableOptions<Entry> {
  /** Members of our record by the path of those they are, where that is another name. */
  readonly names?: Readonly<Record<string, string>>;
  readonly read?: Readers<Entry>;
}

/** How plain types write a member of our record. */
const WRITERS: Readonly<Record<string, (value: never) => unknown>> = {
  string: (value: string | undefined) => value ?? '',
  boolean: Boolean,
  int32: whole,
  int64: whole,
  uint16_no_val_struct: numberObject,
  uint32_no_val_struct: numberObject,
  uint64_no_val_struct: numberObject,
  float64_no_val_struct: numberObject,
  csv_string: (value: string | readonly string[] | undefined) =>
    typeof value === 'object' ? value : csvList(value ?? ''),
};

/** Abbreviations that tables use for the types of numbers that may be missing. */
const SHORT: Readonly<Record<string, string>> = {
  uint16: 'uint16_no_val_struct',
  uint32: 'uint32_no_val_struct',
  uint64: 'uint64_no_val_struct',
  float64: 'float64_no_val_struct',
};

/**
 * Reads a table from its text: `path:type` for each member, in their order.
 * @throws TypeError for a member of a type that needs a reader and has none
 */
export function recordTable<Entry>(
  fields: string,
  { names = {}, read = {} }: TableOptions<Entry> = {},
): RecordTable<Entry> {
  const table = new Map<string, Field<Entry>>();
  for (const word of fields.trim().split(/\s+/)) {
    const [path = '', short = ''] = word.split(':');
    const type = SHORT[short] ?? short;
    table.set(path, {
      path: path.split('.'),
      type,
      member: names[path] ?? path,
      read: read[path] ?? memberReader(names[path] ?? path, type),
    });
  }
  return table;
}

function memberReader<Entry>(member: string, type: string): (record: Entry) => unknown {
  const write = WRITERS[type];
  if (!write) throw new TypeError(`${member}: no reader for type ${type}`);
  return (record) => write(record[member as keyof Entry] as never);
}

/** What a version changes of the one before. */
interface Revision<Entry> extends TableOptions<Entry> {
  /** Members that are new, or of another type. */
  readonly fields?: string;
  /** Members that are gone. */
  readonly without?: readonly string[];
}

/** The table of the next version. Readers alone replace those of members that stay. */
export function revised<Entry>(
  before: RecordTable<Entry>,
  { fields = '', without = [], names = {}, read = {} }: Revision<Entry>,
): RecordTable<Entry> {
  const table = new Map(before);
  for (const path of without) table.delete(path);
  for (const [path, reader] of Object.entries(read)) {
    const field = table.get(path);
    if (field) table.set(path, { ...field, read: reader });
  }
  if (fields !== '') for (const [path, field] of recordTable(fields, { names, read })) table.set(path, field);
  return table;
}

/** Turns records into the objects of an answer. */
export function presenter<Entry>(table: RecordTable<Entry>): (record: Entry) => Record<string, unknown> {
  const fields = [...table.values()];
  return (record) => {
    const object: Record<string, unknown> = {};
    for (const { path, read } of fields) {
      if (path.length === 1) object[path[0]!] = read(record);
      else place(object, path, read(record));
    }
    return object;
  };
}

function place(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let inner = object;
  for (const name of path.slice(0, -1)) {
    inner[name] ??= {};
    inner = inner[name] as Record<string, unknown>;
  }
  inner[path.at(-1)!] = value;
}

function whole(value: number | undefined): number {
  return value === undefined || value === Number.POSITIVE_INFINITY ? 0 : value;
}
