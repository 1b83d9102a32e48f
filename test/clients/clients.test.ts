import { execFile } from 'node:child_process';
import { cp, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v0 } from '../../src/api/v0/index.ts';
import { documents } from '../../src/engine/openapi/documents.ts';
import { buildProgram, type Program } from '../server/process/program.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const node = (script: string, ...args: readonly string[]) => run(process.execPath, [script, ...args]);

/** Programs that are compiled against what the generators make, in a folder of their own. */
const STRICT = {
  compilerOptions: {
    strict: true,
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'nodenext',
    types: ['node'],
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    outDir: 'out',
  },
  include: ['*.ts'],
};

let program: Program;
let folder: string;
let url: string;
let token: string;

beforeAll(async () => {
  program = await buildProgram('embedded');
  folder = path.join(program.folder, 'clients');
  await cp(path.join(import.meta.dirname, 'programs'), folder, { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(STRICT));
  const document = path.join(program.folder, 'openapi.json');
  await writeFile(document, JSON.stringify(await documents([], v0)('v0.0.45')));
  await Promise.all([
    node(
      path.join(import.meta.dirname, 'node_modules/openapi-typescript/bin/cli.js'),
      ...[document, '-o', path.join(folder, 'schema.ts')],
    ),
    run(path.join(ROOT, 'node_modules/.bin/swagger-typescript-api'), [
      ...['generate', '--path', document, '--output', folder, '--name', 'api.ts'],
      ...['--extract-request-params', '--silent'],
    ]),
  ]);
  await run(path.join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder]).catch((error: { stdout: string }) => {
    throw new Error(`what was generated does not compile:\n${error.stdout}`);
  });
  const made = program.start('slurmrest', ['token']);
  await made.exited;
  token = made.stdout().trim().replace('SLURM_JWT=', '');
  const daemon = program.start('slurmrest', ['serve', '127.0.0.1:0']);
  [url = ''] = (await daemon.told(/http:\/\/127\.0\.0\.1:\d+/)) as string[];
}, 600_000);
afterAll(() => program?.dispose());

test.each(['openapi-fetch', 'swagger-typescript-api'])(
  'a client made for %s submits, reads, changes and cancels',
  async (client) => {
    const { stdout } = await node(path.join(folder, 'out', `${client}.js`), url, token);
    const { told, ...seen } = JSON.parse(stdout) as { told: Record<string, number> };
    expect(new Set(Object.values(told))).toEqual(new Set([200]));
    expect(Object.keys(told)).toHaveLength(32);
    expect(seen).toMatchObject({
      up: true,
      jobs_submitted: expect.any(Number),
      name: 'typed',
      limit: 5,
      states: expect.arrayContaining([expect.stringMatching(/^\d+$/)]),
      storage: {
        up: true,
        host: expect.any(String),
        job: true,
        name: 'typed',
        results: [expect.stringMatching(/^\d+ submitted at /)],
        associations: expect.any(Number),
        qos: ['normal', 'normal'],
        tres: 'cpu',
      },
      hostnames: ['host1', 'host2'],
      cancelled: [],
      missing: 2017,
    });
  },
);
