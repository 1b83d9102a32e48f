import type { Connection, Fetch } from '../../src/engine/connection.ts';
import { type ApiRequest, EngineResponse } from '../../src/engine/message.ts';
import { parseAddress } from '../../src/server/address.ts';
import { type Daemon, type DaemonOptions, startDaemon } from '../../src/server/daemon.ts';
import { DEFAULT_LIMITS, type ServerLimits } from '../../src/server/limits.ts';
import { SlurmError } from '../../src/slurm/error.ts';
import { SILENT } from '../../src/slurm/log.ts';

/** What reached the engine, as its answer's JSON. */
export interface Echo {
  method: string;
  path: string;
  body: string;
  transport: string;
  peer: string;
  user?: { uid: number; gid: number };
}

/** An engine that answers with what it was asked; `/denied` is refused before its body is looked at. */
export const echo: Fetch = async (request: ApiRequest, connection: Connection) => {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  if (pathname === '/denied') return new EngineResponse('{"errors":["denied"]}', 403);
  try {
    const body = Buffer.from((await request.arrayBuffer()) as Uint8Array).toString();
    const { transport, peer, user } = connection;
    const told = { method: request.method, path: pathname + search, body, transport, peer, user };
    return new EngineResponse(JSON.stringify(told), 200, { 'Content-Type': 'application/json' });
  } catch (error) {
    const status = error instanceof SlurmError ? error.status : 500;
    return new EngineResponse(String(error), status);
  }
};

export interface EchoDaemon extends Daemon {
  readonly port: number;
}

/** A daemon on a free port of 127.0.0.1, or where `options` say. */
export async function echoDaemon(
  options: Omit<Partial<DaemonOptions>, 'limits' | 'addresses'> & {
    limits?: Partial<ServerLimits>;
    addresses?: readonly string[];
  } = {},
): Promise<EchoDaemon> {
  const daemon = await startDaemon({
    inherited: [],
    fetch: echo,
    log: SILENT,
    ...options,
    addresses: (options.addresses ?? ['127.0.0.1:0']).map(parseAddress),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  });
  const bound = daemon.listeners[0]?.server.address();
  return { ...daemon, port: typeof bound === 'object' && bound ? bound.port : 0 };
}
