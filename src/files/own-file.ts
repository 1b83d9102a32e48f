import { constants, open } from 'node:fs/promises';
import type { ReadableFile } from './readable-file.ts';

/** Neither waits for the writer of a pipe nor takes a terminal; open(2). */
export const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Reading a terminal or a pipe would take from its reader, and might never end. */
export const NOT_REGULAR = 'it is not a regular file';

/**
 * Opens a file as the user this process runs as.
 * @throws Error of open(2), or one that says that the file is not a regular one
 */
export async function openOwnFile(path: string): Promise<ReadableFile> {
  const file = await open(path, OPEN_FLAGS);
  const status = await file.stat();
  if (!status.isFile()) {
    await file.close();
    throw new Error(NOT_REGULAR);
  }
  return {
    async status() {
      const { dev, ino, size, mtimeNs } = await file.stat({ bigint: true });
      return { size: Number(size), version: [dev, ino, size, mtimeNs].join('-') };
    },
    async read(position, length) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}
