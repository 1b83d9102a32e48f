import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { SlurmError } from '../../../slurm/error.ts';
import { storeError } from './store-error.ts';
import { damageOf, isOfEarlierBoot } from './verify-file.ts';

/*
 * LMDB maps its file into memory, and its binding corrupts its own heap when a write fails: a file that is
 * not LMDB's, that was cut short, or a full disk would end the process instead of being an error. So the file
 * is looked at before LMDB sees it, and the space for what is to be written is made beforehand.
 */

/** Of the first page's header: where MDB_MAGIC, the page size, and the last page's number are (lmdb 0.9, mdb.c). */
const MAGIC_AT = 24;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
const HEADER_BYTES = 160;
const MAGIC = 0xbeefc0de;
/** A new store gets its reserve after its first pages: until then the file may end early. */
const FIRST_PAGES = 16;

const MIB = 1024 ** 2;
const RESERVE = 2 * MIB;
let zeros: Buffer | undefined;
/** What makes room; few processes need it. */
function step(): Buffer {
  zeros ??= Buffer.alloc(MIB);
  return zeros;
}

/**
 * Makes sure that LMDB can open the file, or make it.
 * @param used whether the folder was in use before, so that an empty file is none that is just being made
 * @returns whether a power failure may have been the end of it, so that its content is to be looked at, too
 * @throws SlurmError `STATE_CORRUPT`, `STATE_DISK_FULL`, `STATE_UNUSABLE`
 */
export function checkStoreFile(path: string, used: boolean): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  const damaged = (problem: string) => new SlurmError('STATE_CORRUPT', { path, problem });
  if (!size) {
    if (size === 0 && used) throw damaged('it is empty');
    probeSpace(path);
    return false;
  }
  const header = Buffer.alloc(HEADER_BYTES);
  let pageSize = 0;
  let lastPage = 0;
  for (const page of [0, 1]) {
    readAt(path, header, page * pageSize);
    if (header.readUInt32LE(MAGIC_AT) !== MAGIC) throw damaged('it is not a store of jobs');
    pageSize = header.readUInt32LE(PAGE_SIZE_AT);
    if (pageSize < 512 || pageSize > 65_536) throw damaged('its header makes no sense');
    lastPage = Math.max(lastPage, Number(header.readBigUInt64LE(LAST_PAGE_AT)));
  }
  if (lastPage >= FIRST_PAGES && size < (lastPage + 1) * pageSize) throw damaged('it was cut short');
  if (!isOfEarlierBoot(path, pageSize)) return false;
  const problem = damageOf(path, pageSize);
  // Unless somebody else has opened it meanwhile, who has looked, too, and changes it.
  if (problem !== undefined && isOfEarlierBoot(path, pageSize)) throw damaged(problem);
  return true;
}

function readAt(path: string, buffer: Buffer, position: number): void {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    buffer.fill(0);
    readSync(fd, buffer, 0, buffer.length, position);
  } catch (cause) {
    throw storeError(cause, path);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Whether a new store would fit. */
function probeSpace(path: string): void {
  const probe = `${path}.probe.${process.pid}`;
  try {
    writeFileSync(probe, step(), { mode: 0o600 });
  } catch (cause) {
    throw storeError(cause, path);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Keeps room in the store's file beyond its last page. */
export interface Reserve {
  /**
   * To be called while holding LMDB's write lock, before anything is put.
   * @param bytes about to be written
   * @param lastPage number of the last page in use
   * @throws SlurmError `STATE_DISK_FULL`
   */
  ensure(bytes: number, lastPage: number, pageSize: number): void;
  close(): void;
}

export function openReserve(path: string): Reserve {
  const fd = openSync(path, 'r+');
  let size = 0;
  return {
    ensure(bytes, lastPage, pageSize) {
      // Values are rounded up to pages, and every change rewrites the pages on the way to it.
      const wanted = (lastPage + 1) * pageSize + RESERVE + 3 * bytes;
      if (size >= wanted) return;
      // Zeros beyond the end of the file: nobody else writes there while we hold the lock.
      size = fstatSync(fd).size;
      try {
        while (size < wanted) size += writeSync(fd, step(), 0, MIB, size);
      } catch (cause) {
        throw storeError(cause, path);
      }
    },
    close: () => closeSync(fd),
  };
}
