import { kt128 } from '@noble/hashes/sha3-addons.js';

/** Kinds of payload. Source: slurm.h, HASH_PLUGIN_…. */
const NONE = 1;
const K12 = 2;
/** First protocol version whose daemons all know KangarooTwelve. */
const K12_SINCE = 38;

/**
 * What a munge or auth/slurm credential carries to bind it to one message: the KangarooTwelve hash (RFC 9861,
 * KT128) of the body, customised by the message's number. Older daemons take the bare number instead.
 */
export function bodyHash(type: number, version: number, body: Buffer): Buffer {
  if (version < K12_SINCE) return Buffer.from([NONE, type & 0xff, type >> 8]);
  const personalization = Uint8Array.of(type >> 8, type & 0xff);
  return Buffer.concat([Uint8Array.of(K12), kt128(body, { personalization, dkLen: 32 })]);
}
