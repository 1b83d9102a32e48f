import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Connection } from '../../../src/engine/connection.ts';
import { PIPE, ROOT } from '../../engine/caller.ts';
import { engineFixture, errorOf } from '../../engine/engine-fixture.ts';

const SUBMIT = '/slurm/v1/job/submit';
const UNIX: Connection = { transport: 'unix', peer: 'unix:/run/x', user: { uid: 1000, gid: 1000 } };

const post = (value: unknown, connection: Connection = PIPE) => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
  connection,
});
const job = (members: object, connection?: Connection) =>
  post({ job: { name: 'a', ...members }, script: '#!/bin/sh\n' }, connection);

/** The order of the contract. */
const JOB_KEYS =
  'account accrue_time admin_comment array_job_id array_task_id array_max_tasks array_task_str assoc_id batch_features batch_flag batch_host bitflags boards_per_node burst_buffer burst_buffer_state cluster cluster_features command comment contiguous core_spec thread_spec cores_per_socket billable_tres cpus_per_task cpu_freq_min cpu_freq_max cpu_freq_gov cpus_per_tres deadline delay_boot dependency derived_ec eligible_time end_time exc_nodes execution_node_by_index exit_code features fed_origin_str fed_siblings_active fed_siblings_active_str fed_siblings_viable fed_siblings_viable_str gres_detail group_id job_id job_resources job_state last_sched_eval licenses max_cpus max_nodes mcs_label mem_per_tres name network nodes nice ntasks_per_core ntasks_per_node ntasks_per_socket ntasks_per_board num_cpus num_nodes num_tasks het_job_id het_job_id_set het_job_offset partition pn_min_memory pn_min_cpus pn_min_tmp_disk power_flags preempt_time pre_sus_time priority profile qos reboot req_nodes req_switch requeue resize_time restart_cnt resv_name sched_nodes shared show_flags sockets_per_board sockets_per_node start_time state_desc state_reason std_err std_in std_out submit_time suspend_time time_limit time_min threads_per_core tres_bind tres_freq tres_per_job tres_per_node tres_per_socket tres_per_task tres_req_str tres_alloc_str user_id user_name wait4switch wckey work_dir'.split(
    ' ',
  );

test('a job has the members of the contract in its order', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({ job_id: 7 });
  expect(Object.keys((await send('GET', '/slurm/v1/job/7')).json as object)).toEqual(JOB_KEYS);
});

test('NO_VAL, INFINITE, memory and states', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({
    job_id: 7,
    time_limit: Number.POSITIVE_INFINITY,
    array_task_id: 0,
    pn_min_memory: { mib: 500, per: 'cpu' },
    job_state: 'RUNNING',
    job_state_flags: ['COMPLETING'],
    job_resources: {
      nodes: 'host1',
      cpus: 1,
      threads_per_core: 1,
      whole_node: 0,
      cr_type: 0x14,
      node_req: 1,
      allocations: [
        {
          node: 'host1',
          cpus: 1,
          cpus_used: 1,
          memory_allocated: 500,
          memory_used: 3,
          sockets: 1,
          cores_per_socket: 4,
          cores: [0],
        },
      ],
    },
  });
  expect((await send('GET', '/slurm/v1/job/7')).json).toMatchObject({
    time_limit: 'INFINITE',
    time_min: {},
    array_task_id: 0,
    pn_min_memory: { per_cpu: 500 },
    job_state: 'COMPLETING',
    job_resources: { nodes: 'host1', allocations: [{ cores: [0] }] },
  });
});

test('jobs are a list, the same in JSON and YAML', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({ job_id: 7, name: 'a: "b"', comment: 'x\ny' });
  scheduler.add({ job_id: 8, name: '1e3' });
  const json = (await send('GET', '/slurm/v1/jobs')).json as { errors: []; jobs: { name: string }[] };
  expect([json.errors, json.jobs.map(({ name }) => name)]).toEqual([[], ['a: "b"', '1e3']]);
  const yaml = await send('GET', '/slurm/v1/jobs', { headers: { Accept: 'application/yaml' } });
  expect(parse(yaml.text, { version: '1.1', logLevel: 'error' })).toEqual(json);
});

test('of an array and a het job the leader is shown', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({ job_id: 1203, array_job_id: 1202, array_task_id: 1 });
  scheduler.add({ job_id: 1202, array_job_id: 1202, array_task_id: undefined });
  scheduler.add({ job_id: 118, het_job_id: 118 });
  scheduler.add({ job_id: 119, het_job_id: 118, het_job_offset: 1 });
  const idOf = async (id: string) =>
    ((await send('GET', `/slurm/v1/job/${id}`)).json as { job_id: number }).job_id;
  expect(await Promise.all(['1202', '1202_1', '118', '118+1', '118%2B1'].map(idOf))).toEqual([
    1202, 1203, 118, 119, 119,
  ]);
});

test.each([
  ['0', 400],
  ['abc', 400],
  ['1.5', 400],
  ['99999999999', 400],
  ['1_', 400],
  ['9', 404],
  ['9_1', 404],
])('job id %s is %i', async (id, status) => {
  const { send } = engineFixture();
  expect((await send('GET', `/slurm/v1/job/${id}`)).status).toBe(status);
});

test('sbatch options and their aliases reach the scheduler', async () => {
  const { scheduler, send } = engineFixture();
  await send(
    'POST',
    SUBMIT,
    job({
      time: '1:30:00',
      mem: '4G',
      cpus_per_task: 2,
      tasks: 3,
      mail_type: ['END'],
      exclusive: true,
      hold: true,
    }),
  );
  expect(scheduler.submissions[0]?.jobs[0]).toEqual({
    name: 'a',
    time_limit: 90,
    pn_min_memory: { mib: 4096, per: 'node' },
    cpus_per_task: 2,
    num_tasks: 3,
    min_cpus: 6,
    mail_type: ['END'],
    shared: 0,
    priority: 0,
    user_id: 1000,
    group_id: 1000,
    work_dir: process.cwd(),
  });
});

