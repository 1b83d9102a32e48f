import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ScriptFiles } from '../../../../src/schedulers/local/run/script-files.ts';

const [uid, gid] = [process.geteuid!(), process.getegid!()];
let home: string;
let files: ScriptFiles;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'scripts-'));
  files = new ScriptFiles(home);
  onTestFinished(() => rmSync(home, { recursive: true }));
});

test('the same script is one file, which only its user may read; another script is another', () => {
  const first = files.hold('#!/bin/sh\n', uid, gid);
  expect(first).toMatch(/\/slurm_script$/);
  expect(statSync(first).mode & 0o777).toBe(0o500);
  expect(files.hold('#!/bin/sh\n', uid, gid)).toBe(first);
  expect(files.hold('#!/bin/bash\n', uid, gid)).not.toBe(first);
});

test('one that a job has changed or removed is run by nobody else', () => {
  const changed = files.hold('#!/bin/sh\n', uid, gid);
  chmodSync(changed, 0o700);
  writeFileSync(changed, '#!/bin/sh\necho other\n');
  const removed = files.hold('#!/bin/sh\n', uid, gid);
  expect(removed).not.toBe(changed);
  rmSync(removed);
  const third = files.hold('#!/bin/sh\n', uid, gid);
  expect(readFileSync(third, 'utf8')).toBe('#!/bin/sh\n');
  for (const path of [changed, removed, third]) files.release(path);
  files.close();
  expect(readdirSync(home)).toEqual([]);
});

test('of those that nobody uses a few are kept, and none that is used is removed', () => {
  const used = files.hold('#!/bin/sh\n# used\n', uid, gid);
  for (let script = 0; script < 100; script++) {
    files.release(files.hold(`#!/bin/sh\n# ${script}\n`, uid, gid));
  }
  expect(readdirSync(home).length).toBeLessThan(20);
  expect(existsSync(used)).toBe(true);
});
