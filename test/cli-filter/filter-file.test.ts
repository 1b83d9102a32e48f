import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filterFile, readFilter } from '../../src/cli-filter/filter-file.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'slurmrest-filter-'));
  file = path.join(folder, 'cli_filter.lua');
  await writeFile(file, 'text', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true }));

describe('the filter of a site', () => {
  test.each([
    ['CliFilterPlugins=lua', true],
    ['CliFilterPlugins=user_defaults,cli_filter/Lua', true],
    ['CliFilterPlugins=user_defaults', false],
    ['', false],
  ])('slurm.conf with "%s"', async (line, has) => {
    const conf = path.join(folder, 'slurm.conf');
    await writeFile(conf, `ClusterName=c\n${line}\n`);
    expect(filterFile(undefined, readSlurmConf(conf))).toBe(has ? file : undefined);
    expect(filterFile('/site/filter.js', readSlurmConf(conf))).toBe('/site/filter.js');
  });
});

describe('who may write a filter', () => {
  const refused = 'nobody but root may write';
  const own = process.geteuid!();

  test.each([0o622, 0o602, 0o620])('root runs none with mode %o', async (mode) => {
    await chmod(file, mode);
    expect(() => readFilter(file, 0)).toThrow(refused);
    expect(readFilter(file, 1000)).toBe('text');
    await chmod(file, 0o600);
  });

  test('root runs none of another user', () => {
    // Run as root, the file is root's; run as anybody else, it is not.
    if (own === 0) expect(readFilter(file, 0)).toBe('text');
    else expect(() => readFilter(file, 0)).toThrow(refused);
  });

  test('there has to be one', () => {
    expect(() => readFilter(path.join(folder, 'none'))).toThrow('ENOENT');
  });
});
