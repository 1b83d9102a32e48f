import { SlurmError } from '../../../slurm/error.ts';
import type { PeerIdentity } from './peer-identity.ts';
import { unixExchange } from './unix-exchange.ts';

/** Where munged listens unless AuthInfo names another socket. */
export const MUNGE_SOCKET = '/run/munge/munge.socket.2';

/** Source: m_msg.h of munge. */
const MAGIC = 0x00606d4b;
const VERSION = 4;
const ENCODE_REQUEST = 2;
const ENCODE_REPLY = 3;
const HEADER = 11;
const STANDARD = 1; // munged's own choice of cipher, MAC or compression
const ANYONE = 0xffffffff;
/** libmunge tries a failing socket this often: a busy munged refuses connections, or closes them early. */
const TRIES = 5;
const PAUSE_MS = 10;
const PASSING: ReadonlySet<string> = new Set(['EAGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

export interface MungeOptions {
  readonly socket: string;
  /** Seconds a credential is valid; 0 = munged's default. */
  readonly ttl: number;
  /** The only user who may decode it; `undefined` = anyone with the key. */
  readonly decoder: number | undefined;
  /** Of silence. */
  readonly timeoutMs: number;
}

/**
 * Lets munged make a credential for `payload`. It says who connected to munged: this process, or `peer`.
 * A credential is good for one message only.
 * Source: m_msg.c, m_msg_client.c, encode.c of munge.
 * @throws SlurmError `MUNGE_FAILED`
 */
export async function mungeCredential(
  payload: Buffer,
  options: MungeOptions,
  peer?: PeerIdentity,
): Promise<string> {
  const failed = (problem: string, cause?: unknown) =>
    new SlurmError('MUNGE_FAILED', { socket: options.socket, problem }, { cause });
  for (let attempt = 0; ; attempt++) {
    let reply: Buffer;
    try {
      reply = await unixExchange(options.socket, encodeRequest(payload, options, attempt), {
        size: replySize,
        timeoutMs: options.timeoutMs,
        ...(peer && { peer }),
      });
    } catch (cause) {
      if (cause instanceof SlurmError) throw cause;
      const { code } = cause as NodeJS.ErrnoException;
      if (!PASSING.has(code ?? '') || attempt + 1 >= TRIES) throw failed((cause as Error).message, cause);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (attempt + 1)));
      continue;
    }
    const { error, credential } = decodeReply(reply, failed);
    if (error !== undefined) throw failed(error);
    return credential;
  }
}

function encodeRequest(payload: Buffer, { ttl, decoder }: MungeOptions, attempt: number): Buffer {
  const body = Buffer.alloc(20);
  body.set([STANDARD, STANDARD, STANDARD, 0]);
  body.writeUInt32BE(ttl, 4);
  body.writeUInt32BE(decoder ?? ANYONE, 8);
  body.writeUInt32BE(ANYONE, 12);
  body.writeUInt32BE(payload.length, 16);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(MAGIC, 0);
  header.writeUInt8(VERSION, 4);
  header.writeUInt8(ENCODE_REQUEST, 5);
  header.writeUInt8(attempt, 6);
  header.writeUInt32BE(body.length + payload.length, 7);
  return Buffer.concat([header, body, payload]);
}

function replySize(soFar: Buffer): number | undefined {
  return soFar.length < HEADER ? undefined : HEADER + soFar.readUInt32BE(7);
}

function decodeReply(
  reply: Buffer,
  failed: (problem: string, cause?: unknown) => SlurmError,
): { error?: string; credential: string } {
  try {
    if (reply.readUInt32BE(0) !== MAGIC || reply.readUInt8(5) !== ENCODE_REPLY)
      throw new RangeError('no munge reply');
    const error = reply.readUInt8(HEADER);
    const textEnd = HEADER + 2 + reply.readUInt8(HEADER + 1);
    const size = reply.readUInt32BE(textEnd);
    if (textEnd + 4 + size > reply.length) throw new RangeError('cut short');
    const text = (start: number, end: number): string =>
      reply.toString('latin1', start, end).replace(/\0+$/, '');
    if (error !== 0) return { error: text(HEADER + 2, textEnd) || `munge error ${error}`, credential: '' };
    return { credential: text(textEnd + 4, textEnd + 4 + size) };
  } catch (cause) {
    if (cause instanceof RangeError) throw failed('what it answers is not of the munge protocol', cause);
    throw cause;
  }
}
