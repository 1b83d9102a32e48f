import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { build } from 'esbuild';
import type { Inspected } from './content.ts';

/** Opens stores in a process of its own. */
export interface Inspector {
  /** @returns undefined where opening it ended the process */
  inspect(stateDir: string): Promise<Inspected | undefined>;
  close(): void;
}

/** @param folder where its program may be put */
export async function openInspector(folder: string): Promise<Inspector> {
  const program = path.join(folder, 'inspector.mjs');
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  await build({
    entryPoints: [path.resolve('test/reliability/store/inspector.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: ['lmdb', 'koffi'],
    outfile: program,
  });
  let child: ChildProcess | undefined;
  let lines: AsyncIterator<string> | undefined;
  const start = () => {
    child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin!.on('error', () => {});
    const reader: Interface = createInterface({ input: child.stdout! });
    lines = reader[Symbol.asyncIterator]();
  };
  return {
    async inspect(stateDir) {
      if (!child) start();
      child!.stdin!.write(`${stateDir}\n`);
      const { value, done } = await lines!.next();
      if (!done) return JSON.parse(value);
      child = undefined;
      return undefined;
    },
    close: () => child?.stdin?.end(),
  };
}
