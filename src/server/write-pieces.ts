import type { ServerResponse } from 'node:http';

/**
 * Sends a body piece by piece, asking for the next one when the client has taken the last.
 * @throws what the body fails with; its answer then has to be cut off, or the client takes it for whole
 */
export async function writePieces(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  if (outgoing.destroyed || outgoing.closed) return leave();
  outgoing.once('close', leave);
  outgoing.flushHeaders();
  for (;;) {
    const { done, value } = await reader.read();
    // A client that is gone has closed the reader.
    if (outgoing.destroyed) return;
    if (done) break;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.off('close', leave);
  outgoing.end();
}

/** Resolves when more may be written, or never will be. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      outgoing.off('drain', go);
      outgoing.off('close', go);
      resolve();
    };
    outgoing.on('drain', go);
    outgoing.on('close', go);
  });
}
