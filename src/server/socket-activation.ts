import { Socket } from 'node:net';
import { SlurmError } from '../slurm/error.ts';
import { posix } from './posix.ts';

/** A socket that a service manager opened for this process. */
export interface InheritedSocket {
  readonly fd: number;
  /** False: it is a connection already (systemd.socket(5), Accept=yes). */
  readonly listening: boolean;
}

/** The first file descriptor of sd_listen_fds(3). */
const FIRST = 3;

/**
 * The sockets systemd, or another service manager with its protocol, hands over: LISTEN_FDS of them, if
 * LISTEN_PID means this process (sd_listen_fds(3)). The variables are taken out of `env`, and the sockets are
 * kept from the programs this process starts.
 * @throws SlurmError `ACTIVATION_BROKEN`
 */
export function inheritedSockets(env: NodeJS.ProcessEnv, pid: number = process.pid): InheritedSocket[] {
  const { LISTEN_FDS: count, LISTEN_PID: owner } = env;
  delete env['LISTEN_FDS'];
  delete env['LISTEN_PID'];
  delete env['LISTEN_FDNAMES'];
  if (count === undefined || Number(owner) !== pid) return [];
  if (!/^\d{1,4}$/.test(count)) throw broken(`LISTEN_FDS is "${count}"`);

  const { isListening, isSocket, closeOnExec } = posix();
  return Array.from({ length: Number(count) }, (_, index) => {
    const fd = FIRST + index;
    if (!isSocket(fd)) throw broken(`file descriptor ${fd} is not a stream socket`);
    closeOnExec(fd);
    return { fd, listening: isListening(fd) };
  });
}

function broken(problem: string): SlurmError {
  return new SlurmError('ACTIVATION_BROKEN', { problem });
}

/** A connection that somebody else has accepted: an inetd's, or systemd's with Accept=yes. */
export function inheritedConnection(fd: number): { socket: Socket; transport: 'tcp' | 'unix'; name: string } {
  const socket = new Socket({ fd, allowHalfOpen: true });
  const { address } = socket.address() as { address?: string };
  return address === undefined
    ? { socket, transport: 'unix', name: 'unix:socket' }
    : { socket, transport: 'tcp', name: `fd ${fd}` };
}
