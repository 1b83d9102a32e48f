import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Where a connection is cut: after so many bytes in one direction; undefined: not at all. */
export type Cut = { readonly direction: 'request' | 'reply'; readonly after: number } | undefined;

export interface CuttingProxy {
  readonly port: number;
  /** Asked once for each connection. */
  cut: () => Cut;
  close(): Promise<void>;
}

/** Stands in front of a service and cuts connections. */
export async function startCuttingProxy(
  service: { readonly path: string } | { readonly port: number },
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const cut = proxy.cut();
    const behind = connect({ host: '127.0.0.1', ...service });
    const end = () => {
      // A reset, as when a machine on the way forgets the connection.
      client.resetAndDestroy();
      behind.destroy();
    };
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', end).once('close', () => sockets.delete(socket));
    }
    pass(client, behind, cut?.direction === 'request' ? cut.after : Number.POSITIVE_INFINITY, end);
    pass(behind, client, cut?.direction === 'reply' ? cut.after : Number.POSITIVE_INFINITY, end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const proxy: CuttingProxy = {
    port: typeof address === 'object' && address ? address.port : 0,
    cut: () => undefined,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

function pass(from: Socket, to: Socket, bytes: number, end: () => void): void {
  let left = bytes;
  from.on('data', (chunk: Buffer) => {
    to.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left > 0) return;
    // What came before is to arrive.
    setTimeout(end, 5);
  });
  from.once('end', () => to.end());
}
