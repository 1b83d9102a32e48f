import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeYaml } from '../../../src/engine/yaml/write-yaml.ts';

/** Values that untagged or careless YAML would change. */
const TRICKY = {
  empty: '',
  words: 'Resources and more',
  numberLike: ['1', '0x1F', '010', '1e3', '.5', '1:30', '1_000', '+1', '-1'],
  wordLike: ['yes', 'no', 'on', 'null', '~', 'true', '=', '<<', '.inf', '2026-01-01'],
  indicators: [
    '- a',
    '? a',
    ': a',
    '# a',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    '{}',
    '[]',
    '---',
    '...',
  ],
  spaces: [' a', 'a ', 'a  b', 'a: b', 'a #b', 'a:', '\t'],
  breaks: ['a\nb', 'a\r\nb\n', '\n', '\u0085', 'a\u0085b', '\u2028', '\u2029', '\ufeff'],
  characters: ['\u0000', '\u001b[0m', '\u007f', '\u009f', '"', "'", '\\', 'ü', '😀', '\uffff'],
  numbers: [0, -0, 1, -1, 1.5, -0.25, 1e21, 1.5e300, 5e-324, 2 ** 53, 2 ** 63, 123456789012345680000],
  none: null,
  flags: [true, false],
  nested: { seq: [[], [[]], {}, [{}], { a: [] }], map: { a: { b: {} } } },
  'a key: with "everything"\n': 1,
  '': 2,
  '<<': 3,
  ['k'.repeat(2000)]: { deep: 'x'.repeat(2000) },
};

test('the form of the slides', () => {
  expect(writeYaml({ errors: [], job_id: 115, step_id: 'BATCH', job_submit_user_msg: null })).toBe(
    '%YAML 1.1\n---\n!!str errors: !!seq []\n!!str job_id: !!int 115\n!!str step_id: !!str BATCH\n' +
      '!!str job_submit_user_msg: !!null null\n...\n',
  );
});

test('nested values', () => {
  expect(writeYaml({ jobs: [{ name: 'a', ids: [1, 2.5] }, []], ping: { up: true } })).toBe(
    [
      '%YAML 1.1',
      '---',
      '!!str jobs: !!seq',
      '  - !!map',
      '    !!str name: !!str a',
      '    !!str ids: !!seq',
      '      - !!int 1',
      '      - !!float 2.5',
      '  - !!seq []',
      '!!str ping: !!map',
      '  !!str up: !!bool true',
      '...',
      '',
    ].join('\n'),
  );
});

test('tricky values read back exactly', () => {
  expect(parse(writeYaml(TRICKY), { version: '1.1', logLevel: 'error' })).toEqual(
    JSON.parse(JSON.stringify(TRICKY)),
  );
});

test.each([[[]], [{}], ['text'], [5], [null], [[1, { a: 2 }]]])('a root that is %j', (value) => {
  expect(parse(writeYaml(value))).toEqual(value);
});

test('any JSON value reads back exactly', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const back = parse(writeYaml(value), { version: '1.1', logLevel: 'error' });
      expect(JSON.stringify(back)).toBe(JSON.stringify(value));
    }),
  );
});

test('undefined members are left out, as in JSON', () => {
  expect(parse(writeYaml({ a: undefined, b: [undefined], c: Number.NaN }))).toEqual({ b: [null], c: null });
});

function hasPyYaml(): boolean {
  try {
    execFileSync('python3', ['-c', 'import yaml'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.runIf(hasPyYaml())('PyYAML reads the same', () => {
  const script = 'import sys, json, yaml; json.dump(yaml.safe_load(sys.stdin.buffer), sys.stdout)';
  const out = execFileSync('python3', ['-c', script], { input: writeYaml(TRICKY), encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(TRICKY)));
});
