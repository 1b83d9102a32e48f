import { describe, expect, test } from 'vitest';
import { readDirectives } from '../../src/commands/submit/directives.ts';
import { type Given, readOptions } from '../../src/commands/submit/read-options.ts';

const plain = (given: readonly Given[]) =>
  Object.fromEntries(given.map(({ option, value }) => [option.name, value]));

describe('the command line of submit', () => {
  const read = (...words: string[]) => {
    const { components, foreign, operands } = readOptions(words, '', ['--url', '-f']);
    return { given: components.map(plain), foreign, operands };
  };

  test('takes values joined and apart, long and short', () => {
    const expected = [{ ntasks: '4', partition: 'debug', time: '1:00', 'job-name': 'a b' }];
    expect(read('--ntasks=4', '-p', 'debug', '-t1:00', '--job-name', 'a b').given).toEqual(expected);
  });

  test('takes unambiguous abbreviations, clustered letters and optional values', () => {
    expect(read('--part=x', '-HW', '--exclusive', '--nice=5').given).toEqual([
      { partition: 'x', hold: true, wait: true, exclusive: true, nice: '5' },
    ]);
  });

  test('leaves what follows the script to the script', () => {
    const { given, operands } = read('-n1', 'job.sh', '--wait', '-n2', '--help');
    expect(given).toEqual([{ ntasks: '1' }]);
    expect(operands).toEqual(['job.sh', '--wait', '-n2', '--help']);
  });

  test('hands flags of others on with their values', () => {
    const { foreign, operands } = read('--url', 'unix:/x', '--json', '-vv', '-f', 'a.conf', '-n1', '-');
    expect(foreign).toEqual(['--url', 'unix:/x', '--json', '-v', '-v', '-f', 'a.conf']);
    expect(operands).toEqual(['-']);
  });

  test('tells letters of its own from those of others that they are clustered with', () => {
    const { given, foreign } = read('-vHfa.conf', '-vn4', 'job.sh');
    expect(given).toEqual([{ hold: true, ntasks: '4' }]);
    expect(foreign).toEqual(['-v', '-fa.conf', '-v']);
  });

  test('parts the components of a het job at colons', () => {
    expect(read('-n1', ':', '-n2', '--mem=1G', 'job.sh').given).toEqual([
      { ntasks: '1' },
      { ntasks: '2', mem: '1G' },
    ]);
  });

  test('refuses a missing value, and a value that is not taken', () => {
    expect(() => read('--ntasks')).toThrow('--ntasks: needs a value');
    expect(() => read('--hold=yes')).toThrow('--hold: takes no value');
  });
});

describe('#SBATCH lines', () => {
  const read = (...lines: string[]) =>
    readDirectives(['#!/bin/sh', ...lines].join('\n'), 'job.sh').map(plain);

  test('are read up to the first command', () => {
    const given = read('#SBATCH -n 4', '', '# a comment', '#SBATCH --time=5', 'echo', '#SBATCH --hold');
    expect(given).toEqual([{ ntasks: '4', time: '5' }]);
  });

  test('may quote and end in a comment', () => {
    expect(read('#SBATCH -J "my job" --comment=\'it\'"\\"s"  # why')).toEqual([
      { 'job-name': 'my job', comment: 'it"s' },
    ]);
  });

  test('begin another component with hetjob', () => {
    expect(read('#SBATCH -n1', '#SBATCH hetjob', '#SBATCH -n2')).toEqual([{ ntasks: '1' }, { ntasks: '2' }]);
  });

  test('name the line of a mistake', () => {
    expect(() => read('#SBATCH --foo=1')).toThrow('job.sh:2: --foo=1: is not an option of sbatch');
    expect(() => read('', '#SBATCH -J "x')).toThrow('job.sh:3: -J "x: has a quote that never ends');
  });
});
