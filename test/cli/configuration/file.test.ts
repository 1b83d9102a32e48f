import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { changeConfiguration, readConfiguration } from '../../../src/cli/configuration/file.ts';
import { temporaryFolder, writeFile } from './folder.ts';

const TEXT = '# of mine\nclusters:\n  lab:\n    state: /lab # downstairs\n';

test('without a file nothing is configured', () => {
  expect(readConfiguration(path.join(temporaryFolder(), 'config.yaml'))).toEqual({});
});

test('a change makes the folder and the file, for the user only', async () => {
  const file = path.join(temporaryFolder(), 'slurmrest', 'config.yaml');
  await changeConfiguration(file, ({ document }) => document.setIn(['clusters', 'lab', 'state'], '/lab'));
  expect(readConfiguration(file)).toEqual({ clusters: { lab: { state: '/lab' } } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
});

test('a change keeps comments, and the link to the file', async () => {
  const folder = temporaryFolder();
  const real = writeFile(path.join(folder, 'dotfile'), TEXT);
  const file = path.join(folder, 'config.yaml');
  symlinkSync(real, file);
  await changeConfiguration(file, ({ document }) => document.set('current', 'lab'));
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(real, 'utf8')).toBe(`${TEXT}current: lab\n`);
});

test('a damaged file is never overwritten', async () => {
  const file = writeFile(path.join(temporaryFolder(), 'config.yaml'), 'clusters: {\n');
  const change = changeConfiguration(file, ({ document }) => document.set('current', 'lab'));
  await expect(change).rejects.toMatchObject({ code: 'CONFIG_MALFORMED' });
  expect(readFileSync(file, 'utf8')).toBe('clusters: {\n');
});

test('what would be damaged is never written', async () => {
  const file = writeFile(path.join(temporaryFolder(), 'config.yaml'), TEXT);
  const change = changeConfiguration(file, ({ document }) => document.set('current', 'nowhere'));
  await expect(change).rejects.toMatchObject({ code: 'CONFIG_MALFORMED' });
  expect(readFileSync(file, 'utf8')).toBe(TEXT);
});

test('a file that others may write to is refused', () => {
  for (const mode of [0o620, 0o602]) {
    const file = writeFile(path.join(temporaryFolder(), 'config.yaml'), TEXT, mode);
    expect(() => readConfiguration(file)).toThrow(expect.objectContaining({ code: 'CONFIG_EXPOSED' }));
  }
});

test('a folder in its place cannot be read', () => {
  const file = path.join(temporaryFolder(), 'config.yaml');
  mkdirSync(file, { mode: 0o700 });
  expect(() => readConfiguration(file)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
});
