import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readYaml } from '../../../src/engine/yaml/read-yaml.ts';
import { writeYaml } from '../../../src/engine/yaml/write-yaml.ts';

test('reads plain YAML, JSON and the tagged form of the answers alike', () => {
  const job = {
    job: { name: 'a', nodes: [2, 4], environment: { PATH: '/bin' }, hold: true },
    script: '#!/bin/sh\n:',
  };
  const plain =
    'job:\n  name: a\n  nodes: [2, 4]\n  environment:\n    PATH: /bin\n  hold: true\nscript: |-\n  #!/bin/sh\n  :\n';
  expect(readYaml(plain)).toEqual(job);
  expect(readYaml(JSON.stringify(job))).toEqual(job);
  expect(readYaml(writeYaml(job))).toEqual(job);
});

test('reads back every JSON value that is written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(JSON.stringify(readYaml(writeYaml(value)))).toBe(JSON.stringify(value));
    }),
  );
});

test('%YAML 1.1 in a body does not bring back its surprises', () => {
  expect(readYaml('%YAML 1.1\n---\na: yes\nb: 010\ny: on\n')).toEqual({ a: 'yes', b: 10, y: 'on' });
  expect(readYaml('<<: {a: 1}\nb: 2\n')).toEqual({ '<<': { a: 1 }, b: 2 });
});

test.each([
  ['a: 1\na: 2\n', 'the key "a" is given twice, again at line 2, column 1'],
  ['a: &x [1]\nb: *x\n', 'the alias *x is not accepted here; write the value out at line 2, column 4'],
  ['a: !!binary aGVsbG8=\n', 'the tag !!binary has no JSON form at line 1'],
  ['a: !!timestamp 2026-01-01\n', 'the tag !!timestamp has no JSON form at line 1'],
  ['a: !!set {x, y}\n', 'the tag !!set has no JSON form at line 1'],
  ['a: !!int abc\n', 'tag:yaml.org,2002:int'],
  ['a: !site/tag 3\n', '!site/tag'],
  ['a: 1\n---\nb: 2\n', 'a second document starts at line 2'],
  ['? [a]\n: 1\n', 'a key is not a text at line 1'],
  ['a: 9007199254740993\n', 'the number 9007199254740993 has no exact JSON form'],
  ['a: .inf\n', 'the number .inf has no exact JSON form'],
  ['a: [1, 2\nb: 3\n', 'at line 2'],
  ['\tjob: 1\n', 'at line 1'],
])('%j: %s', (text, message) =>
  expect(() => readYaml(text)).toThrow(
    expect.objectContaining({ code: 'BODY_MALFORMED', message: expect.stringContaining(message) }),
  ),
);

test('an alias bomb is refused', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]`)
    .join('\n')}\n`;
  expect(() => readYaml(bomb)).toThrow('is not accepted here');
});

test.each([
  ['flow', '['.repeat(5000)],
  ['block', '- '.repeat(5000)],
  ['keys', 'a:\n'.replace('a', '') + Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ['question marks', '? '.repeat(5000)],
])('deep nesting in %s is refused', (_, text) =>
  expect(() => readYaml(text)).toThrow(/nested deeper than 64 levels/),
);

test('a body of too many tokens is refused before it is parsed', () => {
  expect(() => readYaml(`[${'1,'.repeat(5_000_000)}]`)).toThrow('more than 100000 tokens');
});

test('a large body of few tokens is read', () => {
  const script = `#!/bin/sh\n${'echo hello\n'.repeat(50_000)}`;
  expect(readYaml(writeYaml({ script }))).toEqual({ script });
});

test('a member named __proto__ is a member and nothing else', () => {
  const value = readYaml('__proto__: {polluted: true}\n') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect('polluted' in value).toBe(false);
});

test('an empty body is null', () => expect(readYaml('')).toBeNull());
