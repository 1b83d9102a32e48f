import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { EngineResponse, Pieces } from '../../src/engine/message.ts';
import { requestListener } from '../../src/server/request-listener.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { TCP } from '../engine/caller.ts';

test.each([{ 'Content-Length': String(3_000_000) }, {}])(
  'a body in pieces arrives as it is, behind the head %o',
  async (headers) => {
    const pieces = Array.from({ length: 300 }, (_, index) => Buffer.alloc(10_000, index));
    const listener = requestListener(
      async () => new EngineResponse(new Pieces(pieces), 200, headers),
      SILENT,
    );
    const server = createServer((incoming, outgoing) => listener(incoming, outgoing, TCP));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (let round = 0; round < 2; round++) {
      const answer = await fetch(url);
      const body = Buffer.from(await answer.arrayBuffer());
      expect(body.equals(Buffer.concat(pieces))).toBe(true);
    }
    server.closeAllConnections();
    server.close();
  },
);
