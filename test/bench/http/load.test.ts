import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { load } from '../../../bench/http/load.ts';

async function withServer(answer: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const question = { method: 'GET', path: '/', headers: {} } as const;

test.each([0, 10, 500_000])('answers of %i bytes are counted', async (bytes) => {
  let asked = 0;
  await withServer(
    (_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-length': bytes }).end(Buffer.alloc(bytes));
    },
    async (url) => {
      const found = await load(url, question, 3, 0.05);
      expect(found.bytes).toBe(bytes);
      expect(found.perSecond).toBeGreaterThan(0);
      expect(asked).toBeGreaterThanOrEqual(3);
    },
  );
});

test('a server that closes after each answer is asked anew', async () => {
  const closing: RequestListener = (_, response) =>
    void response.writeHead(200, { connection: 'close', 'content-length': 2 }).end('ok');
  await withServer(closing, async (url) => {
    expect((await load(url, question, 1, 0.05)).bytes).toBe(2);
  });
});

test('an answer of another status is no measurement', async () => {
  const failing: RequestListener = (_, response) =>
    void response.writeHead(500, { 'content-length': 0 }).end();
  await withServer(failing, async (url) => {
    await expect(load(url, question, 1, 0.05)).rejects.toThrow('status 500');
  });
});
