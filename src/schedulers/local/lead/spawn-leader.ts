import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import type { Log } from '../../../slurm/log.ts';

/** Where the log of earlier leaders is thrown away. */
const MAX_LOG_BYTES = 1024 ** 2;

/** Starts a process that leads and outlives this one; it says into `logFile` what it has to say. */
export function spawnLeader(
  [file, ...args]: readonly [string, ...string[]],
  logFile: string,
  log: Log,
): void {
  let output: number | undefined;
  try {
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    output = openSync(logFile, size > MAX_LOG_BYTES ? 'w' : 'a', 0o600);
    const leader = spawn(file, args, { detached: true, stdio: ['ignore', output, output], cwd: '/' });
    leader.on('error', (error) => log.error(`cannot start the scheduler (${file}): ${error.message}`));
    leader.unref();
  } catch (error) {
    log.error(`cannot start the scheduler (${file}): ${(error as Error).message}`);
  } finally {
    if (output !== undefined) closeSync(output);
  }
}
