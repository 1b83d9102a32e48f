import { describe, expect, test } from 'vitest';
import { DIRECT } from '../../engine/caller.ts';
import { versionedFixture } from './fixture.ts';

const SCRIPT = '#!/bin/sh\ntrue\n';
const JOB = {
  name: 'one',
  script: SCRIPT,
  current_working_directory: '/tmp',
  environment: ['PATH=/usr/bin:/bin'],
};

describe.each(['v0.0.42', 'v0.0.43', 'v0.0.44', 'v0.0.45'])('%s', (version) => {
  const base = `/slurm/${version}`;

  test('submits a job in the words of the version', async () => {
    const { scheduler, send } = versionedFixture();
    const job = {
      ...JOB,
      time_limit: { set: true, infinite: false, number: 90 },
      nodes: '2-3',
      tasks: 4,
      memory_per_cpu: { set: true, number: 50 },
      required_nodes: ['host1', 'host2'],
      mail_type: ['BEGIN', 'END'],
      hold: true,
    };
    const { status, json } = await send('POST', `${base}/job/submit`, { body: { job } });
    expect([status, json.errors]).toEqual([200, []]);
    expect(json).toMatchObject({ job_id: 1, step_id: 'batch', job_submit_user_msg: '' });
    expect(scheduler.submissions[0]).toMatchObject({
      script: SCRIPT,
      jobs: [
        {
          name: 'one',
          time_limit: 90,
          min_nodes: 2,
          max_nodes: 3,
          num_tasks: 4,
          pn_min_memory: { mib: 50, per: 'cpu' },
          req_nodes: 'host1,host2',
          mail_type: ['BEGIN', 'END'],
          priority: 0,
          work_dir: '/tmp',
        },
      ],
    });
  });

  test('takes the script beside the job, and a het job as a list', async () => {
    const { scheduler, send } = versionedFixture();
    const { script, ...bare } = JOB;
    expect((await send('POST', `${base}/job/submit`, { body: { script, job: bare } })).status).toBe(200);
    expect((await send('POST', `${base}/job/submit`, { body: { jobs: [JOB, bare] } })).status).toBe(200);
    expect(scheduler.submissions.map(({ jobs }) => jobs.length)).toEqual([1, 2]);
  });

  test.each([
    [{}, 422, 9000, '_job_post'],
    [{ job: { ...JOB, script: '' } }, 422, 2009, 'script'],
    [{ job: JOB, jobs: [JOB] }, 422, 9000, '_job_post'],
    [{ job: 'x' }, 500, 9209, '#/job/'],
    [[], 500, 9209, '#/'],
    [{ job: { ...JOB, time_limit: '1:00:00' } }, 500, 9202, '#/job/time_limit/'],
    [{ job: { ...JOB, nice: 'x' } }, 500, 9202, '#/job/nice/'],
    [{ job: { ...JOB, environment: 'A=b' } }, 500, 9208, '#/job/environment/'],
    [{ job: { ...JOB, distribution: 'sideways' } }, 422, 2023, '#/job/distribution/'],
    [{ job: { ...JOB, nodes: '5-1:2' } }, 500, 9202, '#/job/nodes/'],
    [{ job: { ...JOB, x11_target_port: 70000 } }, 500, 9202, '#/job/x11_target_port/'],
  ])('refuses %j', async (body, status, error_number, source) => {
    const { scheduler, send } = versionedFixture();
    const answer = await send('POST', `${base}/job/submit`, { body });
    expect([answer.status, answer.json.errors[0]]).toMatchObject([status, { error_number, source }]);
    expect(scheduler.submissions).toEqual([]);
  });

  test('puts right what is nearly of the type, and warns', async () => {
    const { scheduler, send } = versionedFixture();
    const job = { ...JOB, name: 5, nodes: 2, tasks: '3', required_nodes: 'host1', bogus: 1 };
    const { status, json } = await send('POST', `${base}/job/submit`, { body: { job } });
    expect(status).toBe(200);
    expect(json.warnings.map(({ source }: { source: string }) => source)).toEqual(
      expect.arrayContaining(['#/job/name/', '#/job/nodes/', '#/job/required_nodes/', '#/job/bogus/']),
    );
    expect(scheduler.submissions[0]!.jobs[0]).toMatchObject({ name: '5', min_nodes: 2, num_tasks: 3 });
  });

  test('asks for what sbatch has no option for', async () => {
    const { scheduler, send } = versionedFixture();
    const job = {
      ...JOB,
      distribution: 'cyclic:block,Pack',
      rlimits: { nofile: { set: true, number: 64 }, core: { infinite: true } },
      flags: ['SPREAD_JOB', 'PREFER_MINIMUM_NODE_COUNT'],
      spank_environment: ['A=b'],
      x11: ['BATCH_NODE'],
      x11_magic_cookie: 'cookie',
      cpu_binding_flags: ['CPU_BIND_TO_CORES', 'VERBOSE'],
      crontab: { command: 'x' },
      nodes: '1-6:2,9',
    };
    const { status, json } = await send('POST', `${base}/job/submit`, { body: { job } });
    expect([status, json.errors]).toEqual([200, []]);
    expect(json.warnings).toMatchObject([{ source: '#/job/crontab/' }]);
    expect(scheduler.submissions[0]!.jobs[0]).toMatchObject({
      task_dist: 0x80_0021,
      min_nodes: 1,
      max_nodes: 9,
      job_size_str: '1,3,5,9',
      bitflags: ['SPREAD_JOB', 'USE_MIN_NODES'],
      spank_job_env: ['A=b'],
      x11: 2,
      x11_magic_cookie: 'cookie',
      cpu_bind_type: 5,
      environment: expect.arrayContaining([
        ...JOB.environment,
        'SLURM_DISTRIBUTION=cyclic:block,pack',
        'SLURM_RLIMIT_NOFILE=64',
        'SLURM_RLIMIT_CORE=18446744073709551615',
      ]),
    });
  });

  test('changes, cancels and signals jobs', async () => {
    const { scheduler, send } = versionedFixture();
    for (let id = 1; id <= 3; id++) scheduler.add({ name: `job${id}`, user_id: DIRECT.user!.uid });
    const update = await send('POST', `${base}/job/1`, { body: { comment: 'x', hold: true } });
    expect([update.status, update.json.results]).toEqual([200, null]);
    expect(scheduler.updates).toEqual([{ id: '1', changes: { comment: 'x', priority: 0 } }]);
    expect((await send('POST', `${base}/job/9`, { body: {} })).status).toBe(404);
    expect((await send('POST', `${base}/job/1_2`, { body: {} })).status).toBe(422);

    scheduler.change(2, { job_state: 'RUNNING' });
    expect((await send('DELETE', `${base}/job/2?signal=USR1&flags=FULL_JOB`)).json.status).toEqual([]);
    expect(scheduler.signals).toEqual([{ id: '2', signal: 10, scope: 'full' }]);
    const unknown = await send('DELETE', `${base}/job/9`);
    expect([unknown.status, unknown.json.status[0].error.code]).toEqual([200, 2017]);
  });

  test('cancels the jobs that are listed or fit, never more', async () => {
    const { scheduler, send } = versionedFixture();
    for (let id = 1; id <= 4; id++) scheduler.add({ name: id < 3 ? 'a' : 'b', user_id: DIRECT.user!.uid });
    const states = async () =>
      (await send('GET', `${base}/jobs`)).json.jobs.map((job: { job_state: string[] }) => job.job_state[0]);
    for (const body of [{}, { jobs: [] }, { jobs: ['abc'] }, { job_state: ['NOPE'] }, undefined])
      expect((await send('DELETE', `${base}/jobs`, { body })).status).toBeGreaterThanOrEqual(400);
    expect(await states()).toEqual(['PENDING', 'PENDING', 'PENDING', 'PENDING']);
    expect((await send('DELETE', `${base}/jobs`, { body: { job_name: 'a' } })).json.status).toEqual([]);
    expect(await states()).toEqual(['CANCELLED', 'CANCELLED', 'PENDING', 'PENDING']);
    const listed = await send('DELETE', `${base}/jobs/`, { body: { jobs: ['3', '99'] } });
    expect(listed.json.status).toMatchObject([{ step_id: '99', error: { code: 2017 } }]);
    expect(await states()).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED', 'PENDING']);
  });

  test('says of what it cannot do that it cannot', async () => {
    const { send } = versionedFixture();
    for (const [method, path] of [
      ['GET', 'reconfigure'],
      ['POST', 'job/allocate'],
      ['POST', 'node/host1'],
      ['DELETE', 'node/host1'],
      ['DELETE', 'reservation/r'],
    ] as const) {
      const body = method === 'POST' ? { body: { job: {} } } : {};
      const { status, json } = await send(method, `${base}/${path}`, body);
      expect([status, json.errors[0].error_number]).toEqual([501, 2036]);
    }
  });
});

test('states of jobs name each task of an array', async () => {
  const { scheduler, send } = versionedFixture();
  scheduler.add({ array_job_id: 1, array_task_str: '0-2' });
  scheduler.add({ het_job_id: 2, het_job_offset: 0 });
  const { json } = await send('GET', '/slurm/v0.0.45/jobs/state');
  expect(json.jobs.map((job: { job_id: string }) => job.job_id)).toEqual(['1_0', '1_1', '1_2', '2+0']);
});
