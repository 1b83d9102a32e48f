import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './command-line.ts';

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/plugins/queue-length.js');

let state: string;
beforeAll(async () => {
  state = await mkdtemp(path.join(tmpdir(), 'slurmrest-plugin-'));
});
afterAll(() => rm(state, { recursive: true, force: true }));

test('--plugin adds operations to the API of a command', async () => {
  const { code, stdout } = await run(['openapi', '--state', state, '--plugin', EXAMPLE]);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout).paths)).toContain('/site/v1/queue/{partition}');
});

test('--plugin tells of a file that is none', async () => {
  const { code, stderr } = await run(['openapi', '--state', state, '--plugin', path.join(state, 'none.js')]);
  expect(code).toBe(2);
  expect(stderr).toContain('there is no such file');
});
