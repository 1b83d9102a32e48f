import type { Io } from '../cli/io.ts';
import { EXIT } from '../slurm/error-table.ts';
import { printEach } from '../ui/watch/print-each.ts';

/**
 * Prints lines every `interval` seconds until a signal ends the process or nobody reads any more.
 * @returns exit code
 */
export async function printEvery(
  interval: number,
  io: Io,
  lines: () => Promise<readonly string[]>,
): Promise<number> {
  const unread = new AbortController();
  // A closed pipe: `slurmrest show --watch | head`.
  io.stdout.on('error', () => unread.abort());
  await printEach(lines, {
    interval,
    signal: unread.signal,
    print: (line) => io.stdout.write(`${line}\n`),
    complain: (line) => io.stderr.write(`slurmrest: ${line}\n`),
  });
  return EXIT.ok;
}
