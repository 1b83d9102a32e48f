import path from 'node:path';
import { expect, test } from 'vitest';
import { tokenWarnings } from '../../src/cli/token-warnings.ts';
import { temporaryFolder, writeFile } from './configuration/folder.ts';

const NOW = 1_000_000;
const variable = { kind: 'variable', name: 'SLURM_JWT' } as const;
const command = { kind: 'command', words: ['pass', 'show'] } as const;
const token = (expires: number | undefined) => ({ user: 'ann', token: 't', expires });

test('a token that has ended, or soon does, is told of', () => {
  expect(tokenWarnings(variable, token(NOW - 3600), NOW)).toEqual([
    'The token of SLURM_JWT expired 01:00:00 ago. Make a new one with "slurmrest token" or "scontrol token".',
  ]);
  expect(tokenWarnings(variable, token(NOW + 120), NOW)).toEqual([
    'The token of SLURM_JWT expires in 00:02:00. Make a new one with "slurmrest token" or "scontrol token".',
  ]);
});

test('there is nothing to tell of others', () => {
  for (const expires of [NOW + 1800, undefined])
    expect(tokenWarnings(variable, token(expires), NOW)).toEqual([]);
  expect(tokenWarnings(variable, { user: 'ann', token: undefined, expires: undefined }, NOW)).toEqual([]);
});

test('a command makes new ones; only what it makes may have ended', () => {
  expect(tokenWarnings(command, token(NOW + 60), NOW)).toEqual([]);
  expect(tokenWarnings(command, token(NOW - 60), NOW)).toEqual([
    expect.stringMatching(/^The token of the command "pass show" expired .*clock/),
  ]);
});

test('a file that others may read is told of, a pipe is not', () => {
  const folder = temporaryFolder();
  const warnings = (mode: number) => {
    const file = writeFile(path.join(folder, 'token'), 't', mode);
    return tokenWarnings({ kind: 'file', file }, token(undefined), NOW);
  };
  expect(warnings(0o644)).toEqual([expect.stringMatching(/^Other users may read the token in .*chmod 600/)]);
  expect(warnings(0o640)).toHaveLength(1);
  expect(warnings(0o600)).toEqual([]);
  expect(tokenWarnings({ kind: 'file', file: '/dev/null' }, token(undefined), NOW)).toEqual([]);
});
