import { lookup } from 'node:dns/promises';
import { type AddressInfo, createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { SlurmError } from '../slurm/error.ts';
import type { Address } from './address.ts';
import { hostPort } from './peer.ts';
import { clearUnixPath } from './unix-path.ts';

/** A socket that waits for connections. */
export interface Listener {
  readonly server: Server;
  readonly transport: 'tcp' | 'unix';
  /** As the user wrote the address, with the port that was really taken. */
  readonly name: string;
  readonly fd: number;
}

/** Gets each new connection, and who is listening for it. */
export type OnConnection = (socket: Socket, listener: Listener) => void;

/**
 * Listens on every address that `address` stands for: a host name may have several, and no host means all.
 * @throws SlurmError `ADDRESS_UNKNOWN`, `ADDRESS_TAKEN`, `ADDRESS_FOREIGN`, `ADDRESS_DENIED`, `LISTEN_FAILED`
 */
export async function listen(address: Address, onConnection: OnConnection): Promise<Listener[]> {
  if (address.kind === 'unix') return [await listenOnPath(address, onConnection)];

  const listeners: Listener[] = [];
  let { port } = address;
  for (const target of await targets(address)) {
    try {
      const listener = await listenOn({ ...target, port }, address.text, onConnection);
      ({ port } = listener.server.address() as AddressInfo);
      listeners.push(listener);
    } catch (error) {
      // `localhost` may stand for ::1 on a machine without IPv6; one address of a name is enough then.
      const absent = error instanceof SlurmError && error.code === 'ADDRESS_FOREIGN';
      if (!absent || !target.named) {
        for (const { server } of listeners) server.close();
        throw error;
      }
    }
  }
  if (listeners.length === 0) throw new SlurmError('ADDRESS_FOREIGN', { address: address.text });
  return listeners;
}

/**
 * Listens on a socket that is open already.
 * @throws SlurmError `LISTEN_FAILED`
 */
export function listenOnInherited(fd: number, onConnection: OnConnection): Promise<Listener> {
  return listenOn({ fd }, `fd ${fd}`, onConnection);
}

type Target = ListenOptions & { readonly named?: boolean };

async function targets({ host, text }: Address & { kind: 'tcp' }): Promise<Target[]> {
  if (host === undefined) return [{}];
  const found = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw new SlurmError('ADDRESS_UNKNOWN', { address: text }, { cause });
  });
  const distinct = [...new Map(found.map((entry) => [entry.address, entry])).values()];
  return distinct.map(({ address, family }) => ({
    host: address,
    // 0.0.0.0 and [::] may both be asked for; without this the second would find the first in its way.
    ipv6Only: family === 6,
    named: address !== host,
  }));
}

async function listenOnPath(
  { path, text }: Address & { kind: 'unix' },
  onConnection: OnConnection,
): Promise<Listener> {
  await clearUnixPath(path, text);
  // Of root's daemon everybody may ask, the kernel says who it is; anybody else's daemon is for its own user.
  const everybody = process.geteuid?.() === 0;
  const umask = process.umask(0o177);
  const listening = listenOn({ path, readableAll: everybody, writableAll: everybody }, text, onConnection);
  process.umask(umask); // The socket is there by now; only the news of it takes a moment.
  return listening;
}

function listenOn(
  where: Target | { fd: number },
  text: string,
  onConnection: OnConnection,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, text)));
    server.listen(where, () => {
      server.removeAllListeners('error');
      const { fd } = (server as unknown as { _handle: { fd: number } })._handle;
      const listener: Listener = { server, fd, ...describe(server.address(), text) };
      server.on('connection', (socket) => onConnection(socket, listener));
      // accept(2) fails while file descriptors are scarce; the connection waits in the kernel's queue.
      server.on('error', () => {});
      resolve(listener);
    });
  });
}

function describe(bound: AddressInfo | string | null, text: string): Pick<Listener, 'transport' | 'name'> {
  if (typeof bound !== 'object' || bound === null) return { transport: 'unix', name: `unix:${bound ?? '?'}` };
  if (!text.startsWith('fd ')) return { transport: 'tcp', name: text.replace(/:0$/, `:${bound.port}`) };
  return { transport: 'tcp', name: hostPort(bound.address, bound.port) };
}

function listenError(cause: NodeJS.ErrnoException, address: string): SlurmError {
  const options = { cause };
  switch (cause.code) {
    case 'EADDRINUSE':
      return new SlurmError('ADDRESS_TAKEN', { address }, options);
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return new SlurmError('ADDRESS_FOREIGN', { address }, options);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new SlurmError('ADDRESS_DENIED', { address }, options);
    default:
      return new SlurmError('LISTEN_FAILED', { address, problem: cause.code ?? cause.message }, options);
  }
}
