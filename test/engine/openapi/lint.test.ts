import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v0 } from '../../../src/api/v0/index.ts';
import { v1 } from '../../../src/api/v1/index.ts';
import { documentNames, documents } from '../../../src/engine/openapi/documents.ts';
import { openapiOperations } from '../../../src/engine/openapi/operations.ts';

const BIN = join(import.meta.dirname, '../../../node_modules/.bin');
const NAMES = documentNames(v0);

let folder: string;
let redocly: Promise<readonly string[]>;
let spectral: Promise<readonly string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slurmrest-openapi-'));
  const document = documents([...v1, ...openapiOperations(v1, v0)], v0);
  for (const name of NAMES)
    await writeFile(join(folder, `${name}.json`), JSON.stringify(await document(name)));
  const files = NAMES.map((name) => `${name}.json`);
  const config = (name: string) => join(import.meta.dirname, name);
  redocly = lint('redocly', [...files, `--config=${config('redocly.yaml')}`]).then(redoclyFound);
  spectral = lint('spectral', [...files, `--ruleset=${config('spectral.yaml')}`, '--quiet']).then(
    spectralFound,
  );
  // Whichever fails first, the other is waited for by a test.
  for (const found of [redocly, spectral]) found.catch(() => {});
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Runs a linter away from the network.
 * @returns what it prints, of Redocly an object a file: its verdict, whatever it exits with
 */
async function lint(tool: string, args: readonly string[]): Promise<unknown[]> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const run = promisify(execFile)(join(BIN, tool), ['lint', '--format=json', ...args], {
    env,
    cwd: folder,
    maxBuffer: 256 * 1024 * 1024,
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return JSON.parse(`[${stdout.slice(stdout.search(/^[[{]/m)).replace(/^\}\s*\{/gm, '},{')}]`);
}

/** What Redocly found, errors and warnings alike, a line each that begins with the file. */
function redoclyFound(verdicts: unknown[]): string[] {
  expect(verdicts).toHaveLength(NAMES.length);
  type Problem = {
    message: string;
    ruleId: string;
    location: { source: { ref: string }; pointer: string }[];
  };
  return (verdicts as { problems: Problem[] }[])
    .flatMap(({ problems }) => problems)
    .map(({ message, ruleId, location: [at] }) =>
      [basename(at?.source.ref ?? ''), at?.pointer, ruleId, message].join(' '),
    );
}

function spectralFound([found]: unknown[]): string[] {
  return (found as { source: string; path: string[]; code: string; message: string }[]).map(
    ({ source, path, code, message }) => [basename(source), path.join('/'), code, message].join(' '),
  );
}

describe.each(NAMES)('the document of %s', (name) => {
  const here = (found: readonly string[]) => found.filter((line) => line.startsWith(`${name}.json `));

  test('Redocly finds nothing in its recommended rules', { timeout: 600_000 }, async () => {
    expect(here(await redocly)).toEqual([]);
  });

  test('Spectral finds nothing in its OpenAPI rules', { timeout: 600_000 }, async () => {
    expect(here(await spectral)).toEqual([]);
  });
});
