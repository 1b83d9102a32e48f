import { malformed, Reader } from './reader.ts';
import { NO_VAL } from './sentinels.ts';
import { Writer } from './writer.ts';

/** Largest message Slurm itself accepts (MAX_MSG_SIZE of pack.h). */
export const MAX_FRAME = 1024 * 1024 * 1024;

/** The reply carries no credential; set from protocol version 39 on. */
const FLAG_NO_AUTH_CRED = 0x40;
/** The first message of a connection to slurmdbd, which has its type once more in front. */
export const SLURMDBD_CONNECTION = 0x2;
/** Forwarding information grew by fields a client has no use for; replies never carry any. */
const AF_INET = 2;
const AF_INET6 = 10;

/** Plugin ids in front of credentials. Source: slurm_auth.c. */
const AUTH_PLUGIN = { none: 100, munge: 101, jwt: 102, slurm: 103 } as const;

export interface Reply {
  /** The protocol version it is written in; may differ from the request's where that was refused. */
  readonly version: number;
  readonly type: number;
  /** At the start of the body, which ends with the bytes. */
  readonly body: Reader;
}

/**
 * One message as it goes over the connection: length, header, credential, body.
 * Source: pack_header and slurm_bufs_sendto of Slurm.
 */
export function encodeFrame(
  type: number,
  version: number,
  credential: Buffer,
  body: Buffer,
  flags: 0 | typeof SLURMDBD_CONNECTION = 0,
): Buffer {
  const writer = new Writer(64 + credential.length + body.length);
  writer.u32(0);
  if (flags === SLURMDBD_CONNECTION) writer.u16(type);
  writer.u16(version << 8);
  writer.u16(flags);
  if (version <= 37) writer.u16(0); // message index
  writer.u16(type);
  writer.u32(body.length);
  writer.u16(0); // nobody to forward to
  writer.u16(0); // no returned messages
  writer.u16(0); // no original address
  writer.raw(credential);
  writer.raw(body);
  const frame = writer.bytes;
  frame.writeUInt32BE(frame.length - 4, 0);
  return frame;
}

/**
 * Takes a reply apart. `frame` is what follows the length word.
 * @throws SlurmError `REPLY_MALFORMED`
 */
export function decodeFrame(frame: Buffer): Reply {
  const reader = new Reader(frame);
  const version = reader.u16() >> 8;
  const flags = reader.u16();
  if (version <= 37) reader.skip(2);
  const type = reader.u16();
  const bodyLength = reader.u32();
  if (reader.u16() !== 0) throw malformed('it asks to be forwarded');
  if (reader.u16() !== 0) throw malformed('it has messages inside it');
  skipAddress(reader);
  if ((flags & FLAG_NO_AUTH_CRED) === 0) skipCredential(reader);
  if (bodyLength !== reader.remaining) throw malformed('its length does not fit its header');
  return { version, type, body: reader };
}

function skipAddress(reader: Reader): void {
  const family = reader.u16();
  if (family === AF_INET) reader.skip(6);
  else if (family === AF_INET6) {
    reader.skipString();
    reader.skip(2);
  }
}

/** Nothing in the credential of a reply is needed: the connection was ours. */
function skipCredential(reader: Reader): void {
  const plugin = reader.u32();
  if (plugin === AUTH_PLUGIN.none || plugin === NO_VAL) return;
  if (plugin !== AUTH_PLUGIN.munge && plugin !== AUTH_PLUGIN.jwt && plugin !== AUTH_PLUGIN.slurm) {
    throw malformed(`it is signed by an unknown plugin (${plugin})`);
  }
  reader.skipString();
  if (plugin === AUTH_PLUGIN.jwt) reader.skipString();
}

/** The credential section of a request. */
export function encodeCredential(
  credential:
    | { readonly plugin: 'munge' | 'slurm'; readonly token: string }
    | { readonly plugin: 'jwt'; readonly token: string; readonly user: string | undefined },
): Buffer {
  const writer = new Writer(64 + credential.token.length);
  writer.u32(AUTH_PLUGIN[credential.plugin]);
  writer.string(credential.token);
  if (credential.plugin === 'jwt') writer.string(credential.user);
  return writer.bytes;
}
