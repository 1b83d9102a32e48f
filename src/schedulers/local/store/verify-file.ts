import { closeSync, openSync, readSync } from 'node:fs';
import { BOOT_ID } from '../run/processes.ts';

/*
 * What a power failure may leave of LMDB's file: LMDB itself has no checksums, trusts every page it is pointed to, and
 * gives out pages anew by a list that may be older than the rest. Layout: mdb.c of lmdb-js (data version 1), 64 bit.
 */

const PAGE_HEADER = 24;
const FLAGS_AT = 18;
const LOWER_AT = 20;
const [BRANCH, LEAF, OVERFLOW] = [0x01, 0x02, 0x04];
const NODE_HEADER = 8;
const [BIG_DATA, SUB_DATABASE] = [0x01, 0x02];
/** The file is written before it is flushed: then the record behind the flush counts after another boot. */
const OVERLAPPING_SYNC = 0x1000;
const NO_PAGE = (1n << 64n) - 1n;

/** Where in the file it says which version of the trees counts: MDB_meta. */
interface Meta {
  readonly free: Tree;
  readonly main: Tree;
  readonly lastPage: number;
  readonly version: bigint;
  readonly bootId: bigint;
  readonly unflushed: boolean;
}

/** MDB_db: what LMDB counts of a tree. */
interface Tree {
  readonly branches: number;
  readonly leaves: number;
  readonly overflows: number;
  readonly entries: number;
  /** Undefined of an empty one. */
  readonly root: number | undefined;
}

/**
 * Whether a store was last written before the machine was started anew, so that a power failure may have been the end
 * of it; false once anybody has written to it since.
 */
export function isOfEarlierBoot(path: string, pageSize: number): boolean {
  return withMetas(path, pageSize, (_, metas, bootId) => metas.every((meta) => meta.bootId !== bootId));
}

/**
 * Looks through all of a store for whatever LMDB would not notice. Costs a look at each page of the trees.
 * @returns what is wrong with it
 */
export function damageOf(path: string, pageSize: number): string | undefined {
  return withMetas(path, pageSize, (fd, [even, odd, flushed], bootId) => {
    const meta = choose(choose(even, odd, bootId), flushed, bootId);
    return meta.version === 0n ? undefined : new Walk(fd, pageSize, meta).problem();
  });
}

function withMetas<Result>(
  path: string,
  pageSize: number,
  look: (fd: number, metas: readonly [Meta, Meta, Meta], bootId: bigint) => Result,
): Result {
  const fd = openSync(path, 'r');
  try {
    const metas = [readMeta(fd, 0), readMeta(fd, pageSize), readMeta(fd, pageSize / 2)] as const;
    return look(fd, metas, thisBoot());
  } finally {
    closeSync(fd);
  }
}

/** As LMDB chooses when it is the first to open the file: mdb_pick_meta. */
function choose(one: Meta, other: Meta, bootId: bigint): Meta {
  if (other.version === 0n) return one;
  const latest = one.version >= other.version ? one : other;
  if (latest.bootId === bootId || !latest.unflushed) return latest;
  return one.version > other.version ? other : one;
}

function readMeta(fd: number, at: number): Meta {
  const page = Buffer.alloc(168);
  readSync(fd, page, 0, page.length, at);
  return {
    free: treeAt(page, 48),
    main: treeAt(page, 96),
    lastPage: Number(page.readBigUInt64LE(144)),
    version: page.readBigUInt64LE(152),
    bootId: page.readBigInt64LE(160),
    unflushed: (page.readUInt16LE(52) & OVERLAPPING_SYNC) !== 0,
  };
}

function treeAt(bytes: Buffer, at: number): Tree {
  const number = (offset: number) => Number(bytes.readBigUInt64LE(at + offset));
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    branches: number(8),
    leaves: number(16),
    overflows: number(24),
    entries: number(32),
    root: root === NO_PAGE ? undefined : Number(root),
  };
}

/** The first part of boot_id(5) as LMDB reads it. */
function thisBoot(): bigint {
  const first = BOOT_ID.split('-', 1)[0];
  return /^[0-9a-f]+$/.test(first ?? '') ? BigInt(`0x${first}`) : 0n;
}

