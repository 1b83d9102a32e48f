import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Connection, Fetch } from '../engine/connection.ts';
import { type ApiResponse, EngineResponse, Fields, Pieces } from '../engine/message.ts';
import { isEndless } from '../engine/streams.ts';
import { SlurmError } from '../slurm/error.ts';
import type { Log } from '../slurm/log.ts';
import { IncomingRequest } from './incoming-request.ts';
import { refusalBody } from './refusal.ts';
import { writePieces } from './write-pieces.ts';

/** From node:http's messages to the engine's and back. */
export function requestListener(
  fetch: Fetch,
  log: Log,
): (incoming: IncomingMessage, outgoing: ServerResponse, connection: Connection) => Promise<void> {
  return async (incoming, outgoing, connection) => {
    let response: ApiResponse;
    try {
      response = await fetch(new IncomingRequest(incoming), connection);
    } catch (error) {
      response = refusal(error);
    }
    try {
      if (isEndless(response)) watchClient(incoming.socket, outgoing, connection);
      await write(response, outgoing);
    } catch (error) {
      log.debug(`an answer broke off: ${error}`);
      outgoing.destroy();
    }
  };
}

/** The answer to a request that never reached an operation. */
function refusal(error: unknown): ApiResponse {
  const refused =
    error instanceof SlurmError
      ? error
      : new SlurmError('HTTP_MALFORMED', { problem: 'it cannot be answered' }, { cause: error });
  return new EngineResponse(refusalBody(refused), refused.status, { 'content-type': 'application/json' });
}

async function write({ status, headers, body }: ApiResponse, outgoing: ServerResponse): Promise<void> {
  const fields = headers instanceof Fields ? headers.record : Object.fromEntries(headers);
  if (body === null) {
    outgoing.writeHead(status, fields);
    outgoing.end();
  } else if (typeof body === 'string' || body instanceof Uint8Array) {
    const known = headers.has('Content-Length');
    outgoing.writeHead(
      status,
      known ? fields : { ...fields, 'Content-Length': String(Buffer.byteLength(body)) },
    );
    outgoing.end(body);
  } else if (body instanceof Pieces) {
    outgoing.writeHead(status, fields);
    // Together, as one body is: nothing of them is copied, and who does not read has them all waiting either way.
    outgoing.cork();
    for (const piece of body.all) outgoing.write(piece);
    outgoing.end();
  } else {
    outgoing.writeHead(status, fields);
    await writePieces(body, outgoing);
  }
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