test('a submission in YAML', async () => {
  const { scheduler, send } = engineFixture();
  const body = 'job:\n  name: a\n  nodes: [2, 4]\nscript: |\n  #!/bin/sh\n  echo it works\n';
  const answer = await send('POST', SUBMIT, { headers: { 'Content-Type': 'application/x-yaml' }, body });
  expect(answer.status).toBe(200);
  expect(scheduler.submissions[0]?.script).toBe('#!/bin/sh\necho it works\n');
});

test('what a job_submit plugin says is passed on', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.userMessage = 'use the long partition';
  expect((await send('POST', SUBMIT, job({}))).json).toMatchObject({
    job_submit_user_msg: 'use the long partition',
  });
});

test.each([
  [{ ntaks: 4 }, 'Unknown field job.ntaks. Did you mean ntasks?'],
  [{ environ: {} }, 'Unknown field job.environ. Did you mean environment?'],
  [{ zzzzzzzzzz: 1 }, 'Unknown field job.zzzzzzzzzz.'],
  [{ wait: true }, 'Unknown field job.wait.'],
  [{ __proto__x: 1 }, 'Unknown field job.__proto__x'],
  [{ ntasks: [4] }, 'job.ntasks: must be a whole number or a text, not a list'],
  [{ ntasks: 'four' }, 'job.ntasks: must be a whole number, not "four"'],
  [{ requeue: 'yes' }, 'job.requeue: must be true or false, not "yes"'],
  [{ nodes: [1, 2, 3] }, 'job.nodes: must be'],
  [{ environment: { A: {} } }, 'job.environment'],
  [{ time: 'soon' }, 'job.time: must be minutes, MM:SS'],
  [{ mem: '1G', mem_per_cpu: 5 }, 'job.mem_per_cpu: cannot be given together with job.mem'],
])('%j is a 400 that names the field', async (members, message) => {
  const { scheduler, send } = engineFixture();
  const answer = await send('POST', SUBMIT, job(members));
  expect([answer.status, errorOf(answer).error_code]).toEqual([400, 9002]);
  expect(errorOf(answer).error).toContain(message);
  expect(errorOf(answer).source).toMatch(/^job\./);
  expect(scheduler.submissions).toEqual([]);
});

test('in a het job the component is named', async () => {
  const { send } = engineFixture();
  const answer = await send('POST', SUBMIT, post({ job: [{}, { ntaks: 4 }], script: '#!/bin/sh' }));
  expect(errorOf(answer).error).toBe('Unknown field job[1].ntaks. Did you mean ntasks?');
  const value = await send('POST', SUBMIT, post({ job: [{}, { time: 'x' }], script: '#!/bin/sh' }));
  expect(errorOf(value).source).toBe('job[1].time');
  const none = await send('POST', SUBMIT, post({ job: [], script: '#!/bin/sh' }));
  expect(none.status).toBe(400);
});

test.each([
  ['', 'must begin with #!'],
  ['echo hello', 'must begin with #!'],
  ['#!/bin/sh\r\necho\r\n', 'has DOS line breaks'],
  ['#!/bin/sh\n\0', 'must not contain a NUL'],
])('script %j is refused', async (script, message) => {
  const { send } = engineFixture();
  const answer = await send('POST', SUBMIT, post({ job: {}, script }));
  expect(errorOf(answer)).toMatchObject({ error: expect.stringContaining(message), source: 'script' });
});

test('a member named __proto__ is an unknown field', async () => {
  const { send } = engineFixture();
  const body = '{"job": {"__proto__": {"ntasks": 4}}, "script": "#!/bin/sh"}';
  const answer = await send('POST', SUBMIT, { headers: { 'Content-Type': 'application/json' }, body });
  expect(errorOf(answer).error).toContain('Unknown field job.__proto__');
});

test('nobody but root submits for others', async () => {
  const { scheduler, send } = engineFixture();
  expect((await send('POST', SUBMIT, job({ user_id: 1001 }))).status).toBe(403);
  expect((await send('POST', SUBMIT, job({ group_id: 0 }))).status).toBe(403);
  expect((await send('POST', SUBMIT, job({ user_id: 1000, group_id: 1000 }))).status).toBe(200);
  expect((await send('POST', SUBMIT, job({ user_id: 4_000_000, group_id: 5 }, ROOT))).status).toBe(200);
  expect(scheduler.submissions.at(-1)?.jobs[0]).toMatchObject({ user_id: 4_000_000, group_id: 5 });
  const unknown = await send('POST', SUBMIT, job({ user_id: 4_000_000 }, ROOT));
  expect(errorOf(unknown)).toMatchObject({ source: 'job.group_id' });
});

test('a daemon must be told an absolute working directory', async () => {
  const { scheduler, send } = engineFixture();
  const missing = await send('POST', SUBMIT, job({}, UNIX));
  expect([missing.status, errorOf(missing).source]).toEqual([400, 'job.current_working_directory']);
  expect((await send('POST', SUBMIT, job({ chdir: 'tmp' }, UNIX))).status).toBe(400);
  expect((await send('POST', SUBMIT, job({ chdir: '/tmp/' }, UNIX))).status).toBe(200);
  expect(scheduler.submissions[0]?.jobs[0]?.work_dir).toBe('/tmp/');
});
