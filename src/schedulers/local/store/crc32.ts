import * as zlib from 'node:zlib';

/** Texts after which Node's own checksum is worth loading: with it come streams and all of zlib. */
const FEW = 1_000;
let texts = 0;

/**
 * Checksum of a text, of several when each is given that of those before.
 * @param sum of what is before it
 */
export function crc32(text: string, sum: number): number {
  return ++texts > FEW ? zlib.crc32(text, sum) : slowCrc32(Buffer.from(text), sum);
}

let table: Uint32Array | undefined;

/** The same without zlib, four bits at a time: to make a table of bytes takes longer than few texts do. Source: RFC 1952 §8. */
export function slowCrc32(bytes: Uint8Array, sum: number): number {
  table ??= Uint32Array.from({ length: 16 }, (_, index) => rowOf(index));
  let state = ~sum;
  for (let at = 0; at < bytes.length; at++) {
    state ^= bytes[at]!;
    state = table[state & 15]! ^ (state >>> 4);
    state = table[state & 15]! ^ (state >>> 4);
  }
  return ~state >>> 0;
}

function rowOf(index: number): number {
  let row = index;
  for (let bit = 0; bit < 4; bit++) row = row & 1 ? 0xedb88320 ^ (row >>> 1) : row >>> 1;
  return row;
}
