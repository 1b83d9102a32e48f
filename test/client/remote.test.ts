import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { remoteTransport } from '../../src/client/remote.ts';
import { EXIT } from '../../src/slurm/error-table.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A daemon that answers what it was asked. */
async function echo(where: object): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url } = request;
      response.end(JSON.stringify({ method, url, body: Buffer.concat(chunks).toString() }));
    });
  });
  await new Promise<void>((resolve) => server.listen(where, resolve));
  closers.push(() => server.close());
  return server;
}

const GET = { method: 'GET', headers: {} };

async function transportTo(url: string) {
  const transport = await remoteTransport(url);
  closers.unshift(() => transport.close());
  return transport;
}

describe('a remote daemon', () => {
  test('is reached over TCP, with a body and below a prefix', async () => {
    const server = await echo({ port: 0, host: '127.0.0.1' });
    const { port } = server.address() as { port: number };
    const transport = await transportTo(`http://127.0.0.1:${port}/cluster/`);
    const url = `${transport.base}/slurm/v1/ping`;
    const answer = await transport.send({ method: 'POST', url, headers: {}, body: '{"a":1}' });
    expect(JSON.parse(await answer.text())).toEqual({
      method: 'POST',
      url: '/cluster/slurm/v1/ping',
      body: '{"a":1}',
    });
  });

  test.each(['unix:', 'unix://'])('is reached over %s', async (scheme) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    await echo({ path: path.join(folder, 'socket') });
    const transport = await transportTo(`${scheme}${folder}/socket`);
    const response = await transport.send({ ...GET, url: `${transport.base}/x?y=1` });
    expect(JSON.parse(await response.text())).toMatchObject({ method: 'GET', url: '/x?y=1' });
  });

  test('that closes the connection between two requests is asked again', async () => {
    let asked = 0;
    const server = createServer((request, response) => {
      if (++asked === 2) request.socket.resetAndDestroy();
      else response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const transport = await transportTo(`http://127.0.0.1:${port}`);
    for (const expected of [1, 3]) {
      const answer = await transport.send({ ...GET, url: `${transport.base}/` });
      expect([answer.status, asked]).toEqual([200, expected]);
    }
  });

  test('that sends clients elsewhere is not followed: tokens stay with it', async () => {
    const server = createServer((_, response) => response.writeHead(302, { location: '/x' }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const transport = await transportTo(`http://127.0.0.1:${port}`);
    const answer = await transport.send({ ...GET, url: `${transport.base}/` });
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/x']);
  });

  test('that answers twice, as slurmrestd 26.05 refuses, has answered once', async () => {
    const refusal = 'HTTP/1.1 401 UNAUTHORIZED\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nno';
    const server = createTcpServer((socket) => socket.once('data', () => socket.end(refusal + refusal)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const transport = await transportTo(`http://127.0.0.1:${port}`);
    const answer = await transport.send({ ...GET, url: `${transport.base}/` });
    expect([answer.status, await answer.text()]).toEqual([401, 'no']);
  });

  test('that is not there is an error of its own', async () => {
    const server = await echo({ port: 0, host: '127.0.0.1' });
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    for (const url of [`http://127.0.0.1:${port}`, 'unix:/nowhere/at/all']) {
      const transport = await transportTo(url);
      const failure = transport.send({ ...GET, url: `${transport.base}/` });
      await expect(failure).rejects.toMatchObject({ code: 'DAEMON_UNREACHABLE', exitCode: EXIT.unreachable });
      await expect(failure).rejects.toThrow(url);
    }
  });

  test.each(['localhost:6820', 'ftp://x', 'unix:relative', 'http://'])(
    'cannot have the address %s',
    async (url) => {
      await expect(remoteTransport(url)).rejects.toMatchObject({
        code: 'URL_MALFORMED',
        exitCode: EXIT.usage,
      });
    },
  );
});
