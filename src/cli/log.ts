import type { Log } from '../slurm/log.ts';
import type { Io } from './io.ts';

/** How much a command says unasked: clients only errors, daemons also what they do. `-v` adds one. */
export const LOG_LEVELS = { error: 0, info: 1, verbose: 2, debug: 3 } as const;

/**
 * A log of lines `slurmrest: …` that drops everything above `level`. At the lowest level a message is one line:
 * the stack below it is for who runs a daemon, or asks with `-v`.
 */
export function createLog(io: Pick<Io, 'stderr'>, level: number): Log {
  const line = (lineLevel: number, prefix: string) => (message: string) => {
    if (lineLevel > level) return;
    const text = level === LOG_LEVELS.error ? message.split('\n', 1)[0] : message;
    io.stderr.write(`slurmrest: ${prefix}${text}\n`);
  };
  return {
    error: line(LOG_LEVELS.error, 'error: '),
    info: line(LOG_LEVELS.info, ''),
    verbose: line(LOG_LEVELS.verbose, 'debug:  '),
    debug: line(LOG_LEVELS.debug, 'debug2: '),
  };
}
