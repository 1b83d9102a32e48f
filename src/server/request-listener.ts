import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Connection, Fetch } from '../engine/connection.ts';
import { isEndless } from '../engine/streams.ts';
import { SlurmError } from '../slurm/error.ts';
import type { Log } from '../slurm/log.ts';
import { refusalBody } from './refusal.ts';

/**
 * From node:http's messages to `Request` and `Response` and back. The adapter puts light-weight classes in the
 * place of the global `Request` and `Response`: an answer whose body is a Buffer is written as it is.
 */
export function requestListener(
  fetch: Fetch,
  connectionOf: (socket: Duplex) => Connection,
  log: Log,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  // The adapter tells of answers that break off through the console, which would be stdout.
  const tell = (message: unknown) => log.debug(`an answer broke off: ${message}`);
  Object.assign(console, { info: tell, error: tell });

  return getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
      const connection = connectionOf(incoming.socket);
      const response = await fetch(request, connection);
      if (isEndless(response)) watchClient(incoming.socket, outgoing, connection);
      return response;
    },
    {
      // Who sends no Host (HTTP/1.0, a pipe) means us.
      hostname: 'localhost',
      // Bodies that nobody reads are the business of our message classes.
      autoCleanupIncoming: false,
      errorHandler(error) {
        const problem = error instanceof RequestError ? error.message : 'it cannot be answered';
        const refusal = new SlurmError('HTTP_MALFORMED', { problem }, { cause: error });
        return new Response(refusalBody(refusal), {
          status: refusal.status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  );
}

/**
 * Of an answer without an end, silence alone is no reason to hang up; a client that takes nothing of it is. A client on
 * a socket that sends no more has left: nothing else tells of it before there is something to write.
 */
function watchClient(socket: Socket, outgoing: ServerResponse, { transport }: Connection): void {
  outgoing.on('timeout', () => {
    if (socket.writableLength > 0) socket.destroy();
  });
  if (transport !== 'tcp' && transport !== 'unix') return;
  const left = () => socket.destroy();
  if (socket.readableEnded) left();
  else socket.once('end', left);
  outgoing.once('close', () => socket.off('end', left));
}
