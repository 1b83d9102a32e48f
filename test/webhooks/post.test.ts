import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPost } from '../../src/webhooks/post.ts';

const heard: { url: string | undefined; type: string | undefined; body: string; port: number | undefined }[] =
  [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { url, headers, socket } = request;
  heard.push({ url, type: headers['content-type'], body, port: socket.remotePort });
  if (url === '/never') return;
  if (url === '/moved') response.setHeader('location', '/hook');
  response.statusCode = url === '/moved' ? 302 : 204;
  response.end();
});
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const never = new AbortController().signal;
const json = { 'content-type': 'application/json' };

test('what is posted arrives, each time over the same connection, and is not sent on to elsewhere', async () => {
  const post = openPost();
  expect(await post(`${address}/hook`, json, '{"one":1}', never)).toBe(204);
  expect(await post(`${address}/moved`, json, '{"two":2}', never)).toBe(302);
  expect(heard).toMatchObject([
    { url: '/hook', type: 'application/json', body: '{"one":1}' },
    { url: '/moved', body: '{"two":2}' },
  ]);
  expect(heard[0]!.port).toBe(heard[1]!.port);
});

test('a receiver that is not there, or does not answer, is a failure', async () => {
  const post = openPost();
  await expect(post('http://127.0.0.1:1/hook', json, '{}', never)).rejects.toThrow();
  const stop = new AbortController();
  const posted = post(`${address}/never`, json, '{}', stop.signal);
  setTimeout(() => stop.abort(), 50);
  await expect(posted).rejects.toThrow();
});
