import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificate } from '../certificates.ts';
import { statusesIn, untilClosed } from '../raw-client.ts';
import { buildProgram, type Program } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram();
}, 300_000);
afterAll(() => program.dispose());

/** Whose certificate is shown on a port, and what a request without credentials gets there. */
async function ask(port: number): Promise<[name: string | undefined, statuses: number[]]> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  const name = socket.getPeerCertificate().subject.CN;
  socket.write('GET /slurm/v1/ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  return [String(name), statusesIn(await untilClosed(socket))];
}

test('SIGHUP reads the certificates anew, or keeps those that work', { timeout: 300_000 }, async () => {
  const first = makeCertificate(program.folder, 'first');
  const second = makeCertificate(program.folder, 'second');
  const cert = path.join(program.folder, 'cert.pem');
  const key = path.join(program.folder, 'key.pem');
  const install = (from: typeof first) => {
    copyFileSync(from.cert, cert);
    copyFileSync(from.key, key);
  };
  install(first);
  const args = ['serve', '--tls-cert', cert, '--tls-key', key, '127.0.0.1:0'];
  const daemon = program.start('slurmrest', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const port = Number((await daemon.told(/listening on https:\/\/127\.0\.0\.1:(\d+)/))[1]);
  expect(await ask(port)).toEqual(['first', [403]]);

  install(second);
  daemon.child.kill('SIGHUP');
  await daemon.told(/SIGHUP: read the certificates anew/);
  expect(await ask(port)).toEqual(['second', [403]]);

  writeFileSync(key, 'no key');
  daemon.child.kill('SIGHUP');
  await daemon.told(/SIGHUP: keeping the certificates as they were\. .*cannot be used/);
  expect(await ask(port)).toEqual(['second', [403]]);

  daemon.child.kill('SIGTERM');
  expect(await daemon.exited).toBe(0);
});
