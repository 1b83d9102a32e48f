import { SlurmError } from '../../../slurm/error.ts';
import { type Field, type FieldTable, fieldsAt } from './field-table.ts';
import {
  INFINITE,
  INFINITE8,
  INFINITE16,
  INFINITE64,
  NO_VAL,
  NO_VAL8,
  NO_VAL16,
  NO_VAL64,
} from './sentinels.ts';
import { Writer } from './writer.ts';

/** Values by field name; absent ones take the table's default. */
export type Values = Readonly<Record<string, unknown>>;
export type Encoder = (writer: Writer, values: Values) => void;

/** A field type that is no primitive: writes `value`, or what stands for "none" where it is `undefined`. */
export type StructureWriter = (writer: Writer, value: unknown) => void;

const STANDARD: Readonly<Record<string, number | bigint>> = { NO_VAL, NO_VAL8, NO_VAL16, NO_VAL64, INFINITE };

/** Widths of the integers and what stands for "no limit" in them. */
const INTEGERS: Readonly<Record<string, { bits: number; infinite: number | bigint }>> = {
  u8: { bits: 8, infinite: INFINITE8 },
  u16: { bits: 16, infinite: INFINITE16 },
  u32: { bits: 32, infinite: INFINITE },
  u64: { bits: 64, infinite: INFINITE64 },
};

/**
 * Makes the encoder of a table for one protocol version. A value the wire cannot carry (negative, too large,
 * a string with a NUL in it) is refused with `FIELD_INVALID`, never truncated; `Infinity` is Slurm's INFINITE.
 */
export function compileEncoder(
  table: FieldTable,
  version: number,
  structures: Readonly<Record<string, StructureWriter>> = {},
): Encoder {
  const standard = new Writer();
  const steps = fieldsAt(table, version).map((entry) => {
    if ('fields' in entry) throw new TypeError('encoder: tables of requests have no optional blocks');
    const { name } = entry;
    const write = writerOf(entry, structures[entry.type]);
    const start = standard.length;
    const required = entry.standard === 'REQUIRED';
    if (!required) write(standard, undefined);
    return { name, write, required, start, end: standard.length };
  });
  const places = new Map(steps.map(({ name }, place) => [name, place]));
  const required = steps.flatMap((step, place) => (step.required ? [place] : []));
  const bytes = Buffer.from(standard.bytes);
  // Most fields of most messages are as the table has them: what lies between the others is copied as a piece.
  return (writer, values) => {
    const given = [...required];
    for (const name of Object.keys(values)) {
      const place = places.get(name);
      if (place !== undefined && values[name] !== undefined && !steps[place]!.required) given.push(place);
    }
    given.sort((a, b) => a - b);
    let written = 0;
    for (const place of given) {
      const { name, write, start, end } = steps[place]!;
      writer.raw(bytes.subarray(written, start));
      write(writer, values[name]);
      written = end;
    }
    writer.raw(bytes.subarray(written));
  };
}

function writerOf(field: Field, structure: StructureWriter | undefined): StructureWriter {
  const { name, type } = field;
  if (structure) return structure;
  const integer = INTEGERS[type];
  if (integer) {
    const standard = field.standard === undefined ? 0 : (STANDARD[field.standard] ?? Number(field.standard));
    const put = (writer: Writer, value: number | bigint): void => {
      if (type === 'u64') writer.u64(value);
      else writer[type as 'u8' | 'u16' | 'u32'](Number(value));
    };
    return (writer, value) => {
      if (value === undefined) put(writer, standard);
      else if (value === Infinity) put(writer, integer.infinite);
      else put(writer, checkedInteger(name, value, integer.bits));
    };
  }
  switch (type) {
    case 'time': {
      const standard = Number(STANDARD[field.standard ?? ''] ?? 0);
      return (writer, value) => writer.time(value === undefined ? standard : checkedTime(name, value));
    }
    case 'string':
      return (writer, value) => {
        if (value === undefined && field.standard === 'REQUIRED')
          throw new TypeError(`encoder: ${name} is required`);
        writer.string(value === undefined ? undefined : checkedString(name, value));
      };
    case 'strings':
      return (writer, value) => {
        const list = (value ?? []) as readonly unknown[];
        writer.strings(list.map((one) => checkedString(name, one)));
      };
    case 'u32s':
      return (writer, value) => writer.u32s((value ?? []) as readonly number[]);
    default:
      throw new TypeError(`encoder: ${name} has unknown type ${type}`);
  }
}

function checkedInteger(field: string, value: unknown, bits: number): number | bigint {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const whole = typeof value === 'bigint' || Number.isSafeInteger(value);
  if (!whole || (value as number) < 0 || BigInt(value as number) >= 1n << BigInt(bits)) {
    throw new SlurmError(
      'FIELD_INVALID',
      { field, problem: `${String(value)} is out of range` },
      { source: field },
    );
  }
  return value as number | bigint;
}

function checkedTime(field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 2 ** 53) return value;
  throw new SlurmError(
    'FIELD_INVALID',
    { field, problem: `${String(value)} is not a time` },
    { source: field },
  );
}

function checkedString(field: string, value: unknown): string {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  throw new SlurmError('FIELD_INVALID', { field, problem: 'it contains a NUL character' }, { source: field });
}
