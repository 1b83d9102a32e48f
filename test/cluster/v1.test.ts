import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ClusterEngine, openClusterEngine, type Sent } from './engine.ts';
import { cluster, eventually, slurm } from './slurm.ts';

let engine: ClusterEngine;
const send = (method: string, path: string, sent?: Sent) => engine.send(method, path, sent);

beforeAll(async () => {
  engine = await openClusterEngine();
});
afterAll(async () => {
  for (const user of ['root', 'alice', 'bob']) await slurm('scancel', [`--user=${user}`]);
  await engine.close();
});

const SLEEP = '#!/bin/sh\nsleep 600\n';

async function submit(job: object | object[], script = SLEEP, as: Sent['as'] = 'alice'): Promise<number> {
  const placed = (one: object) => ({
    name: 'v1',
    current_working_directory: cluster.jobs,
    output: '/dev/null',
    environment: { PATH: '/usr/bin:/bin' },
    ...one,
  });
  const body = { job: Array.isArray(job) ? job.map(placed) : placed(job), script };
  const answer = await send('POST', '/slurm/v1/job/submit', { as: as ?? 'alice', body });
  expect(answer.json).toEqual({
    errors: [],
    job_id: expect.any(Number),
    step_id: 'BATCH',
    job_submit_user_msg: null,
  });
  return answer.json.job_id;
}

const job = async (id: number | string) => (await send('GET', `/slurm/v1/job/${id}`)).json;
const inState = (id: number | string, state: string) =>
  eventually(`job ${id} in ${state}`, async () => {
    const found = await job(id);
    return found.job_state === state && found;
  });
const scontrol = async (id: number | string) => slurm('scontrol', ['show', 'job', '-o', String(id)]);

describe('the cluster', () => {
  test('answers a ping', async () => {
    const { json } = await send('GET', '/slurm/v1/ping');
    const { ping, status, mode, ...hosts } = json.ping;
    expect([json.errors, ping, status, mode, Object.values(hosts)]).toEqual([[], 'UP', 0, 'primary', [{}]]);
  });

  test('tells its diagnostics under the names of the slides, with and without a slash', async () => {
    const { json } = await send('GET', '/slurm/v1/diag/');
    const keys = Object.keys(json);
    expect(keys.slice(0, DIAG_KEYS.length)).toEqual(DIAG_KEYS);
    expect(Object.keys((await send('GET', '/slurm/v1/diag')).json)).toEqual(keys);
    expect(keys).toEqual(
      expect.arrayContaining(['schedule_exit', 'bf_exit', 'rpcs_by_type', 'rpcs_by_user']),
    );
    const printed = await slurm('sdiag', []);
    expect(Number(/Jobs submitted:\s*(\d+)/.exec(printed)?.[1])).toBe(json.jobs_submitted);
    for (const key of DIAG_KEYS) expect(json[key]).toEqual(expect.any(Number));
  });

  test('lets only an administrator reset them', async () => {
    expect((await send('POST', '/slurm/v1/diag/reset')).status).toBe(403);
    expect((await send('POST', '/slurm/v1/diag/reset', { as: 'root' })).json).toEqual({ errors: [] });
  });

  test('shows nodes and partitions, each by name too', async () => {
    const { nodes } = (await send('GET', '/slurm/v1/nodes')).json;
    expect(nodes[0]).toMatchObject({
      name: 'host1',
      sockets: 2,
      partitions: expect.arrayContaining(['debug']),
    });
    expect((await send('GET', '/slurm/v1/node/host2')).json.nodes).toMatchObject([{ name: 'host2' }]);
    const { partitions } = (await send('GET', '/slurm/v1/partitions')).json;
    expect(partitions.map(({ name }: { name: string }) => name)).toContain('debug');
    expect((await send('GET', '/slurm/v1/partition/debug')).json.partitions).toMatchObject([
      { name: 'debug', max_time: 'INFINITE', flags: expect.arrayContaining(['DEFAULT']) },
    ]);
  });

  test.each([
    ['GET', '/slurm/v1/node/host99', 404],
    ['GET', '/slurm/v1/partition/none', 404],
    ['GET', '/slurm/v1/job/67000000', 404],
    ['DELETE', '/slurm/v1/job/67000000', 404],
    ['GET', '/slurm/v1/job/one', 400],
    ['GET', '/slurm/v1/jobs?colour=red', 400],
    ['GET', '/slurm/v1/nothing', 404],
    ['PATCH', '/slurm/v1/jobs', 405],
    ['DELETE', '/slurm/v1/nodes', 405],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await send(method, path);
    expect([answer.status, answer.json.errors]).toEqual([
      status,
      [{ error: expect.any(String), error_code: expect.any(Number), source: expect.any(String) }],
    ]);
    if (status === 405) expect(answer.headers.get('allow')).toContain('GET');
  });

  test.each(['jobs', 'nodes', 'partitions'])('says of %s when nothing has changed', async (collection) => {
    const path = `/slurm/v1/${collection}`;
    await eventually('304', async () => {
      const first = await send('GET', path);
      const etag = first.headers.get('etag')!;
      // Within the second of a change its time says nothing.
      const modified = first.headers.get('last-modified');
      if (modified === null) return false;
      const again = await send('GET', path, { headers: { 'If-None-Match': etag } });
      const since = await send('GET', path, { headers: { 'If-Modified-Since': modified } });
      return again.status === 304 && again.text === '' && since.status === 304;
    });
  });
});

