import { connect } from 'node:net';
import { asPeer, type PeerIdentity } from './peer-identity.ts';

/** Far more than any credential takes. */
const MAX_REPLY = 2 * 1024 * 1024;

/**
 * Sends one message over a UNIX socket and collects the reply until `size` of it is known and there.
 * @param size whole length of the reply, once the bytes so far tell it
 * @param peer who the socket's owner shall see at this end (root only); this process when absent
 * @throws Error with a plain message: the caller knows which service it was
 */
export function unixExchange(
  path: string,
  message: Buffer,
  {
    size,
    timeoutMs,
    peer,
  }: { size: (soFar: Buffer) => number | undefined; timeoutMs: number; peer?: PeerIdentity },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // connect(2) runs inside this call, which is when the kernel notes who is at this end.
    const socket = asPeer(peer, () => connect({ path }));
    let received = Buffer.alloc(0);
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer within ${timeoutMs / 1000} s`)));
    socket.on('error', fail);
    socket.on('connect', () => socket.write(message));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const whole = size(received);
      if (received.length > MAX_REPLY || (whole !== undefined && whole > MAX_REPLY)) {
        fail(new Error('it sent an answer that is too long'));
      } else if (whole !== undefined && received.length >= whole) {
        socket.destroy();
        resolve(received.subarray(0, whole));
      }
    });
    socket.on('end', () => {
      const problem = new Error('it closed the connection without an answer');
      fail(Object.assign(problem, { code: 'ECONNRESET' }));
    });
  });
}
