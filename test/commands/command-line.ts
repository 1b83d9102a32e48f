import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
// What commands load lazily, loaded before the clock of a test starts.
import '../../src/cli/open-engine.ts';
import '../../src/commands/cancel.ts';
import '../../src/commands/show.ts';
import '../../src/commands/submit.ts';
import '../../src/engine/compile-check.ts';

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
