import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Client } from '../../../src/client/client.ts';
import { writeSubmission } from '../../../src/client/slurmrestd/submission.ts';
import { negotiatingTransport } from '../../../src/client/slurmrestd/transport.ts';
import type { ClientRequest } from '../../../src/client/transport.ts';

const folder = new URL('recorded/', import.meta.url);
const VERSIONS = readdirSync(folder).map((file) => file.replace('.json', ''));

/** A slurmrestd that plays back what one of that version answered (see test/cluster/record-slurmrestd.sh). */
function slurmrestd(version: string) {
  const recorded = JSON.parse(readFileSync(new URL(`${version}.json`, folder), 'utf8'));
  const asked: { method: string; path: string; body: unknown; user: string | null }[] = [];
  const answers: Record<string, () => unknown> = {
    ping: () => recorded.ping,
    diag: () => recorded.diag,
    jobs: () => recorded.jobs,
    nodes: () => recorded.nodes,
    partitions: () => recorded.partitions,
    'job/1': () => ({ ...recorded.jobs, jobs: [recorded.jobs.jobs[0]] }),
    'job/9': () => recorded.unknown,
    'job/submit': () => ({ job_id: 7, step_id: 'batch', job_submit_user_msg: '', errors: [] }),
  };
  const send = async (request: ClientRequest) => {
    const { pathname, search } = new URL(request.url);
    const body = request.body ? JSON.parse(request.body) : undefined;
    asked.push({
      method: request.method,
      path: pathname + search,
      body,
      user: request.headers['x-slurm-user-name'] ?? null,
    });
    if (pathname === `/slurmdb/${version}/jobs`) return Response.json({ jobs: [{ job_id: 5 }], errors: [] });
    const prefix = `/slurm/${version}/`;
    const answer = pathname.startsWith(prefix) ? answers[pathname.slice(prefix.length)] : undefined;
    if (!answer)
      return new Response('Unable to find requested URL.', {
        status: 404,
        headers: { 'content-type': 'text/plain' },
      });
    return Response.json(answer());
  };
  const transport = negotiatingTransport({ name: 'test', base: 'http://host', send, async close() {} });
  return { client: new Client(transport, async () => ({ 'X-SLURM-USER-NAME': 'alice' })), asked, recorded };
}

test.each(VERSIONS)('%s is found, and read as /slurm/v1', async (version) => {
  const { client, asked, recorded } = slurmrestd(version);
  expect(await client.ping()).toEqual({
    errors: [],
    ping: { [recorded.ping.pings[0].hostname]: {}, ping: 'UP', status: 0, mode: 'primary' },
  });
  const job = recorded.jobs.jobs[0];
  const { jobs } = (await client.jobs()) as { jobs: Record<string, unknown>[] };
  expect(jobs[0]).toMatchObject({
    job_id: job.job_id,
    job_state: 'COMPLETED',
    num_nodes: 1,
    array_task_id: {},
    exit_code: 0,
    time_limit: 'INFINITE',
    pn_min_memory: { per_cpu: 100 },
    start_time: expect.any(Number),
    bitflags: expect.any(Array),
  });
  expect(await client.job('1')).toEqual(jobs[0]);
  const { nodes } = (await client.nodes()) as { nodes: Record<string, unknown>[] };
  expect(nodes[0]).toMatchObject({
    name: 'host1',
    node_state: expect.stringMatching(/^[A-Z]+$/),
    features: 'fast,ssd',
  });
  const { partitions } = (await client.partitions()) as { partitions: Record<string, unknown>[] };
  expect(partitions[0]).toMatchObject({
    name: 'debug',
    state_up: 'UP',
    max_time: 'INFINITE',
    total_nodes: 7,
  });
  expect(await client.diagnostics()).toMatchObject({ req_timeg: expect.any(Number), bf_active: 0 });
  await expect(client.job('9')).rejects.toMatchObject({ errno: 2017 });
  // Only what is needed was tried, each question as the user.
  expect(asked.every(({ user }) => user === 'alice')).toBe(true);
  expect(asked.filter(({ path }) => path.startsWith('/slurm/v1/'))).toHaveLength(1);
});

test('a submission is put in its words', async () => {
  const { client, asked } = slurmrestd('v0.0.42');
  const request = { job: { name: 'a', nodes: [2, 4], time: '1:00:00', mem: '1G' }, script: '#!/bin/sh\n' };
  expect(await client.submit(request)).toEqual({
    errors: [],
    job_id: 7,
    step_id: 'BATCH',
    job_submit_user_msg: null,
  });
  expect(asked.at(-1)).toMatchObject({
    method: 'POST',
    path: '/slurm/v0.0.42/job/submit',
    body: { job: { name: 'a', nodes: '2-4', time_limit: 60, memory_per_node: 1024, script: '#!/bin/sh\n' } },
  });
  await expect(client.submit({ job: { warn_nobody: 1 }, script: '#!/bin/sh\n' })).rejects.toMatchObject({
    code: 'FIELD_INVALID',
  });
});

test('older versions have their own shapes', () => {
  const job = { name: 'a', nodes: 2, environment: { A: 'b=c' } };
  expect(writeSubmission({ job: { ...job, hold: true }, script: 's' }, 38)).toEqual({
    job: { name: 'a', nodes: [2, 2], hold: true, environment: { A: 'b=c' } },
    script: 's',
  });
  expect(writeSubmission({ job: [job, job], script: 's' }, 40)).toEqual({
    jobs: [
      { name: 'a', nodes: '2-2', environment: ['A=b=c'] },
      { name: 'a', nodes: '2-2', environment: ['A=b=c'] },
    ],
    script: 's',
  });
});

test('a job submitted held is no error, though v0.0.38 has one beside its id', async () => {
  const answers: Record<string, unknown> = {
    '/slurm/v0.0.38/ping': { errors: [], pings: [{ ping: 'UP' }] },
    '/slurm/v0.0.38/job/submit': { errors: [{ error_code: 2042, error: 'Job is held' }], job_id: 7 },
  };
  const send = async ({ url }: ClientRequest) => {
    const answer = answers[new URL(url).pathname];
    return answer ? Response.json(answer) : new Response('Unable to find requested URL.', { status: 404 });
  };
  const transport = negotiatingTransport({ name: 'test', base: 'http://host', send, async close() {} });
  expect(
    await new Client(transport, async () => ({})).submit({ job: { hold: true }, script: 's' }),
  ).toMatchObject({
    job_id: 7,
  });
});

test('a daemon of ours is asked nothing else, even for what it does not have', async () => {
  const paths: string[] = [];
  const send = async (request: ClientRequest) => {
    paths.push(new URL(request.url).pathname);
    return Response.json(
      { errors: [{ error: 'No such job.', error_code: 2017, source: '' }] },
      { status: 404 },
    );
  };
  const transport = negotiatingTransport({ name: 'test', base: 'http://host', send, async close() {} });
  await expect(new Client(transport, async () => ({})).job('9')).rejects.toMatchObject({ errno: 2017 });
  expect(paths).toEqual(['/slurm/v1/job/9']);
});

test.each(VERSIONS)('the accounting of %s is asked in its own version', async (version) => {
  const { client, asked } = slurmrestd(version);
  expect(await client.history({ step: '5', start_time: '1' })).toMatchObject({ jobs: [{ job_id: 5 }] });
  expect(asked.at(-1)).toMatchObject({ path: `/slurmdb/${version}/jobs?step=5&start_time=1`, user: 'alice' });
});
