import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v1 } from '../../../src/api/v1/index.ts';
import { openapiDocument } from '../../../src/engine/openapi/document.ts';
import { openapiOperations } from '../../../src/engine/openapi/operations.ts';

const BIN = join(import.meta.dirname, '../../../node_modules/.bin');

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slurmrest-openapi-'));
  file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(openapiDocument([...v1, ...openapiOperations(v1)])));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a linter away from the network; its verdict is its stdout whatever it exits with. */
async function lint(tool: string, args: readonly string[]): Promise<unknown> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const run = promisify(execFile)(join(BIN, tool), args, { env, cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
}

test('Redocly finds nothing in its recommended rules', { timeout: 600_000 }, async () => {
  const config = join(import.meta.dirname, 'redocly.yaml');
  expect(await lint('redocly', ['lint', file, '--format=json', `--config=${config}`])).toMatchObject({
    totals: { errors: 0, warnings: 0 },
    problems: [],
  });
});

test('Spectral finds nothing in its OpenAPI rules', { timeout: 600_000 }, async () => {
  const ruleset = join(import.meta.dirname, 'spectral.yaml');
  expect(await lint('spectral', ['lint', file, '--format=json', '--quiet', `--ruleset=${ruleset}`])).toEqual(
    [],
  );
});