/** A look at everything a version of the trees refers to. */
class Walk {
  readonly #fd: number;
  readonly #pageSize: number;
  readonly #meta: Meta;
  /** Pages that have been come across, the free ones among them. */
  readonly #seen: Uint8Array;
  /** Of the tree that is being looked at. */
  #count = { branches: 0, leaves: 0, overflows: 0, entries: 0 };

  constructor(fd: number, pageSize: number, meta: Meta) {
    this.#fd = fd;
    this.#pageSize = pageSize;
    this.#meta = meta;
    this.#seen = new Uint8Array(meta.lastPage + 1);
  }

  problem(): string | undefined {
    try {
      this.#tree(this.#meta.free, (data) => this.#learnFree(data));
      const databases: Tree[] = [];
      this.#tree(this.#meta.main, (data, flags) => {
        if (flags & SUB_DATABASE) databases.push(treeAt(data, 0));
      });
      for (const database of databases) this.#tree(database);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  #tree(tree: Tree, each?: (data: Buffer, flags: number) => void): void {
    this.#count = { branches: 0, leaves: 0, overflows: 0, entries: 0 };
    if (tree.root !== undefined) this.#page(tree.root, each);
    for (const [name, count] of Object.entries(this.#count))
      if (count !== tree[name as keyof Tree])
        throw new Error(`it has ${count} ${name} of ${tree[name as keyof Tree]}`);
  }

  #page(number: number, each: ((data: Buffer, flags: number) => void) | undefined): void {
    const page = this.#take(number, this.#pageSize);
    const flags = page.readUInt16LE(FLAGS_AT);
    const isBranch = (flags & BRANCH) !== 0;
    if (!isBranch && !(flags & LEAF)) throw new Error(`page ${number} is missing`);
    const nodes = page.readUInt16LE(LOWER_AT) >> 1;
    if (isBranch) this.#count.branches++;
    else this.#count.leaves++;
    for (let node = 0; node < nodes; node++) {
      const at = page.readUInt16LE(PAGE_HEADER + 2 * node) + PAGE_HEADER;
      const low = page.readUInt32LE(at);
      const nodeFlags = page.readUInt16LE(at + 4);
      if (isBranch) this.#page(low + nodeFlags * 2 ** 32, each);
      else {
        this.#count.entries++;
        const data = at + NODE_HEADER + page.readUInt16LE(at + 6);
        const value =
          nodeFlags & BIG_DATA ? this.#overflow(page, data, low) : page.subarray(data, data + low);
        each?.(value, nodeFlags);
      }
    }
  }

  /** Data on pages of its own; the reference to them says by which change they were written. */
  #overflow(page: Buffer, at: number, bytes: number): Buffer {
    const first = Number(page.readBigUInt64LE(at));
    const pages = Math.ceil((PAGE_HEADER + bytes) / this.#pageSize);
    const run = this.#take(first, pages * this.#pageSize);
    if (!(run.readUInt16LE(FLAGS_AT) & OVERFLOW) || run.readBigUInt64LE(8) !== page.readBigUInt64LE(at + 8))
      throw new Error(`page ${first} is of another change`);
    this.#count.overflows += pages;
    return run.subarray(PAGE_HEADER, PAGE_HEADER + bytes);
  }

  #take(number: number, bytes: number): Buffer {
    const page = Buffer.alloc(bytes);
    readSync(this.#fd, page, 0, bytes, number * this.#pageSize);
    if (Number(page.readBigUInt64LE(0)) !== number) throw new Error(`page ${number} is missing`);
    this.#see(number, bytes / this.#pageSize);
    return page;
  }

  #see(first: number, count: number): void {
    if (first + count > this.#seen.length) throw new Error(`page ${first} is beyond the last one`);
    for (let page = first; page < first + count; page++) {
      if (this.#seen[page]) throw new Error(`page ${page} is used twice`);
      this.#seen[page] = 1;
    }
  }

  /** Its length, then page numbers; a negative one says how many follow the next. */
  #learnFree(list: Buffer): void {
    let run = 1;
    for (let at = 8; at + 8 <= list.length; at += 8) {
      const entry = Number(list.readBigInt64LE(at));
      if (entry < 0) run = -entry;
      else if (entry > 0) {
        this.#see(entry, run);
        run = 1;
      }
    }
  }
}
