import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeJobDescription } from '../../../../src/schedulers/slurmctld/messages/job-description.ts';
import { JOB_DESCRIPTION } from '../../../../src/schedulers/slurmctld/messages/job-description-table.ts';
import { compileDecoder } from '../../../../src/schedulers/slurmctld/wire/decoder.ts';
import { compileEncoder } from '../../../../src/schedulers/slurmctld/wire/encoder.ts';
import {
  type Field,
  type FieldTable,
  fieldsAt,
  fieldTable,
} from '../../../../src/schedulers/slurmctld/wire/field-table.ts';
import { decodeFrame, encodeFrame } from '../../../../src/schedulers/slurmctld/wire/frame.ts';
import {
  NEWEST_VERSION,
  OLDEST_VERSION,
} from '../../../../src/schedulers/slurmctld/wire/protocol-version.ts';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../../src/schedulers/slurmctld/wire/writer.ts';

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
const natural = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });

/** What an encoder writes of each type, and what a decoder reads it by. */
const TYPES: Readonly<Record<string, { readonly values: fc.Arbitrary<unknown>; readonly read: string }>> = {
  u8: { values: natural(8), read: 'u8' },
  u16: { values: natural(16), read: 'u16' },
  u32: { values: natural(32), read: 'u32' },
  u64: { values: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), read: 'u64exact' },
  time: { values: fc.maxSafeNat(), read: 'time' },
  string: { values: text, read: 'nullableString' },
  strings: { values: fc.array(text, { maxLength: 4 }), read: 'strings' },
  u32s: { values: fc.array(natural(32), { maxLength: 4 }), read: 'u32s' },
};
const NO_CRONTAB = {
  noCrontab: { read: (reader: Reader) => reader.u8(), skip: (reader: Reader) => reader.skip(1) },
};

/** The fields of a table in a version, each of which has a value. */
function fieldsOf(table: FieldTable, version: number): readonly Field[] {
  return fieldsAt(table, version).filter((entry): entry is Field => 'name' in entry);
}

function valuesOf(fields: readonly Field[]): fc.Arbitrary<Record<string, unknown>> {
  const known = fields.filter(({ type }) => TYPES[type]);
  return fc.record(Object.fromEntries(known.map(({ name, type }) => [name, TYPES[type]!.values])));
}

/** Reads every field of a table back. */
function decoded(table: FieldTable, version: number, bytes: Buffer) {
  const fields = fieldsOf(table, version);
  const readable = fields.map((field) => ({ ...field, type: TYPES[field.type]?.read ?? field.type }));
  const blank = Object.fromEntries(
    fields.filter(({ type }) => TYPES[type]).map(({ name }) => [name, undefined]),
  );
  const reader = new Reader(bytes);
  const values = compileDecoder(readable, { version, blank, structures: NO_CRONTAB }).read(reader);
  return { values, left: reader.remaining };
}

const versions = fc.integer({ min: OLDEST_VERSION, max: NEWEST_VERSION });

/** Tables of any fields, which some versions have and others do not. */
const tables = fc
  .array(
    fc.record({
      type: fc.constantFrom(...Object.keys(TYPES)),
      since: versions,
      length: fc.constantFrom(0, 1, 99, 99, 99),
    }),
    { minLength: 1, maxLength: 15 },
  )
  .map((fields) => {
    const lines = fields.map(
      ({ type, since, length }, index) =>
        `f${index}:${type}@${since}-${Math.min(NEWEST_VERSION, since + length)}`,
    );
    return fieldTable(lines.join(' '));
  });

describe('what an encoder makes of a table, a decoder of the table takes apart', () => {
  test('whatever the fields, their values and the version', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(tables, versions)
          .chain(([table, version]) =>
            valuesOf(fieldsOf(table, version)).map((values) => ({ table, version, values })),
          ),
        ({ table, version, values }) => {
          const writer = new Writer();
          compileEncoder(table, version)(writer, values);
          expect(decoded(table, version, writer.bytes)).toEqual({ values, left: 0 });
        },
      ),
    );
  });

  test('the description of a job in every version', () => {
    fc.assert(
      fc.property(
        versions.chain((version) =>
          valuesOf(fieldsOf(JOB_DESCRIPTION, version)).map((values) => ({ version, values })),
        ),
        ({ version, values }) => {
          const writer = new Writer();
          writeJobDescription(writer, version, {}, values);
          expect(decoded(JOB_DESCRIPTION, version, writer.bytes)).toEqual({ values, left: 0 });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of a description of which most is left open, what is given, and nothing else', () => {
    const given = fc.record(
      { name: text, num_tasks: natural(31), dependency: text, begin_time: fc.maxSafeNat(), work_dir: text },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(versions, given, (version, description) => {
        const [open, written] = [new Writer(), new Writer()];
        writeJobDescription(open, version, {});
        writeJobDescription(written, version, description);
        const before = decoded(JOB_DESCRIPTION, version, open.bytes).values;
        const { values, left } = decoded(JOB_DESCRIPTION, version, written.bytes);
        const bitflags = expect.anything();
        expect({ values, left }).toEqual({ values: { ...before, ...description, bitflags }, left: 0 });
      }),
    );
  });
});

test('a message comes out of its frame as it went in', () => {
  // The credential of plugin "none".
  const none = Buffer.from([0, 0, 0, 100]);
  fc.assert(
    fc.property(versions, natural(16), fc.uint8Array({ maxLength: 100 }), (version, type, body) => {
      const frame = encodeFrame(type, version, none, Buffer.from(body));
      expect(frame.readUInt32BE(0)).toBe(frame.length - 4);
      const reply = decodeFrame(frame.subarray(4));
      expect([reply.version, reply.type]).toEqual([version, type]);
      expect([...reply.body.bytes.subarray(reply.body.position)]).toEqual([...body]);
    }),
  );
});
