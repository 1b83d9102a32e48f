import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const UNITS = path.resolve(import.meta.dirname, '../../../examples/systemd');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-units-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('systemd understands every line of the units', async () => {
  const names = readdirSync(UNITS);
  for (const name of names) {
    // The program need not be installed for this.
    const text = readFileSync(path.join(UNITS, name), 'utf8').replaceAll(
      '/usr/bin/slurmrest',
      process.execPath,
    );
    writeFileSync(path.join(folder, name), text);
  }
  const files = names.map((name) => path.join(folder, name));
  // An unknown key is a warning and no failure, so that nothing at all has to be said.
  expect(await run('systemd-analyze', ['verify', '--man=no', ...files])).toEqual({ stdout: '', stderr: '' });
});
