import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';

const BIN = path.resolve(import.meta.dirname, '../../bin/slurmrest.js');
/** More than any pipe holds. */
const COMMENT = 'x'.repeat(1024 ** 2);

let folder: string;
let job: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'direct-io-'));
  job = path.join(folder, 'job.sh');
  writeFileSync(job, `#!/bin/sh\n# ${COMMENT}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Prints what is as long as the script. */
function submitDry(stdout: 'pipe' | number) {
  return spawn(process.execPath, [BIN, 'submit', '--dry-run', job], { stdio: ['ignore', stdout, 'pipe'] });
}

test('all of it is in the file', async () => {
  const file = path.join(folder, 'out');
  const fd = openSync(file, 'w');
  expect(await once(submitDry(fd), 'exit')).toEqual([0, null]);
  closeSync(fd);
  expect(JSON.parse(readFileSync(file, 'utf8')).script).toContain(COMMENT);
});

test('a pipe that takes only as much as it holds gets all of it', async () => {
  const fifo = path.join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  const reader = new Socket({ fd, readable: true, writable: false });
  let read = '';
  reader.on('data', (bytes) => {
    read += bytes;
  });
  expect(await once(submitDry(fd), 'exit')).toEqual([0, null]);
  await expect.poll(() => read.endsWith('}\n')).toBe(true);
  reader.destroy();
  expect(JSON.parse(read).script).toContain(COMMENT);
});

test.each(['submit --dry-run job.sh', 'openapi', 'show --help', 'show --watch'])(
  'nobody is told that nobody reads: %s',
  async (words) => {
    const fifo = path.join(folder, `unread ${words}`);
    execFileSync('mkfifo', [fifo]);
    const both = openSync(fifo, constants.O_RDWR);
    const writing = openSync(fifo, 'w');
    closeSync(both);
    const child = spawn(process.execPath, [BIN, ...words.split(' ')], {
      stdio: ['ignore', writing, 'pipe'],
      cwd: folder,
      env: { ...process.env, SLURMREST_STATE: path.join(folder, 'state') },
    });
    const said = text(child.stderr!);
    expect(await once(child, 'close')).toEqual([0, null]);
    closeSync(writing);
    expect(await said).toBe('');
  },
);

test('a socket is written to as ever', async () => {
  const child = submitDry('pipe');
  const read = text(child.stdout!);
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(JSON.parse(await read).script).toContain(COMMENT);
});

const FULL =
  'slurmrest: Cannot write the output: ENOSPC: no space left on device. Make room, or write it elsewhere.\n';

test.each(['submit --dry-run job.sh', 'submit --dry-run job.sh --json', 'openapi'])(
  'a full disk is an error: %s',
  async (words) => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [BIN, ...words.split(' ')], {
      stdio: ['ignore', full, 'pipe'],
      cwd: folder,
    });
    const said = text(child.stderr!);
    expect(await once(child, 'close')).toEqual([1, null]);
    closeSync(full);
    expect(await said).toBe(FULL);
  },
);
