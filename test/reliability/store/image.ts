/** The bytes of a store's file at some moment, and what can become of them. Offsets are those of LMDB 0.9, mdb.c. */

const PAGE = 4096;
const SECTOR = 512;
/** Of each of the three records that say which version of the tree counts: the last one is written after a flush. */
const METAS = [0, PAGE, PAGE / 2];
const META_BYTES = 168;
const BOOT_ID_AT = 160;

/** As another boot of the machine finds it: then only what was flushed counts. */
export function afterReboot(image: Buffer): Buffer {
  const copy = Buffer.from(image);
  for (const meta of METAS) if (copy.length >= meta + META_BYTES) copy.writeBigInt64LE(7n, meta + BOOT_ID_AT);
  return copy;
}

/**
 * What is on the disk when the power fails in the midst of a change: of what it writes, any sectors. The record of
 * what was flushed is written last.
 * @param chosen whether a sector arrived
 */
export function powerLoss(before: Buffer, after: Buffer, chosen: () => boolean): Buffer {
  const image = Buffer.alloc(after.length);
  before.copy(image);
  let all = true;
  for (let at = 0; at < after.length; at += SECTOR) {
    if (at === PAGE / 2) continue;
    const sector = after.subarray(at, at + SECTOR);
    if (sector.equals(image.subarray(at, at + SECTOR))) continue;
    if (chosen()) sector.copy(image, at);
    else all = false;
  }
  if (all && chosen()) after.copy(image, PAGE / 2, PAGE / 2, PAGE / 2 + META_BYTES);
  // Where the file had not grown yet.
  return chosen() ? image : image.subarray(0, Math.max(before.length, lastWritten(image, before)));
}

function lastWritten(image: Buffer, before: Buffer): number {
  let end = image.length;
  while (end > before.length && image.subarray(end - PAGE, end).every((byte) => byte === 0)) end -= PAGE;
  return end;
}

/** Pages, any, are those of an earlier time: a disk that lost what it had confirmed. */
export function oldPages(image: Buffer, earlier: Buffer, chosen: () => boolean): Buffer {
  const copy = Buffer.from(image);
  for (let at = 0; at + PAGE <= earlier.length; at += PAGE) {
    if (chosen()) earlier.copy(copy, at, at, at + PAGE);
  }
  return copy;
}

/** Pages, any, are empty: the file was made longer, and what belongs there never came. */
export function emptyPages(image: Buffer, chosen: () => boolean): Buffer {
  const copy = Buffer.from(image);
  for (let at = 0; at + PAGE <= copy.length; at += PAGE) {
    if (chosen()) copy.fill(0, at, at + PAGE);
  }
  return copy;
}
