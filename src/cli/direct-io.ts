import { fstatSync, type Stats, writeSync } from 'node:fs';
import type { Io, Output } from './io.ts';

/**
 * The standard streams of a command that ends at once. What goes to a file or a pipe is written as it is: Node's own
 * streams take longer to load than most commands to answer. Where nobody reads any more, the command goes on unheard.
 */
export function directIo(process: Io): Io {
  const stdout = directOutput(1, () => process.stdout);
  const stderr = directOutput(2, () => process.stderr);
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return stdout();
    },
    get stderr() {
      return stderr();
    },
  };
}

/** @param stream the same output as a stream of Node, which terminals and sockets are written to */
export function directOutput(fd: number, stream: () => Output): () => Output {
  let chosen: Output | undefined;
  const asStream = (): Output => {
    const output = stream();
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    chosen = output;
    return output;
  };
  const direct: Output = {
    write(text: string | Uint8Array) {
      if (chosen !== direct) return asStream().write(text);
      const rest = written(fd, Buffer.from(text as string));
      // The other end has a pipe not wait, and has not read it: Node's stream waits for it.
      return rest.length === 0 || asStream().write(rest);
    },
    on: () => direct as never,
  };
  return () => {
    chosen ??= isDirect(fd) ? direct : asStream();
    return chosen;
  };
}

function isDirect(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || isMemoryDevice(stats);
  } catch {
    return false;
  }
}

/** /dev/null and the like, of which none is a terminal. Source: Linux, Documentation/admin-guide/devices.txt. */
function isMemoryDevice(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev >> 8 === 1;
}

/** Writes what can be written now, and gives the rest. */
function written(fd: number, bytes: Uint8Array): Uint8Array {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return rest;
      if (code === 'EPIPE') return new Uint8Array();
      throw error;
    }
  }
  return rest;
}
