import type { Duplex } from 'node:stream';

/**
 * node:http writes an answer and behind it an empty piece that tells of the end, so that every answer goes out as a list,
 * even one in a single piece, and lists take longer to write. Here such a piece goes out by itself.
 */
export function writeSingly(socket: Duplex): void {
  const writeList = socket._writev;
  if (!writeList) return;
  socket._writev = (pieces, done) => {
    const [first, second] = pieces;
    if (pieces.length === 2 && second!.chunk.length === 0) socket._write(first!.chunk, first!.encoding, done);
    else writeList.call(socket, pieces, done);
  };
}
