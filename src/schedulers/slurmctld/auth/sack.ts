import { SlurmError } from '../../../slurm/error.ts';
import type { PeerIdentity } from './peer-identity.ts';
import { unixExchange } from './unix-exchange.ts';

/** Where the daemons of auth/slurm hand out credentials, in the order Slurm looks. */
export const SACK_SOCKETS: readonly string[] = [
  '/run/slurm/sack.socket',
  '/run/slurmctld/sack.socket',
  '/run/slurmdbd/sack.socket',
];

/** Source: sack_api.c and sack.h of Slurm. The version is that of the oldest daemon with this socket. */
const VERSION = 40 << 8;
const CREATE = 64001;

/**
 * Lets Slurm's own credential service make a token for `payload`; it says who connected to the socket.
 * @param decoder the only user who may verify it; `undefined` = anyone with the key
 * @param timeoutMs of silence
 * @throws SlurmError `SACK_FAILED`
 */
export async function sackToken(
  socket: string,
  payload: Buffer,
  decoder: number | undefined,
  timeoutMs: number,
  peer?: PeerIdentity,
): Promise<string> {
  const message = Buffer.alloc(18 + payload.length);
  message.writeUInt16BE(VERSION, 0);
  message.writeUInt32BE(message.length - 2, 2);
  message.writeUInt32BE(CREATE, 6);
  message.writeUInt32BE(decoder ?? 0xffffffff, 10);
  message.writeUInt32BE(payload.length, 14);
  payload.copy(message, 18);
  try {
    const reply = await unixExchange(socket, message, {
      size: (soFar) => (soFar.length < 4 ? undefined : 4 + soFar.readUInt32BE(0)),
      timeoutMs,
      ...(peer && { peer }),
    });
    const token = reply.toString('latin1', 4).replace(/\0+$/, '');
    if (token === '') throw new Error('it refused to make a token');
    return token;
  } catch (cause) {
    if (cause instanceof SlurmError) throw cause;
    throw new SlurmError('SACK_FAILED', { socket, problem: (cause as Error).message }, { cause });
  }
}
