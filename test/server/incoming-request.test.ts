import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { IncomingRequest } from '../../src/server/incoming-request.ts';
import { SlurmError } from '../../src/slurm/error.ts';

const incoming = (url: string, method = 'GET') =>
  new IncomingRequest({ url, method, headers: { accept: 'text/json' } } as unknown as IncomingMessage);

test.each([
  ['/slurm/v1/jobs?state=RUNNING&name=a%20b', '/slurm/v1/jobs?state=RUNNING&name=a%20b'],
  ['/a b?q="x"', '/a%20b?q=%22x%22'],
  ['/slurm/../jobs/./x', '/jobs/x'],
  ['/slurm/%2e%2E/jobs', '/jobs'],
  ['//host/path', '//host/path'],
])('the target %s is %s', (target, url) => {
  expect(incoming(target).url).toBe(url);
});

test.each(['/a\\b', 'path', ''])('the target "%s" is refused', (target) => {
  expect(() => incoming(target)).toThrow(SlurmError);
});

test('header fields are found in any case', () => {
  const { headers } = incoming('/');
  expect([headers.get('Accept'), headers.get('host'), headers.has('ACCEPT')]).toEqual([
    'text/json',
    null,
    true,
  ]);
});

test('a body that ends too early is no body', async () => {
  const read = new Promise((resolve, reject) => {
    const server = createServer((message) => {
      new IncomingRequest(message).arrayBuffer().then(resolve, reject);
      client.destroy();
      server.close();
    });
    let client: ReturnType<typeof request>;
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      client = request({ port, method: 'POST', headers: { 'content-length': 10 } });
      client.on('error', () => {});
      client.write('half');
    });
  });
  await expect(read).rejects.toThrow();
});
