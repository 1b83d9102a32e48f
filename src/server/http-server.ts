import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import type { Connection, Fetch } from '../engine/connection.ts';
import { originForm } from '../engine/request-target.ts';
import { SlurmError } from '../slurm/error.ts';
import type { Log } from '../slurm/log.ts';
import type { ServerLimits } from './limits.ts';
import { announcedLength, continueWhenRead, messageClasses } from './messages.ts';
import { parserError, refuse } from './refusal.ts';
import { requestListener } from './request-listener.ts';
import { Session } from './session.ts';
import { strictHead } from './strict-head.ts';
import { writeSingly } from './write-singly.ts';

export interface HttpServerOptions {
  readonly fetch: Fetch;
  readonly log: Log;
  readonly limits: ServerLimits;
  /**
   * `network`: what RFC 9112 forbids is refused, everything has a time limit, answers carry security headers.
   * `pipe`: the one client is the user who started this process.
   */
  readonly audience: 'network' | 'pipe';
  /** Certificates, when the connections speak TLS. */
  readonly tls?: TlsOptions;
  /** Says who is at the other end of a new connection. */
  identify(socket: Duplex): Connection;
  /** Told the status of each answer when it is out. */
  onAnswered?(status: number): void;
}

/** The HTTP side of the engine. It listens nowhere itself: connections are handed to it. */
export interface HttpServer {
  /** Serves one connection; over TLS its bytes are the encrypted ones. */
  serve(socket: Duplex): void;
  sessions(): Iterable<Session>;
  /** Replaces the certificates for connections to come. */
  renewTls(tls: TlsOptions): void;
  /** Finishes the requests that are here and closes each connection after it; resolves when none is left. */
  end(): Promise<void>;
  /** Stops the timers; connections that are left are cut. */
  close(): void;
}

/** Milliseconds between two looks for connections that ran out of time, at most. */
const CHECK_EVERY = 2000;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { limits, log } = options;
  const network = options.audience === 'network';
  const sessions = new Map<Duplex, Session>();
  const listener = requestListener(options.fetch, log);
  const server = newServer(options);
  const { onAnswered: answered = () => {} } = options;
  let ending = false;

  const answer = (incoming: IncomingMessage, outgoing: ServerResponse, connection: Connection): void => {
    incoming.url = target(incoming.url ?? '/', connection, network, log);
    const [path = '', query] = incoming.url.split('?', 2);
    log.verbose(`connection ${connection.peer} url path: ${path} query: ${query ?? '(null)'}`);
    const problem = (network && strictHead(incoming)) || tooLarge(incoming, limits);
    if (problem) refuse(outgoing, problem);
    else if (incoming.url === '*' && incoming.method === 'OPTIONS') answerServerOptions(outgoing);
    else void listener(incoming, outgoing, connection);
  };

  server.on(options.tls ? 'secureConnection' : 'connection', (socket: Duplex) => {
    const connection = options.identify(socket);
    writeSingly(socket);
    const session = new Session({ connection, socket, pipelined: limits.pipelined, answer, answered });
    sessions.set(socket, session);
    if (ending) session.end();
    log.verbose(`parse_http: Accepted HTTP connection from ${connection.peer}`);
    socket.once('close', () => {
      sessions.delete(socket);
      log.verbose(`parse_http: Closed HTTP connection from ${connection.peer}`);
    });
  });
  const accept = (incoming: IncomingMessage, outgoing: ServerResponse) =>
    sessions.get(incoming.socket)?.accept(incoming, outgoing);
  server.on('request', accept);
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    continueWhenRead(incoming, outgoing);
    accept(incoming, outgoing);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const session = sessions.get(socket);
    log.debug(`${session?.connection.peer ?? 'a connection'}: ${error.message}`);
    if (!session || error.code === 'ECONNRESET' || error.code === 'EPIPE') socket.destroy();
    else session.fail(parserError(error, limits.headBytes));
  });
  // Without a listener Node ends a CONNECT without a word.
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    const allow = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';
    sessions
      .get(socket)
      ?.fail(new SlurmError('METHOD_NOT_ALLOWED', { path: incoming.url ?? '', method: 'CONNECT', allow }));
  });

  // Node watches the time limits of a server's connections once it listens; this one is told that it does.
  server.emit('listening');
  const every = Math.min(CHECK_EVERY, limits.answerMs / 2);
  const slowReaders = setInterval(() => cutSlowReaders(sessions.values(), limits.answerMs), every);
  slowReaders.unref();

  return {
    serve: (socket) => void server.emit('connection', socket),
    sessions: () => sessions.values(),
    renewTls(tls) {
      if ('setSecureContext' in server)
        (server as { setSecureContext(tls: TlsOptions): void }).setSecureContext(tls);
    },
    async end() {
      ending = true;
      for (const session of sessions.values()) session.end();
      await Promise.all(Array.from(sessions.keys(), (socket) => once(socket, 'close')));
    },
    close() {
      clearInterval(slowReaders);
      server.close();
      for (const session of sessions.values()) session.destroy();
    },
  };
}

function newServer({ audience, limits, tls }: HttpServerOptions): Server {
  const network = audience === 'network';
  const settings = {
    ...messageClasses(limits.bodyBytes, network),
    maxHeaderSize: limits.headBytes,
    requireHostHeader: false, // strictHead says it in our own words.
    headersTimeout: network ? limits.headMs : 0,
    requestTimeout: network ? limits.requestMs : 0,
    keepAliveTimeout: network ? limits.idleMs : 0,
    connectionsCheckingInterval: Math.min(CHECK_EVERY, limits.headMs / 2),
  };
  const server = tls
    ? createTlsServer({ ...settings, handshakeTimeout: limits.headMs, ...tls })
    : createServer(settings);
  server.maxHeadersCount = 0; // Their bytes are limited; a limit of their number would drop some unseen.
  server.timeout = network ? limits.stallMs : 0;
  // Undocumented, and needed where input ends before the answer is there: a pipe, a half-closed socket.
  Object.assign(server, { httpAllowHalfOpen: true });
  return server;
}

/** Path and query of a request. A client that writes the whole URL is right to do so only on a network. */
function target(url: string, connection: Connection, network: boolean, log: Log): string {
  if (url.startsWith('/') || url === '*') return url;
  return originForm(url, connection, network ? { ...log, error: log.verbose } : log);
}

function tooLarge(incoming: IncomingMessage, { bodyBytes }: ServerLimits): SlurmError | undefined {
  const tooLong = (announcedLength(incoming) ?? 0) > bodyBytes;
  return tooLong ? new SlurmError('BODY_TOO_LARGE', { limit: bodyBytes }) : undefined;
}

/** `OPTIONS *` asks about the server as a whole (RFC 9110 §9.3.7). */
function answerServerOptions(outgoing: ServerResponse): void {
  outgoing.writeHead(204, { allow: 'GET, HEAD, POST, PUT, DELETE, OPTIONS' });
  outgoing.end();
}

function cutSlowReaders(sessions: Iterable<Session>, answerMs: number): void {
  const now = performance.now();
  for (const session of sessions) {
    if (!session.current?.writableEnded) continue;
    session.unreadSince ??= now;
    if (now - session.unreadSince > answerMs) session.destroy();
  }
}
