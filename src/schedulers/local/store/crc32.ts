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

/** The same without zlib. Source: RFC 1952 §8. */
export function slowCrc32(bytes: Uint8Array, sum: number): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let row = byte;
    for (let bit = 0; bit < 8; bit++) row = row & 1 ? 0xedb88320 ^ (row >>> 1) : row >>> 1;
    return row;
  });
  let state = ~sum;
  for (const byte of bytes) state = table[(state ^ byte) & 0xff]! ^ (state >>> 8);
  return ~state >>> 0;
}
