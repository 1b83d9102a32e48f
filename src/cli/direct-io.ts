import { fstatSync, type Stats, writeSync } from 'node:fs';
import type { Io, Output } from './io.ts';
import { isUnread, unwritable } from './output-error.ts';

/** The standard streams of a command that ends at once. */
export interface DirectIo extends Io {
  /** Nothing is waiting to be written, so that the process may end. */
  readonly isWritten: boolean;
}

/**
 * Writes to files and pipes as they are: Node's own streams take longer to load than most commands to answer. Where
 * nobody reads any more, the command goes on unheard.
 */
export function directIo(process: Io): DirectIo {
  const stdout = new Way(1, () => process.stdout);
  const stderr = new Way(2, () => process.stderr);
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return stdout.output;
    },
    get stderr() {
      return stderr.output;
    },
    get isWritten() {
      return stdout.isWritten && stderr.isWritten;
    },
  };
}

/** How a file descriptor is written to, found out when it is first. */
class Way {
  readonly #fd: number;
  readonly #stream: () => Output;
  /** The same as a stream of Node, once it has to be: for terminals, for sockets, and for pipes that do not wait. */
  #opened: Output | undefined;
  #direct: Output | undefined;

  constructor(fd: number, stream: () => Output) {
    this.#fd = fd;
    this.#stream = stream;
  }

  get output(): Output {
    if (this.#opened) return this.#opened;
    if (!this.#direct && isDirect(this.#fd)) this.#direct = this.#directly();
    return this.#direct ?? this.#open();
  }

  get isWritten(): boolean {
    return !this.#opened?.writableLength;
  }

  #directly(): Output {
    const direct: Output = {
      write: (text: string | Uint8Array) => this.#write(Buffer.from(text as string)),
      on: () => direct as never,
    };
    return direct;
  }

  #open(): Output {
    this.#opened = this.#stream();
    this.#opened.on('error', () => {});
    return this.#opened;
  }

  #write(bytes: Uint8Array): boolean {
    if (this.#opened) return this.#opened.write(bytes);
    const rest = written(this.#fd, bytes);
    // The other end has a pipe not wait, and has not read it: Node's stream waits for it.
    return rest.length === 0 || this.#open().write(rest);
  }
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
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return rest;
      if (isUnread(error)) return new Uint8Array();
      throw unwritable(error);
    }
  }
  return rest;
}