describe('a job', () => {
  test('runs as its user, where and with what it says', async () => {
    const script = '#!/bin/sh\nid -un; pwd; echo "$GREETING"; echo "$SLURM_JOB_NAME"\n';
    const id = await submit(
      {
        name: 'greet',
        output: 'greet-%j.txt',
        environment: { GREETING: 'grüß dich', PATH: '/usr/bin:/bin' },
      },
      script,
    );
    await inState(id, 'COMPLETED');
    const printed = readFileSync(`${cluster.jobs}/greet-${id}.txt`, 'utf8');
    expect(printed).toBe(`alice\n${cluster.jobs}\ngrüß dich\ngreet\n`);
    expect((await send('GET', `/slurm/v1/job/${id}/script`)).json).toEqual({ errors: [], script });
    expect((await send('GET', `/slurm/v1/job/${id}/script`, { as: 'bob' })).status).toBe(403);
  });

  test('is shown in the list and alone, in JSON and YAML alike', async () => {
    const id = await submit({ hold: true, account: 'test', comment: 'a "b" c', time: 90, nodes: [1, 2] });
    const alone = (await send('GET', `/slurm/v1/job/${id}/`)).json;
    const { jobs } = (await send('GET', '/slurm/v1/jobs')).json;
    expect(jobs.find((one: { job_id: number }) => one.job_id === id)).toEqual(alone);
    expect(alone).toMatchObject({
      account: 'test',
      comment: 'a "b" c',
      job_state: 'PENDING',
      user_id: 6101,
      user_name: 'alice',
      priority: 0,
      time_limit: 90,
      array_task_id: {},
      max_nodes: 2,
      partition: 'debug',
    });
    expect(Object.keys(alone).slice(0, 3)).toEqual(['account', 'accrue_time', 'admin_comment']);
    const yaml = await send('GET', `/slurm/v1/job/${id}`, { headers: { Accept: 'application/yaml' } });
    expect(parse(yaml.text, { version: '1.1', logLevel: 'error' })).toEqual(alone);
  });

  test('is held, changed and released', async () => {
    const id = await submit({ begin: 'now+1hour' });
    const put = (body: object) => send('PUT', `/slurm/v1/job/${id}`, { body });
    expect((await put({ name: 'renamed', time: '2:00:00', comment: 'new', nice: 50 })).json).toEqual({
      errors: [],
    });
    expect(await job(id)).toMatchObject({ name: 'renamed', time_limit: 120, comment: 'new', nice: 50 });
    expect((await put({ tmie: 5 })).status).toBe(400);
    expect((await put({ partition: 'none' })).json.errors[0].error).toMatch(/partition/i);
    expect((await send('POST', `/slurm/v1/job/${id}/hold`)).json).toEqual({ errors: [] });
    expect(await job(id)).toMatchObject({ priority: 0, state_reason: 'JobHeldUser' });
    expect((await send('POST', `/slurm/v1/job/${id}/release`)).json).toEqual({ errors: [] });
    expect((await job(id)).priority).not.toBe(0);
    expect((await send('DELETE', `/slurm/v1/job/${id}`)).json).toEqual({ errors: [] });
    expect((await job(id)).job_state).toBe('CANCELLED');
  });

  test('is suspended, resumed and requeued', async () => {
    const id = await submit({});
    await inState(id, 'RUNNING');
    const post = (verb: string, as: Sent['as']) =>
      send('POST', `/slurm/v1/job/${id}/${verb}`, { as: as ?? 'alice' });
    expect((await post('suspend', 'bob')).status).toBe(403);
    expect((await post('suspend', 'root')).json).toEqual({ errors: [] });
    await inState(id, 'SUSPENDED');
    expect((await post('resume', 'root')).json).toEqual({ errors: [] });
    await inState(id, 'RUNNING');
    expect((await post('requeue?hold=true', 'alice')).json).toEqual({ errors: [] });
    await eventually('requeued', async () => (await job(id)).restart_cnt === 1);
    expect(await scontrol(id)).toMatch(/Priority=0 .*Restarts=1/);
  });

  test('gets signals: all its processes, or only the script', async () => {
    const script = `#!/bin/sh\ntrap 'echo usr1; exit 3' USR1\necho ready\nwhile :; do sleep 0.2; done\n`;
    const id = await submit({ output: 'signal-%j.txt' }, script);
    await inState(id, 'RUNNING');
    const file = `${cluster.jobs}/signal-${id}.txt`;
    const printed = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    // Before the script has set its trap the signal would end it.
    await eventually('the script', async () => printed().includes('ready'));
    expect((await send('DELETE', `/slurm/v1/job/${id}?signal=USR1&batch=true`)).json).toEqual({ errors: [] });
    await eventually('the trap', async () => printed().includes('usr1'));
    expect(await inState(id, 'FAILED')).toMatchObject({ exit_code: 3 << 8 });
    expect((await send('DELETE', `/slurm/v1/job/${id}?signal=NOPE`)).status).toBe(400);
  });

  test('of somebody else is left alone', async () => {
    const id = await submit({}, SLEEP, 'bob');
    for (const [method, path] of [
      ['DELETE', ''],
      ['DELETE', '?signal=USR1'],
      ['POST', '/hold'],
      ['POST', '/requeue'],
    ]) {
      const answer = await send(method!, `/slurm/v1/job/${id}${path}`);
      expect([method, path, answer.status]).toEqual([method, path, 403]);
    }
    expect((await send('PUT', `/slurm/v1/job/${id}`, { body: { name: 'mine' } })).status).toBe(403);
    expect(await job(id)).toMatchObject({ name: 'v1', user_name: 'bob' });
    expect((await send('DELETE', `/slurm/v1/job/${id}`, { as: 'root' })).json).toEqual({ errors: [] });
  });

  test.each([
    [{ ntaks: 4 }, SLEEP, 400, /ntaks.*ntasks/],
    [{ partition: 'none' }, SLEEP, undefined, /partition/i],
    [{ dependency: 'afterok:nothing' }, SLEEP, undefined, /dependency/i],
    [{ reservation: 'none' }, SLEEP, undefined, /reservation/i],
    [{ array: '1-99999999' }, SLEEP, undefined, /array/i],
    [{}, 'sleep 1', 400, /interpreter/],
    [{ user_id: 6102 }, SLEEP, 403, /./],
  ])('asking for %j is refused', async (members, script, status, message) => {
    const body = { job: { current_working_directory: '/tmp', ...members }, script };
    const answer = await send('POST', '/slurm/v1/job/submit', { body });
    expect(answer.json.errors[0].error).toMatch(message);
    expect(answer.status).toBe(status ?? answer.status);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('an array', () => {
  test('is one record until its tasks start, which have ids of their own', async () => {
    const id = await submit({ array: '1-9:2%1' });
    const first = await inState(`${id}_1`, 'RUNNING');
    expect(first).toMatchObject({ array_job_id: id, array_task_id: 1 });
    expect(await job(id)).toMatchObject({ array_task_str: '3,5,7,9', array_max_tasks: 1, array_task_id: {} });
    expect((await send('DELETE', `/slurm/v1/job/${id}_%5B5,7%5D`)).json).toEqual({ errors: [] });
    await eventually('two tasks gone', async () => (await job(id)).array_task_str === '3,9');
    expect((await send('DELETE', `/slurm/v1/job/${id}_3`)).status).toBe(200);
    expect((await send('GET', `/slurm/v1/job/${id}_4`)).status).toBe(404);
    expect((await send('PUT', `/slurm/v1/job/${id}`, { body: { array_task_throttle: 2 } })).status).toBe(200);
    expect((await send('DELETE', `/slurm/v1/job/${id}`)).status).toBe(200);
    await inState(`${id}_1`, 'CANCELLED');
  });
});

describe('a het job', () => {
  test('has components, is started and ended whole', async () => {
    const id = await submit([{ name: 'lead' }, { name: 'second', ntasks: 2 }]);
    expect(await job(id)).toMatchObject({ het_job_id: id, het_job_offset: 0, name: 'lead' });
    expect(await job(`${id}+1`)).toMatchObject({ het_job_id: id, het_job_offset: 1, name: 'second' });
    await inState(`${id}+1`, 'RUNNING');
    expect((await send('DELETE', `/slurm/v1/job/${id}`)).json).toEqual({ errors: [] });
    await inState(`${id}+1`, 'CANCELLED');
    await inState(id, 'CANCELLED');
  });
});

/** The bodies of the slides, their user 1000 replaced by one of this cluster. */
describe('the slides', () => {
  const environment =
    '"environment": {"PATH": "/bin:/usr/bin/:/usr/local/bin/","LD_LIBRARY_PATH": "/lib/:/lib64/:/usr/local/lib"}';
  const members = (name: string, ntasks: number, more = '') =>
    `{"account": "test", ${more}"ntasks": ${ntasks}, "name": "${name}", "nodes": [2, 4], "current_working_directory": "/tmp/", "user_id": 6101, "group_id": 6101, ${environment} }`;
  // Not to be over before it is looked at; on the slides nothing is.
  const held = (body: string) => body.replaceAll('"ntasks"', '"hold": true, "ntasks"');
  const yaml = { Accept: 'text/yaml', 'Content-Type': 'application/json' };
  const submitted =
    /^%YAML 1\.1\n---\n!!str errors: !!seq \[\]\n!!str job_id: !!int (\d+)\n!!str step_id: !!str BATCH\n!!str job_submit_user_msg: !!null null\n\.\.\.\n$/;

  test.each([
    ['a job', `{"job": ${members('test18.1', 20)}, "script": "#!/bin/bash\\necho it works"}`],
    [
      'a het job',
      `{"job": [${members('test18.1', 20)}, ${members('test18.3', 2)}], "script": "#!/bin/bash\\nsrun echo it works" }`,
    ],
    [
      'an array',
      `{"job": ${members('test18.1', 20, '"array": "1-1000", ')}, "script": "#!/bin/bash\\nsrun echo it works"}`,
    ],
  ])('submit %s, view and cancel it', async (_, body) => {
    const answer = await send('POST', '/slurm/v1/job/submit', { headers: yaml, body: held(body) });
    expect(answer.text).toMatch(submitted);
    const id = submitted.exec(answer.text)![1]!;
    expect(await job(id)).toMatchObject({
      name: 'test18.1',
      account: 'test',
      num_tasks: 20,
      work_dir: '/tmp/',
    });
    const gone = await send('DELETE', `/slurm/v1/job/${id}`, { headers: { Accept: 'text/yaml' } });
    expect(gone.text).toBe('%YAML 1.1\n---\n!!str errors: !!seq []\n...\n');
  });
});

const DIAG_KEYS =
  'parts_packedg req_timeg req_time_startg server_thread_count agent_queue_size agent_count dbd_agent_queue_size gettimeofday_latency schedule_cycle_max schedule_cycle_last schedule_cycle_sum schedule_cycle_counter schedule_cycle_depth schedule_queue_len jobs_submitted jobs_started jobs_completed jobs_canceled jobs_failed jobs_pending jobs_running job_states_ts bf_backfilled_jobs bf_last_backfilled_jobs bf_backfilled_pack_jobs bf_cycle_counter bf_cycle_sum bf_cycle_last bf_cycle_max bf_last_depth bf_last_depth_try bf_depth_sum bf_depth_try_sum bf_queue_len bf_queue_len_sum bf_when_last_cycle bf_active'.split(
    ' ',
  );
