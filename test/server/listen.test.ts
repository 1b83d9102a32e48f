import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Daemon } from '../../src/server/daemon.ts';
import { type Echo, type EchoDaemon, echoDaemon } from './echo-daemon.ts';
import { answersIn, send, type Target } from './raw-client.ts';

let folder: string;
const running: Daemon[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-listen-'));
});
afterEach(() => {
  for (const daemon of running.splice(0)) daemon.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(...addresses: string[]): Promise<EchoDaemon> {
  const daemon = await echoDaemon({ addresses });
  running.push(daemon);
  return daemon;
}

async function ask(target: Target): Promise<Echo> {
  const [answer] = answersIn(await send(target, 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'));
  return JSON.parse(answer?.body ?? '');
}

/** A socket file whose owner died: the file stays when nothing closes the server properly. */
async function deadSocket(file: string): Promise<void> {
  const { spawnSync } = await import('node:child_process');
  const script = `require('net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script]);
}

describe('serving', () => {
  test('a host name means all its addresses, on one port', async () => {
    const { port, listeners } = await start('localhost:0');
    const hosts = listeners.map(({ server }) => (server.address() as { address: string }).address);
    for (const host of hosts)
      expect((await ask({ host, port })).peer).toMatch(/^(127\.0\.0\.1|\[::1\]):\d+$/);
    expect(new Set(listeners.map(({ name }) => name))).toEqual(new Set([`localhost:${port}`]));
  });

  test('several addresses of every kind at once', async () => {
    const socket = path.join(folder, 's');
    const daemon = await start('127.0.0.1:0', '[::1]:0', ':0', `unix:${socket}`);
    const answers = [];
    for (const { server } of daemon.listeners) {
      const bound = server.address();
      if (typeof bound === 'string') answers.push(await ask({ path: bound }));
      else if (bound)
        answers.push(
          await ask({ host: bound.address === '::' ? '127.0.0.1' : bound.address, port: bound.port }),
        );
    }
    expect(answers.map(({ transport }) => transport)).toEqual(['tcp', 'tcp', 'tcp', 'unix']);
    expect(answers[2]?.peer).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  test('the kernel names the user behind a UNIX socket', async () => {
    const socket = path.join(folder, 's');
    await start(`unix:${socket}`);
    const { user, peer } = await ask({ path: socket });
    expect(user).toEqual({ uid: process.getuid?.(), gid: process.getgid?.() });
    expect(peer).toBe(`unix:${socket}(uid=${process.getuid?.()},pid=${process.pid})`);
    const everybody = process.getuid?.() === 0;
    expect(statSync(socket).mode & 0o777).toBe(everybody ? 0o666 : 0o600);
  });

  test('a socket that a dead daemon left is replaced', async () => {
    const socket = path.join(folder, 's');
    await deadSocket(socket);
    await start(`unix:${socket}`);
    expect((await ask({ path: socket })).path).toBe('/x');
  });

  test('a closed daemon leaves no socket file', async () => {
    const socket = path.join(folder, 's');
    const daemon = await start(`unix:${socket}`);
    await daemon.drain(0);
    await expect(ask({ path: socket })).rejects.toThrow('ENOENT');
  });
});

describe('serving is refused', () => {
  test('where somebody listens on the port', async () => {
    const { port } = await start('127.0.0.1:0');
    await expect(start(`127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ADDRESS_TAKEN' });
  });

  test('where somebody listens on the UNIX socket, which stays', async () => {
    const socket = path.join(folder, 's');
    await start(`unix:${socket}`);
    await expect(start(`unix:${socket}`)).rejects.toMatchObject({ code: 'ADDRESS_TAKEN' });
    expect((await ask({ path: socket })).path).toBe('/x');
  });

  test('where a file is in the way, which stays', async () => {
    const file = path.join(folder, 's');
    writeFileSync(file, 'precious');
    await expect(start(`unix:${file}`)).rejects.toThrow(/a file that is no socket is in the way/);
    expect(statSync(file).size).toBe(8);
  });

  test('in a folder that is not there', async () => {
    await expect(start(`unix:${folder}/none/s`)).rejects.toThrow(/its folder cannot be used \(ENOENT\)/);
  });

  test('on a host nobody knows', async () => {
    await expect(start('no-such-host.invalid:0')).rejects.toMatchObject({ code: 'ADDRESS_UNKNOWN' });
  });

  test("on another machine's address", async () => {
    await expect(start('192.0.2.1:0')).rejects.toMatchObject({ code: 'ADDRESS_FOREIGN' });
  });

  test('as a whole: when one address fails, none stays open', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const taken = (other.address() as { port: number }).port;
    const socket = path.join(folder, 's');
    await expect(start(`unix:${socket}`, `127.0.0.1:${taken}`)).rejects.toMatchObject({
      code: 'ADDRESS_TAKEN',
    });
    await expect(ask({ path: socket })).rejects.toThrow('ENOENT');
    other.close();
  });
});
