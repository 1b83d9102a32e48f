import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { manualPages } from '../../src/cli/manual/pages.ts';

const FOLDER = fileURLToPath(new URL('../../man/', import.meta.url));

// Outside the tests: it loads every command.
const written = await manualPages();

test('the manual is what the metadata of the commands say; else run npm run man', () => {
  const kept = readdirSync(FOLDER);
  expect(kept.sort()).toEqual([...written.keys()].sort());
  for (const [name, text] of written) expect(readFileSync(FOLDER + name, 'utf8'), name).toBe(text);
});

test('mandoc has nothing to say about the manual', () => {
  const pages = readdirSync(FOLDER).map((name) => FOLDER + name);
  const { error, stdout, status } = spawnSync('mandoc', ['-Tlint', '-Wwarning', ...pages], {
    encoding: 'utf8',
  });
  expect(error).toBeUndefined();
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
