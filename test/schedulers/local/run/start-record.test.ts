import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  makeRecord,
  readRecord,
  readRecords,
  withdraw,
} from '../../../../src/schedulers/local/run/start-record.ts';
import { sweepStarts } from '../../../../src/schedulers/local/run/sweep-starts.ts';

let home: string;
let start: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'records-'));
  start = join(home, '12.1');
  onTestFinished(() => rmSync(home, { recursive: true }));
});

test('a record is made, claimed, and tells how the start ended', () => {
  expect(readRecord(start)).toEqual({ kind: 'none' });
  makeRecord(home, start, 'ticket');
  expect(readRecord(start)).toEqual({ kind: 'free', entry: `${start}:free:ticket` });
  renameSync(`${start}:free:ticket`, `${start}:77:88:boot`);
  expect(readRecord(start)).toMatchObject({
    kind: 'claimed',
    pid: 77,
    startTime: '88',
    bootId: 'boot',
    batch: undefined,
  });
  renameSync(`${start}:77:88:boot`, `${start}:77:88:boot:78`);
  expect(readRecord(start)).toMatchObject({ kind: 'claimed', batch: 78 });
  expect(withdraw(start)).toBe(false);
  renameSync(`${start}:77:88:boot:78`, `${start}:exit:256:0.5:0.25:4096:1700000000:1`);
  expect(readRecord(start)).toMatchObject({
    kind: 'exited',
    exit: { waitStatus: 256, userSeconds: 0.5, systemSeconds: 0.25, maxRss: 4096, endTime: 1_700_000_000 },
    hasSteps: true,
  });
  expect(withdraw(start)).toBe(false);
});

test('who withdraws a start has it: no shepherd can claim it any more', () => {
  makeRecord(home, start, 'ticket');
  expect(withdraw(start)).toBe(true);
  expect(() => renameSync(`${start}:free:ticket`, `${start}:77:88:boot`)).toThrow('ENOENT');
  expect(withdraw(start)).toBe(true);
});

test('no record costs a file of its own, and starts with similar names are told apart', () => {
  for (const name of ['1.1', '1.11', '11.1']) makeRecord(home, join(home, name), 'ticket');
  const inodes = readdirSync(home).map((name) => statSync(join(home, name)).ino);
  expect(new Set(inodes).size).toBe(1);
  expect(readRecord(join(home, '1.1'))).toMatchObject({ entry: join(home, '1.1:free:ticket') });
  expect([...readRecords(home).keys()].sort()).toEqual(
    ['1.1', '1.11', '11.1'].map((name) => join(home, name)),
  );
});

test('what nobody knows any more is swept away, and nothing else', async () => {
  for (const name of ['1.1', '2.1']) makeRecord(home, join(home, name), 'ticket');
  writeFileSync(join(home, '3.1'), '');
  writeFileSync(join(home, 'bin'), '');
  await sweepStarts(home, new Set([join(home, '2.1')]));
  expect(readdirSync(home).sort()).toEqual(['2.1:free:ticket', 'bin', 'start']);
});
