import { type FileHandle, open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { SlurmError } from '../slurm/error.ts';
import type { Client } from './client.ts';

/** A piece of a file that grows. */
export interface OutputPiece {
  readonly text: string;
  /** Where the next piece begins, in bytes. */
  readonly next: number;
  /** The path it was read from. */
  readonly name: string;
}

/** Bytes of the end that a first look reads. */
const FIRST_LOOK = 64 * 1024;
/** Bytes any other look reads at most. */
const PIECE = 256 * 1024;

/** An output of a job. */
export interface JobOutputFile {
  /** Of the job, in any form `parseJobId` reads. */
  readonly id: string;
  readonly stream: 'stdout' | 'stderr';
  readonly path: string;
}

/**
 * Reads what a job has written: in the file where this machine sees it, else through the API.
 * @param from byte to go on from; undefined = the end of the file, from the beginning of a line
 * @throws SlurmError, AnswerError
 */
export async function readOutput(
  client: Pick<Client, 'output'>,
  output: JobOutputFile,
  from: number | undefined,
): Promise<OutputPiece> {
  try {
    return await readFromFile(output.path, from);
  } catch (problem) {
    return await readFromApi(client, output, from).catch((error) => {
      // SchedMD's daemon has no output: why the file cannot be read says more.
      throw error instanceof SlurmError && error.code === 'SLURMRESTD_LACKS' ? problem : error;
    });
  }
}

async function readFromApi(
  client: Pick<Client, 'output'>,
  { id, stream, path }: JobOutputFile,
  from: number | undefined,
): Promise<OutputPiece> {
  const range = from === undefined ? `bytes=-${FIRST_LOOK}` : `bytes=${from}-${from + PIECE - 1}`;
  const { bytes, start, size } = await client.output(id, stream, range);
  // It was cut short, as that of a job that was requeued.
  if (from !== undefined && size < from) return readFromApi(client, { id, stream, path }, 0);
  return { ...pieceOf(Buffer.from(bytes), start, from === undefined), name: path };
}

/** @throws SlurmError `FILE_UNREADABLE` */
async function readFromFile(path: string, from: number | undefined): Promise<OutputPiece> {
  if (path === '') throw unreadable('the output', 'the job has none');
  if (!isAbsolute(path)) throw unreadable(path, 'where it is, only the cluster knows');
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = 'it is not there; the job has not written yet, or did so on another machine';
    throw unreadable(path, code === 'ENOENT' ? missing : message);
  }
  try {
    const status = await file.stat();
    // Reading a terminal or a pipe would take from its reader, and may never end.
    if (!status.isFile()) throw unreadable(path, 'it is not a regular file');
    return { ...(await readPiece(file, status.size, from)), name: path };
  } finally {
    await file.close();
  }
}

async function readPiece(
  file: FileHandle,
  size: number,
  from: number | undefined,
): Promise<Omit<OutputPiece, 'name'>> {
  const truncated = from !== undefined && from > size;
  const start = truncated ? 0 : (from ?? Math.max(0, size - FIRST_LOOK));
  const buffer = Buffer.alloc(Math.min(size - start, PIECE));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return pieceOf(buffer.subarray(0, bytesRead), start, from === undefined);
}

/** @param first the end of a file, of which the line it begins in is left out where it is not whole */
function pieceOf(bytes: Buffer, start: number, first: boolean): Omit<OutputPiece, 'name'> {
  const end = wholeCharacters(bytes);
  const text = bytes.toString('utf8', 0, end);
  return { text: first && start > 0 ? text.slice(text.indexOf('\n') + 1) : text, next: start + end };
}

/** How many of the bytes make whole UTF-8 characters: the rest of the last one may still be on its way. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function unreadable(file: string, problem: string): SlurmError {
  return new SlurmError('FILE_UNREADABLE', { file, problem });
}
