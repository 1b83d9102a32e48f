import { readlinkSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Connection } from '../engine/connection.ts';
import type { Posix } from './posix.ts';

/** `127.0.0.1:49016` or `[::1]:49016`. */
export function hostPort(address: string, port: number): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, ''); // An IPv4 client of a socket for both families.
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}

export function tcpConnection({ remoteAddress, remotePort }: Socket): Connection {
  // A client may be gone before anybody asks for its address.
  const peer = remoteAddress === undefined ? 'a closed connection' : hostPort(remoteAddress, remotePort ?? 0);
  return { transport: 'tcp', peer };
}

/** A connection over a UNIX socket; the kernel says whose it is. `name` is `unix:/path`. */
export function unixConnection(socket: Socket, name: string, posix: Posix): Connection {
  const { fd } = (socket as unknown as { _handle: { fd: number } })._handle;
  const found = posix.peerCredentials(fd);
  if (!found) return { transport: 'unix', peer: name };
  const { pid, uid, gid } = found;
  return { transport: 'unix', peer: `${name}(uid=${uid},pid=${pid})`, user: { uid, gid } };
}

/** Standard input, which belongs to whoever started this process: `pipe:[722494]`, `/dev/pts/0`, `/home/me/demo`. */
export function pipeConnection(): Connection {
  const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  return { transport: 'pipe', peer: nameOfStdin(), user };
}

function nameOfStdin(): string {
  try {
    return readlinkSync('/proc/self/fd/0');
  } catch {
    return 'stdin';
  }
}
