import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Daemon } from '../../src/server/daemon.ts';
import { readTls, type TlsFiles } from '../../src/server/tls.ts';
import { type Certificate, makeCertificate, readCertificate } from './certificates.ts';
import { type EchoDaemon, echoDaemon } from './echo-daemon.ts';
import { send, statusesIn, untilClosed } from './raw-client.ts';

let folder: string;
let authority: Certificate;
let server: Certificate;
let renewed: Certificate;
let client: Certificate;
let stranger: Certificate;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-tls-'));
  authority = makeCertificate(folder, 'authority');
  server = makeCertificate(folder, 'server', authority);
  renewed = makeCertificate(folder, 'renewed', authority);
  client = makeCertificate(folder, 'client', authority);
  stranger = makeCertificate(folder, 'stranger');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: Daemon[] = [];
afterEach(() => {
  for (const daemon of running.splice(0)) daemon.close();
});

async function start(files: TlsFiles, ...addresses: string[]): Promise<EchoDaemon> {
  const daemon = await echoDaemon({ tls: readTls(files), ...(addresses.length > 0 && { addresses }) });
  running.push(daemon);
  return daemon;
}

const GET = 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

/** Connects and trusts the authority of these tests only; rejects when the server or this client declines. */
async function greet(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const ca = readFileSync(authority.cert);
  const socket = connect({ host: '127.0.0.1', port, ca, ...options });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  return socket;
}

async function ask(port: number, options?: ConnectionOptions): Promise<number[]> {
  const socket = await greet(port, options);
  socket.write(GET);
  return statusesIn(await untilClosed(socket));
}

describe('TLS', () => {
  test('is spoken on TCP, plain HTTP on a UNIX socket', async () => {
    const { port } = await start(server, '127.0.0.1:0', `unix:${folder}/s`);
    expect(await ask(port)).toEqual([200]);
    expect(statusesIn(await send({ path: `${folder}/s` }, GET))).toEqual([200]);
    expect(await send({ port }, GET)).toBe('');
  });

  test('is 1.2 or later', async () => {
    const { port } = await start(server);
    expect(await ask(port, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })).toEqual([200]);
    const old = greet(port, {
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    await expect(old).rejects.toMatchObject({ code: expect.stringMatching(/^(ERR_SSL|ECONNRESET)/) });
  });

  test('with an authority for clients hears only clients of it', async () => {
    const { port } = await start({ ...server, ca: authority.cert });
    expect(await ask(port, readCertificate(client))).toEqual([200]);
    expect(await ask(port).catch(() => [])).toEqual([]);
    expect(await ask(port, readCertificate(stranger)).catch(() => [])).toEqual([]);
  });

  test('takes new certificates for new connections and leaves the old ones be', async () => {
    const daemon = await start(server);
    const before = await greet(daemon.port);
    expect(before.getPeerCertificate().subject.CN).toBe('server');
    daemon.renewTls(readTls(renewed));
    const after = await greet(daemon.port);
    expect(after.getPeerCertificate().subject.CN).toBe('renewed');
    after.destroy();
    before.write(GET);
    expect(statusesIn(await untilClosed(before))).toEqual([200]);
  });
});

describe('certificates are refused', () => {
  test.each<[string, () => TlsFiles, RegExp]>([
    ['that are not there', () => ({ ...server, cert: `${folder}/none` }), /none: ENOENT/],
    ['whose key is another', () => ({ ...server, key: client.key }), /server\.pem and .*client\.key: /],
    ['that are none', () => ({ ...server, cert: write('no certificate') }), /text\.pem and .*: /],
    ['that are empty', () => ({ ...server, key: write('') }), /: /],
  ])('%s', (_, files, reason) => {
    expect(() => readTls(files())).toThrow(expect.objectContaining({ code: 'TLS_FILES_UNUSABLE' }));
    expect(() => readTls(files())).toThrow(reason);
  });
});

function write(text: string): string {
  const file = path.join(folder, 'text.pem');
  writeFileSync(file, text);
  return file;
}
