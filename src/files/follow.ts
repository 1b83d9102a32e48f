import { setTimeout as wait } from 'node:timers/promises';
import type { ReadableFile } from './readable-file.ts';

/** Bytes read at a time. */
const PIECE = 64 * 1024;
/** Milliseconds between two looks for more; files of other machines tell nobody that they have grown. */
const LOOK_EVERY = 500;

/**
 * The bytes of a file from `start` to before `end`.
 * @throws Error where the file has become shorter meanwhile
 */
export async function* bytesOf(file: ReadableFile, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; ) {
    const bytes = await file.read(position, Math.min(PIECE, end - position));
    if (bytes.length === 0) throw new Error('the file has become shorter');
    position += bytes.length;
    yield bytes;
  }
}

/**
 * All of a file, and what is written to it until `ended` says that nothing more will be. A file that has become shorter,
 * as that of a job that was requeued, is read from its beginning again.
 * @throws Error when `gone` is aborted
 */
export async function* followed(
  file: ReadableFile,
  ended: () => boolean,
  gone: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    gone.throwIfAborted();
    // Asked before the file is read: what was written until then is in it.
    const last = ended();
    const bytes = await file.read(position, PIECE);
    position += bytes.length;
    if (bytes.length > 0) yield bytes;
    else if ((await file.status()).size < position) position = 0;
    else if (last) return;
    else await wait(LOOK_EVERY, undefined, { signal: gone });
  }
}
