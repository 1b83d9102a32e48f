import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../src/client/client.ts';
import { directTransport } from '../../src/client/direct.ts';
import { readOutput } from '../../src/client/job-output.ts';
import { SlurmError } from '../../src/slurm/error.ts';
import { engineFixture } from '../engine/engine-fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slurmrest-client-output-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A client of a daemon that sees a file which is not there for the client. */
function remote(path: string) {
  const { fetch, scheduler } = engineFixture();
  scheduler.add({ job_state: 'RUNNING', batch_flag: true, std_out: path });
  const user = { uid: process.geteuid!(), gid: process.getegid!() };
  const transport = directTransport((request) => fetch(request, { transport: 'direct', peer: 'test', user }));
  const client = new Client(transport, async () => ({}));
  const read = (from?: number) => readOutput(client, { id: '1', stream: 'stdout', path: '/not/here' }, from);
  return { read, scheduler };
}

test('output that is not on this machine is read through the API, from the beginning of a line', async () => {
  const path = join(folder, 'long');
  await writeFile(path, `${'x'.repeat(70_000)}\nlast line\n`);
  const { read } = remote(path);
  const first = await read();
  expect(first).toEqual({ text: 'last line\n', next: 70_011, name: '/not/here' });
  expect(await read(first.next)).toMatchObject({ text: '', next: 70_011 });
  await appendFile(path, 'more \u20ac');
  expect(await read(first.next)).toMatchObject({ text: 'more \u20ac', next: 70_019 });
  await writeFile(path, 'requeued');
  expect(await read(first.next)).toMatchObject({ text: 'requeued', next: 8 });
});

test('a name that is relative to a folder of the job is not looked for here', async () => {
  const lacking = {
    output: async () => {
      throw new SlurmError('SLURMRESTD_LACKS', { url: 'http://host', request: 'GET stdout' });
    },
  };
  const read = readOutput(lacking, { id: '1', stream: 'stdout', path: 'package.json' }, undefined);
  await expect(read).rejects.toThrow('only the cluster knows');
});

test('an empty output has nothing to show', async () => {
  const path = join(folder, 'empty');
  await writeFile(path, '');
  expect(await remote(path).read()).toMatchObject({ text: '', next: 0 });
});

test('what the API says of an output that cannot be read is told', async () => {
  const { read, scheduler } = remote(join(folder, 'missing'));
  await expect(read()).rejects.toThrow('missing is not there');
  scheduler.change(1, { job_state: 'PENDING' });
  await expect(read()).rejects.toThrow('Job 1 has not started');
});

test('a file of this machine is read as it is, and says why not where the daemon cannot help', async () => {
  const path = join(folder, 'local');
  await writeFile(path, 'here');
  const lacking = {
    output: async () => {
      throw new SlurmError('SLURMRESTD_LACKS', { url: 'http://host', request: 'GET stdout' });
    },
  };
  const read = (name: string) =>
    readOutput(lacking, { id: '1', stream: 'stdout', path: join(folder, name) }, undefined);
  expect(await read('local')).toMatchObject({ text: 'here', next: 4 });
  await expect(read('nowhere')).rejects.toThrow('the job has not written yet, or did so on another machine');
});
