import { describe, expect, test } from 'vitest';
import { compileDecoder } from '../../../../src/schedulers/slurmctld/wire/decoder.ts';
import { compileEncoder } from '../../../../src/schedulers/slurmctld/wire/encoder.ts';
import { fieldTable } from '../../../../src/schedulers/slurmctld/wire/field-table.ts';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../../src/schedulers/slurmctld/wire/writer.ts';

function encoded(table: string, version: number, values: Record<string, unknown> = {}): string {
  const writer = new Writer();
  compileEncoder(fieldTable(table), version)(writer, values);
  return writer.bytes.toString('hex');
}

describe('the text form of a table', () => {
  test('says which versions carry a field', () => {
    const table = 'a:u8 b:u8@38- c:u8@-38 d:u8@39 e:u8@38-39';
    const at = (version: number) => encoded(table, version, { a: 10, b: 11, c: 12, d: 13, e: 14 });
    expect(at(37)).toBe('0a0c');
    expect(at(38)).toBe('0a0b0c0e');
    expect(at(39)).toBe('0a0b0d0e');
    expect(at(40)).toBe('0a0b');
  });

  test.each(['a', 'a:u8@x', '[a b:u8', 'a:u8 b:'])('refuses %s', (text) => {
    expect(() => fieldTable(text)).toThrow(TypeError);
  });
});

describe('an encoder', () => {
  test('sends defaults for what is not given, Infinity as INFINITE, booleans as 1 and 0', () => {
    const table = 'a:u16=NO_VAL16 b:u32=NO_VAL c:u64=NO_VAL64 d:u32=99 e:string f:strings g:u32 h:u16 i:u64';
    expect(encoded(table, 38, { g: Infinity, h: true, i: Infinity })).toBe(
      'fffefffffffefffffffffffffffe000000630000000000000000ffffffff0001ffffffffffffffff',
    );
  });

  test.each([
    ['u8', 256],
    ['u16', -1],
    ['u32', 2 ** 32],
    ['u32', 1.5],
    ['u32', '7'],
    ['u32', Number.NaN],
    ['u64', 1n << 64n],
    ['time', -1],
    ['time', Infinity],
    ['string', 'a\0b'],
    ['string', 5],
    ['strings', ['ok', 'a\0']],
  ])('refuses %s %s by the name of the field', (type, value) => {
    expect(() => encoded(`it:${type}`, 38, { it: value })).toThrow(
      expect.objectContaining({
        code: 'FIELD_INVALID',
        source: 'it',
        message: expect.stringContaining('it: '),
      }),
    );
  });

  test('refuses to leave out what a controller would crash on', () => {
    expect(() => encoded('it:string=REQUIRED', 38)).toThrow(TypeError);
    expect(encoded('it:string=REQUIRED', 38, { it: '' })).toBe('0000000100');
  });
});

describe('a decoder', () => {
  const bytes = Buffer.from('0102000000030000000268690000', 'hex');

  test('makes the members asked for, passes over the rest', () => {
    const table = fieldTable('a:u8 b:u8 c:u32 s:string');
    const decoder = compileDecoder(table, { version: 38, blank: { s: '', a: 0, missing: 'none' }, key: 'c' });
    const reader = new Reader(Buffer.from('01020000000300000003686900', 'hex'));
    expect(decoder.read(reader)).toEqual({ s: 'hi', a: 1, missing: 'none' });
    expect(reader.remaining).toBe(0);
    reader.position = 0;
    expect(decoder.key(reader)).toBe(3);
    expect(reader.remaining).toBe(0);
  });

  test('derives members from fields, of which a version may lack some', () => {
    const table = fieldTable('a:u8 b:u8@39- c:u8');
    const derive = {
      sum: { from: ['a', 'b'], by: (a: number, b?: number) => a + (b ?? 100) },
      only: { from: ['b'], by: (b: number) => b },
    };
    const at = (version: number) =>
      compileDecoder(table, { version, blank: { sum: 0, only: -1 }, derive }).read(new Reader(bytes));
    expect(at(38)).toEqual({ sum: 101, only: -1 });
    expect(at(39)).toEqual({ sum: 3, only: 2 });
  });

  test('reads a block only where its condition holds, and always where the version has no condition', () => {
    const table = fieldTable('has:bool@-43 [has x:u8 ] [!has y:u8 ] z:u8');
    const read = (version: number, hex: string) => {
      const reader = new Reader(Buffer.from(hex, 'hex'));
      const record = compileDecoder(table, { version, blank: { x: 'none', y: 'none', z: 0 } }).read(reader);
      return [record, reader.remaining];
    };
    expect(read(43, '010708')).toEqual([{ x: 7, y: 'none', z: 8 }, 0]);
    expect(read(43, '000708')).toEqual([{ x: 'none', y: 7, z: 8 }, 0]);
    expect(read(44, '070809')).toEqual([{ x: 7, y: 8, z: 9 }, 0]);
  });

  test('is told of unknown types and fields when it is made, not when it runs', () => {
    expect(() => compileDecoder(fieldTable('a:what'), { version: 38, blank: { a: 0 } })).toThrow(TypeError);
    const derive = { a: { from: ['typo'], by: () => 0 } };
    expect(() => compileDecoder(fieldTable('a:u8'), { version: 38, blank: { a: 0 }, derive })).toThrow(
      TypeError,
    );
  });
});
