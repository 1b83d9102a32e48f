import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { Connection, Fetch } from '../engine/connection.ts';
import type { Log } from '../slurm/log.ts';
import type { Address } from './address.ts';
import { Admission } from './admission.ts';
import { drain } from './drain.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import type { ServerLimits } from './limits.ts';
import { type Listener, listen, listenOnInherited } from './listen.ts';
import { lingerOnClose } from './messages.ts';
import { tcpConnection, unixConnection } from './peer.ts';
import { type Posix, posix } from './posix.ts';
import { type InheritedSocket, inheritedConnection } from './socket-activation.ts';

export interface DaemonOptions {
  readonly addresses: readonly Address[];
  readonly inherited: readonly InheritedSocket[];
  readonly fetch: Fetch;
  readonly log: Log;
  readonly limits: ServerLimits;
  /** Certificates of the TCP addresses; UNIX sockets never speak TLS. */
  readonly tls?: TlsOptions;
}

/** The sockets of `slurmrest serve`. */
export interface Daemon {
  readonly listeners: readonly Listener[];
  /** When the connections that were inherited as such are over; never, if there are listeners. */
  readonly finished: Promise<void>;
  renewTls(tls: TlsOptions): void;
  /** Takes no more requests, finishes those that are here, and cuts what is left after `graceMs`. */
  drain(graceMs: number): Promise<void>;
  /** Cuts everything now. */
  close(): void;
}

/**
 * Listens on all addresses, or on none.
 * @throws SlurmError see {@link listen}
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { log, tls } = options;
  const unixPeers = new WeakMap<object, Connection>();
  const shared = { fetch: options.fetch, log, limits: options.limits, audience: 'network' as const };
  const identify = (socket: object) => unixPeers.get(socket) ?? tcpConnection(socket as Socket);
  const plain = createHttpServer({ ...shared, identify });
  const encrypted = tls && createHttpServer({ ...shared, identify, tls });
  const servers: HttpServer[] = encrypted ? [plain, encrypted] : [plain];
  const admission = new Admission(options.limits.connections, function* () {
    for (const server of servers) yield* server.sessions();
  });

  const needsPosix =
    options.inherited.length > 0 || options.addresses.some((address) => address.kind === 'unix');
  const calls: Posix | undefined = needsPosix ? posix() : undefined;

  const onConnection = (socket: Socket, transport: Listener['transport'], name: string): void => {
    const server = transport === 'tcp' && encrypted ? encrypted : plain;
    if (!admission.admit(socket, server === encrypted)) return;
    lingerOnClose(socket);
    if (transport === 'unix' && calls) unixPeers.set(socket, unixConnection(socket, name, calls));
    server.serve(socket);
  };
  const onAccept = (socket: Socket, { transport, name }: Listener) => onConnection(socket, transport, name);

  const listeners: Listener[] = [];
  const closeAll = (): void => {
    for (const { server } of listeners) server.close();
    for (const server of servers) server.close();
  };
  try {
    for (const address of options.addresses) listeners.push(...(await listen(address, onAccept)));
    for (const { fd, listening } of options.inherited)
      if (listening) listeners.push(await listenOnInherited(fd, onAccept));
  } catch (error) {
    closeAll();
    throw error;
  }
  for (const { name, fd } of listeners) log.verbose(`listen: ${name} fd: ${fd}`);
  log.verbose('server listen mode activated');

  const connections = options.inherited
    .filter(({ listening }) => !listening)
    .map(({ fd }) => inheritedConnection(fd));
  for (const { socket, transport, name } of connections) onConnection(socket, transport, name);
  const closed = Promise.all(connections.map(({ socket }) => once(socket, 'close')));

  return {
    listeners,
    finished: listeners.length > 0 ? new Promise(() => {}) : closed.then(() => {}),
    renewTls: (renewed) => encrypted?.renewTls(renewed),
    async drain(graceMs) {
      await drain(listeners, servers, graceMs);
      closeAll();
    },
    close: closeAll,
  };
}
