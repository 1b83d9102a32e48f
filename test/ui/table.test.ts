import { expect, test } from 'vitest';
import { alignedLines } from '../../src/ui/table/aligned-lines.ts';
import { csvText, recordRows } from '../../src/ui/table/csv.ts';

test('CSV quotes what needs it, and ends lines as RFC 4180 has it', () => {
  expect(
    csvText([
      ['a', 'b'],
      ['1,2', 'say "x"'],
      ['two\nlines', ''],
    ]),
  ).toBe('a,b\r\n"1,2","say ""x"""\r\n"two\nlines",\r\n');
});

test('a record is a row: open numbers are empty, lists have commas, what is deeper is JSON', () => {
  const record = {
    id: 5,
    unset: {},
    endless: 'INFINITE',
    flags: ['A', 'B'],
    none: [],
    memory: { per_cpu: 1 },
    on: true,
  };
  const columns = ['id', 'unset', 'endless', 'flags', 'none', 'memory', 'on', 'missing'];
  expect(recordRows([record], columns)).toEqual([
    ['5', '', 'INFINITE', 'A,B', '', '{"per_cpu":1}', 'true', ''],
  ]);
});

test('columns are as wide as their widest cell, wide characters counted', () => {
  expect(
    alignedLines(
      [
        ['NAME', 'N'],
        ['日本', '10'],
        ['x', '7'],
      ],
      [1],
    ),
  ).toEqual(['NAME  N', '日本 10', 'x     7']);
});
