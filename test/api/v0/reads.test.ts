import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { versionedFixture } from './fixture.ts';

const VERSIONS = ['v0.0.42', 'v0.0.43', 'v0.0.44', 'v0.0.45'];
const UNSET = { set: false, infinite: false, number: 0 };

test.each(['v0.0.39', 'v0.0.99', 'v0.0.4'])('%s is no version that is served', async (version) => {
  const { status, text } = await versionedFixture().send('GET', `/slurm/${version}/jobs`);
  expect([status, text]).toEqual([404, expect.stringContaining('GET /openapi/v3 lists all there are')]);
});

describe.each(VERSIONS)('%s', (version) => {
  test('answers in its envelope, with and without a trailing slash', async () => {
    const { send } = versionedFixture();
    for (const path of ['ping', 'ping/']) {
      const { status, json } = await send('GET', `/slurm/${version}/${path}`);
      expect(status).toBe(200);
      expect(json).toMatchObject({
        pings: [{ hostname: 'spheron', responding: true, primary: true }],
        meta: { plugin: { data_parser: `data_parser/${version}` }, slurm: { cluster: 'linux' } },
        errors: [],
        warnings: [],
      });
    }
  });

  test('writes numbers as objects, states as lists and exit codes apart', async () => {
    const { scheduler, send } = versionedFixture();
    scheduler.add({
      time_limit: Number.POSITIVE_INFINITY,
      job_state: 'RUNNING',
      job_state_flags: ['COMPLETING'],
      exit_code: 3 << 8,
      derived_ec: 11,
      bitflags: ['JOB_MEM_SET', 'BACKFILL_LAST'],
    });
    const { json } = await send('GET', `/slurm/${version}/jobs`);
    expect(json.jobs).toHaveLength(1);
    expect(json.jobs[0]).toMatchObject({
      job_id: 1,
      time_limit: { set: false, infinite: true, number: 0 },
      array_task_id: UNSET,
      job_state: ['RUNNING', 'COMPLETING'],
      exit_code: { status: ['ERROR'], return_code: { set: true, infinite: false, number: 3 } },
      derived_exit_code: { status: ['SIGNALED'], return_code: UNSET, signal: { id: { number: 11 } } },
      flags: ['EXACT_MEMORY_REQUESTED', 'SCHEDULING_ATTEMPTED'],
    });
    const { json: one } = await send('GET', `/slurm/${version}/job/1`);
    expect(one.jobs).toEqual(json.jobs);
  });

  test('refuses as slurmrestd does', async () => {
    const { send } = versionedFixture();
    const of = async (path: string) => {
      const { status, json, text } = await send('GET', `/slurm/${version}/${path}`);
      return json ? [status, json.errors, json.warnings] : [status, text];
    };
    expect(await of('job/9')).toEqual([
      404,
      [
        {
          description: 'Unable to query JobId=9',
          error_number: 2017,
          error: 'Invalid job id specified',
          source: '_handle_job_get',
        },
      ],
      [],
    ]);
    expect((await of('job/abc'))[0]).toBe(422);
    expect(await of('node/nope')).toMatchObject([200, [{ error_number: 0 }], []]);
    expect(await of('partition/nope')).toMatchObject([200, [], [{ source: '_partition_get' }]]);
    expect(await of('node/host[1-2]')).toEqual([404, 'Invalid or unknown URL path']);
    expect((await of('nothing'))[0]).toBe(404);
    expect((await send('PUT', `/slurm/${version}/ping`)).headers.get('content-type')).toBe('text/plain');
    const accept = await send('GET', `/slurm/${version}/ping`, { headers: { Accept: 'text/html' } });
    expect(accept.status).toBe(415);
  });

  test('warns of parameters that are none, and tells of flags that are none with the answer', async () => {
    const { scheduler, send } = versionedFixture();
    scheduler.add({});
    const { status, json } = await send('GET', `/slurm/${version}/jobs?bogus=1&flags=NOPE`);
    expect(status).toBe(500);
    expect(json.jobs).toHaveLength(1);
    expect(json.errors).toMatchObject([{ error_number: 9207, source: '#/flags[0]/' }]);
    expect(json.warnings).toMatchObject([{ source: '#/bogus/' }]);
  });

  test('answers a poll of what has not changed without the records', async () => {
    const { scheduler, send } = versionedFixture();
    scheduler.add({});
    expect((await send('GET', `/slurm/${version}/nodes?update_time=9999999999`)).status).toBe(304);
    const { json } = await send('GET', `/slurm/${version}/jobs?update_time=9999999999`);
    expect(json).toMatchObject({ jobs: [], warnings: [{ source: 'op_handler_jobs' }] });
    const first = await send('GET', `/slurm/${version}/jobs`);
    const headers = { 'If-None-Match': first.headers.get('etag')! };
    expect((await send('GET', `/slurm/${version}/jobs`, { headers })).status).toBe(304);
  });

  test('writes YAML of the same', async () => {
    const { scheduler, send } = versionedFixture();
    scheduler.add({ name: 'one' });
    const yaml = await send('GET', `/slurm/${version}/jobs`, { headers: { Accept: 'application/yaml' } });
    expect(parse(yaml.text, { version: '1.1', logLevel: 'error' })).toEqual(
      (await send('GET', `/slurm/${version}/jobs`)).json,
    );
  });
});

test('each version has what it adds and lacks what it dropped', async () => {
  const { scheduler, send } = versionedFixture();
  scheduler.add({ bitflags: ['JOB_IMPLICIT_MAX_NODES', 'STEPMGR_ENABLED'], shared: 0 });
  const jobs = await Promise.all(
    VERSIONS.map(async (version) => (await send('GET', `/slurm/${version}/jobs`)).json.jobs[0]),
  );
  expect(jobs.map((job) => Object.keys(job).length)).toEqual([128, 133, 135, 137]);
  expect(jobs.map((job) => 'power' in job)).toEqual([true, true, true, false]);
  expect(jobs.map((job) => job.shared.length)).toEqual([1, 1, 1, 0]);
  expect(jobs.map((job) => job.flags.length)).toEqual([1, 1, 1, 2]);
  const nodes = await Promise.all(
    VERSIONS.map(async (version) => (await send('GET', `/slurm/${version}/nodes`)).json.nodes[0]),
  );
  // SchedMD's own document counts 57, 60, 60, 58 and leaves one of their members out.
  expect(nodes.map((node) => Object.keys(node).length)).toEqual([57, 60, 60, 58]);
});
