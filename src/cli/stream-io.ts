import { EXIT } from '../slurm/error-table.ts';
import type { Io } from './io.ts';
import { isUnread, unwritable } from './output-error.ts';

/**
 * The standard streams of the whole program, whose commands may go on for long. Where nobody reads its output any more
 * it ends, as SIGPIPE ends others; where nobody reads what it says beside, it goes on. None is opened before it is
 * used: under inetd all of them are one connection.
 */
export function streamIo(process: NodeJS.Process): Io {
  let stdout: NodeJS.WriteStream | undefined;
  let stderr: NodeJS.WriteStream | undefined;
  const end = (error: Error) => {
    if (isUnread(error)) process.exit(EXIT.ok);
    io.stderr.write(`slurmrest: ${unwritable(error).message}\n`);
    process.exit(EXIT.failed);
  };
  const io: Io = {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      stdout ??= process.stdout.on('error', end);
      return stdout;
    },
    get stderr() {
      stderr ??= process.stderr.on('error', () => {});
      return stderr;
    },
  };
  return io;
}
