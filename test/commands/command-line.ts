import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { COMMANDS } from '../../src/cli/commands.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
// What commands load lazily, loaded before the clock of a test starts.
import '../../src/cli/open-engine.ts';
import '../../src/engine/compile-check.ts';

await Promise.all(Object.values(COMMANDS).map((load) => load()));

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process, with `stdin` as its standard input. */
export async function run(words: readonly string[], stdin = ''): Promise<Outcome> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const io = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr } as unknown as Io;
  const code = await main(words, io);
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}
