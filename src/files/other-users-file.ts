import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { getSystemErrorName } from 'node:util';
import { findPerl } from '../slurm/perl.ts';
import { NOT_REGULAR, OPEN_FLAGS } from './own-file.ts';
import type { ReadableFile } from './readable-file.ts';
import { READER_PROGRAM } from './reader-program.ts';

/** Who a process becomes. */
interface Identity {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** What {@link READER_PROGRAM} answers for a file that is not a regular one. */
const IRREGULAR = 1000;

/**
 * Opens a file as another user, in a process that becomes that user; this one has to be root's. It ends when the file
 * is closed, and with this process. One question at a time.
 * @throws Error of open(2), or one that says that the file is not a regular one; SlurmError `PERL_MISSING`
 */
export async function openOtherUsersFile(path: string, identity: Identity): Promise<ReadableFile> {
  const child = spawn(findPerl('read files of other users'), ['-e', READER_PROGRAM], {
    // Nothing of this process's environment or folder is left to the user.
    env: {},
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => child.stdout.destroy());
  child.stdin.on('error', () => {});
  const close = async () => {
    child.stdin.end();
    child.kill('SIGKILL');
  };
  const take = taker(child.stdout);
  const ask = async (request: Buffer): Promise<Buffer> => {
    child.stdin.write(request);
    const head = await take(8);
    const bytes = await take(head.readUInt32BE(4));
    const error = head.readUInt32BE(0);
    if (error !== 0) throw errorOf(error);
    return bytes;
  };

  try {
    const { uid, gid, groups } = identity;
    await ask(opening([uid, gid, groups.join(' '), OPEN_FLAGS, path].map(String)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async status() {
      const text = (await ask(question(0, 0))).toString('latin1');
      return { size: Number(text.split(' ')[2]), version: text.replaceAll(' ', '-') };
    },
    read: (position, length) => ask(question(position, length)),
    close,
  };
}

/** Length and strings, each after its own length, as Perl's unpack 'N/a*' reads them. */
function opening(fields: readonly string[]): Buffer {
  const parts = fields.flatMap((field) => [number(Buffer.byteLength(field)), Buffer.from(field)]);
  const bytes = Buffer.concat(parts);
  return Buffer.concat([number(bytes.length), bytes]);
}

function question(position: number, length: number): Buffer {
  return Buffer.concat([number(Math.floor(position / 2 ** 32)), number(position % 2 ** 32), number(length)]);
}

function number(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Takes exactly so many bytes of a stream at a time. */
function taker(stream: Readable): (count: number) => Promise<Buffer> {
  let wake = () => {};
  // One listener for all: a new one would be called at once for what is there already.
  stream.on('readable', () => wake()).on('close', () => wake());
  return async (count) => {
    if (count === 0) return Buffer.alloc(0);
    for (;;) {
      const heard = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const bytes: Buffer | null = stream.read(count);
      if (bytes?.length === count) return bytes;
      if (bytes !== null || stream.destroyed || stream.readableEnded)
        throw new Error('the process that read it ended');
      await heard;
    }
  };
}

function errorOf(errno: number): Error {
  if (errno === IRREGULAR) return new Error(NOT_REGULAR);
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(code), { code });
}
