import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../../src/engine/connection.ts';
import type { Job } from '../../../src/slurm/job.ts';
import { engineFixture, errorOf } from '../../engine/engine-fixture.ts';

const connection: Connection = {
  transport: 'direct',
  peer: 'direct',
  user: { uid: process.geteuid!(), gid: process.getegid!() },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slurmrest-output-'));
  await writeFile(join(folder, 'slurm-1.out'), '0123456789');
  await writeFile(join(folder, 'errors'), 'oh!');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An engine with one job that has ended, unless it is said to be otherwise. */
function withJob(job: Partial<Job> = {}) {
  const { scheduler, send, fetch } = engineFixture();
  scheduler.add({ job_state: 'COMPLETED', batch_flag: true, work_dir: folder, ...job });
  return {
    scheduler,
    fetch,
    get: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      send(method, `/slurm/v1/job/${path}`, { connection, headers }),
  };
}

test('output is what is in the file that sbatch would have named', async () => {
  const { get } = withJob();
  const answer = await get('1/stdout');
  expect([answer.status, answer.text]).toEqual([200, '0123456789']);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('content-length')).toBe('10');
  expect((await get('1/stderr/')).text).toBe('0123456789');
  expect((await withJob({ std_err: 'errors' }).get('1/stderr')).text).toBe('oh!');
});

test('a part is answered with 206', async () => {
  const { get } = withJob();
  const part = await get('1/stdout', { Range: 'bytes=2-4' });
  expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
  const tail = await get('1/stdout', { Range: 'bytes=-3' });
  expect([tail.status, tail.text, tail.headers.get('content-range')]).toEqual([206, '789', 'bytes 7-9/10']);
});

test('a part of another version is answered with all of this one', async () => {
  const { get } = withJob();
  const etag = (await get('1/stdout')).headers.get('etag')!;
  expect((await get('1/stdout', { Range: 'bytes=2-', 'If-Range': etag })).status).toBe(206);
  expect((await get('1/stdout', { Range: 'bytes=2-', 'If-Range': '"old"' })).text).toBe('0123456789');
});

test('a part beyond the end is refused with the size', async () => {
  const answer = await withJob().get('1/stdout', { Range: 'bytes=10-' });
  expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  expect(errorOf(answer).error).toContain('there are 10 bytes');
});

test('who has it already is told so', async () => {
  const { get } = withJob();
  const etag = (await get('1/stdout', {}, 'HEAD')).headers.get('etag')!;
  const again = await get('1/stdout', { 'If-None-Match': etag });
  expect([again.status, again.text]).toEqual([304, '']);
});

test.each<[string, string, Partial<Job>, number, string]>([
  ['is not there', '1/stdout', { std_out: 'elsewhere' }, 404, 'is not there'],
  ['has not begun', '1/stdout', { job_state: 'PENDING' }, 409, 'has not started'],
  ['is of no batch job', '1/stdout', { batch_flag: false }, 404, 'no batch job'],
  ['is of no job', '7/stdout', {}, 404, 'No job 7'],
  ['is no file', '1/stdout', { std_out: '/dev/tty' }, 409, 'cannot be read'],
])('output that %s', async (_, path, job, status, text) => {
  const answer = await withJob(job).get(path);
  expect(answer.status).toBe(status);
  expect(errorOf(answer).error).toContain(text);
});

test('of an array one task is read', async () => {
  const { get, scheduler } = withJob({ array_job_id: 1, array_task_id: 3, std_out: 'task-%a' });
  scheduler.add({ job_state: 'RUNNING', batch_flag: true, array_job_id: 1, array_task_id: 4 });
  await writeFile(join(folder, 'task-3'), 'three');
  expect((await get('1_3/stdout')).text).toBe('three');
  expect(errorOf(await get('1/stdout')).error).toContain('as 1_3');
});

test('an output is followed until the job has ended', async () => {
  const path = join(folder, 'followed');
  await writeFile(path, 'first ');
  const { fetch, scheduler } = withJob({ job_state: 'RUNNING', std_out: path });
  const request = new Request('http://localhost/slurm/v1/job/1/stdout?follow=true');
  const response = await fetch(request, connection);
  expect(response.headers.has('content-length')).toBe(false);
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  expect((await reader.read()).value).toBe('first ');
  await appendFile(path, 'second ');
  expect((await reader.read()).value).toBe('second ');
  await appendFile(path, 'last');
  scheduler.change(1, { job_state: 'COMPLETED' });
  expect((await reader.read()).value).toBe('last');
  expect((await reader.read()).done).toBe(true);
});
