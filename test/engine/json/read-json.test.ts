import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../src/engine/json/read-json.ts';

test('reads what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(readJson(text))).toBe(text);
    }),
  );
});

test('refuses what JSON.parse refuses', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[[\]{}",:0-9eE+\-.truefalsnl\\ ]{0,12}$/), (text) => {
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      if (!valid) expect(() => readJson(text)).toThrow(expect.objectContaining({ code: 'BODY_MALFORMED' }));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['{"a": 1,\n "b": }', '"}" stands where a value is expected at line 2, column 7'],
  ['{"a": 1', 'it ends where a comma or "}" is expected at line 1, column 8'],
  ['', 'it ends where a value is expected at line 1, column 1'],
  ['{a: 1}', '"a" stands where a key in double quotes is expected at line 1, column 2'],
  ["{'a': 1}", `"'" stands where a key in double quotes is expected at line 1, column 2`],
  ['{"a": 1,}', '"}" stands where a key in double quotes is expected at line 1, column 9'],
  ['{} x', '"x" stands where the end is expected at line 1, column 4'],
  ['{"job": 1, "job": 2}', 'the key "job" is given twice, again at line 1, column 12'],
  ['["a\nb"]', 'an unescaped control character stands at line 1, column 4'],
  ['["a', 'a string does not end at line 1, column 4'],
  ['["\\x"]', 'a string has an escape that JSON does not know at line 1, column 2'],
  [
    '[9007199254740993]',
    'the number 9007199254740993 is too large to be exact; write it as a string at line 1',
  ],
  ['[1e999]', 'the number 1e999 is too large to be exact'],
  ['[01]', '"1" stands where a comma or "]" is expected'],
  ['[NaN]', '"N" stands where a value is expected'],
  ['😀', '"😀" stands where a value is expected'],
])('%j: %s', (text, message) => expect(() => readJson(text)).toThrow(message));

test('deep nesting is refused without exhausting the stack', () => {
  expect(() => readJson('['.repeat(100_000))).toThrow('nested deeper than 64 levels');
  expect(() => readJson('{"a":'.repeat(100_000))).toThrow('nested deeper than 64 levels');
});

test('a member named __proto__ is a member and nothing else', () => {
  const value = readJson('{"__proto__": {"polluted": true}, "a": 1}') as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'a']);
  expect('polluted' in value).toBe(false);
});
