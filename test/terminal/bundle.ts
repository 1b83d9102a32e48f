import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { options } from '../../build.js';

/** A program of the fixtures made into one file node can run. */
export interface Bundle {
  readonly path: string;
  /** A folder for what a test needs on disk. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Bundles `fixtures/<name>` as the published package is bundled. */
export async function bundleFixture(name: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'slurmrest-terminal-'));
  const path = join(folder, 'program.mjs');
  await build({
    ...options,
    entryPoints: [fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))],
    outfile: path,
    splitting: false,
    legalComments: 'none',
  });
  return { path, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
