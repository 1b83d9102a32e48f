import { describe, expect, test } from 'vitest';
import { ROOT } from '../../engine/caller.ts';
import { engineFixture } from '../../engine/engine-fixture.ts';

/**
 * The exchanges of the slides as the engine sees them, after HTTP was taken off. Request and answer bodies,
 * lengths and log lines are the slides'; the bytes of the HTTP around them are the server's tests.
 */

const YAML = { Accept: 'text/yaml' };
const YAML_ANSWER = { Accept: 'text/yaml', 'Content-Type': 'application/json' };

const DEMO =
  '{"job": {"account": "test", "ntasks": 20, "name": "test18.1", "nodes": [2, 4], "current_working_directory": "/tmp/", "user_id": 1000, "group_id": 1000, "environment": {"PATH": "/bin:/usr/bin/:/usr/local/bin/","LD_LIBRARY_PATH": "/lib/:/lib64/:/usr/local/lib"} }, "script": "#!/bin/bash\\necho it works"}';

const HET =
  '{"job": [{"account": "test","ntasks": 20,"name": "test18.1","nodes": [2, 4],"current_working_directory": "/tmp/","user_id": 1000,"group_id": 1000,"environment": {"PATH": "/bin:/usr/bin/:/usr/local/bin/", "LD_LIBRARY_PATH": "/lib/:/lib64/:/usr/local/lib" }}, { "account": "test", "ntasks": 2, "name": "test18.3", "nodes": [2, 4], "current_working_directory": "tmp/", "user_id": 1000, "group_id": 1000, "environment": { "PATH": "/bin:/usr/bin/:/usr/local/bin/", "LD_LIBRARY_PATH": "/lib/:/lib64/:/usr/local/lib" } } ], "script": "#!/bin/bash\\nsrun echo it works" }';

const ARRAY =
  '{"job":{"account":"test","array":"1-1000","ntasks":20,"name":"test18.1","nodes":[2,4],"current_working_directory":"/tmp/","user_id":1000,"group_id":1000,"environment":{"PATH":"/bin:/usr/bin/:/usr/local/bin/","LD_LIBRARY_PATH":"/lib/:/lib64/:/usr/local/lib"}},"script":"#!/bin/bash\\nsrun echo it works"}';

const submitted = (jobId: number) =>
  `%YAML 1.1\n---\n!!str errors: !!seq []\n!!str job_id: !!int ${jobId}\n!!str step_id: !!str BATCH\n!!str job_submit_user_msg: !!null null\n...\n`;

const DESCRIPTION = {
  account: 'test',
  num_tasks: 20,
  min_cpus: 20,
  name: 'test18.1',
  min_nodes: 2,
  max_nodes: 4,
  work_dir: '/tmp/',
  user_id: 1000,
  group_id: 1000,
  environment: ['PATH=/bin:/usr/bin/:/usr/local/bin/', 'LD_LIBRARY_PATH=/lib/:/lib64/:/usr/local/lib'],
};

describe('diagnostics', () => {
  test('the figures of the slides, name by name', async () => {
    const { send, lines } = engineFixture();
    const connection = { transport: 'pipe', peer: 'pipe:[722494]', user: { uid: 1000, gid: 1000 } } as const;
    const answer = await send('GET', '/slurm/v1/diag', { headers: { Accept: '*/*' }, connection });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '{"parts_packedg":1,"req_timeg":1568158683,"req_time_startg":1568153903,"server_thread_count":3,"agent_queue_size":0,"agent_count":0,"dbd_agent_queue_size":0,"gettimeofday_latency":18,"schedule_cycle_max":12041,"schedule_cycle_last":18,"schedule_cycle_sum":1008716,"schedule_cycle_counter":1138,"schedule_cycle_depth":5109,"schedule_queue_len":0,"jobs_submitted":2130,"jobs_started":2083,"jobs_completed":2082,"jobs_canceled":54,"jobs_failed":0,"jobs_pending":0,"jobs_running":0,"job_states_ts":1568158674,"bf_backfilled_jobs":1,"bf_last_backfilled_jobs":1,"bf_backfilled_pack_jobs":0,"bf_cycle_counter":130,"bf_cycle_sum":37282,"bf_cycle_last":65,"bf_cycle_max":690,"bf_last_depth":1,"bf_last_depth_try":1,"bf_depth_sum":3356,"bf_depth_try_sum":260,"bf_queue_len":0,"bf_queue_len_sum":0,"bf_when_last_cycle":1568158222,"bf_active":0,' +
        // What the slides do not have comes last.
        '"agent_thread_count":0,"bf_table_size":0,"bf_table_size_sum":0,"schedule_exit":{},"bf_exit":{},"rpcs_by_type":[{"name":"REQUEST_PING","id":1008,"count":2,"total_time":120}],"rpcs_by_user":[{"name":"root","id":0,"count":2,"total_time":120}]}',
    );
    expect(answer.headers.get('content-length')).toBe(String(answer.text.length));
    expect(lines).toEqual(['operations_router: /slurm/v1/diag for pipe:[722494]']);
  });

  test('as YAML', async () => {
    const { send } = engineFixture();
    const answer = await send('GET', '/slurm/v1/diag', { headers: YAML });
    expect(answer.text).toMatch(
      /^%YAML 1\.1\n---\n!!str parts_packedg: !!int 1\n!!str req_timeg: !!int 1568158683\n/,
    );
    expect(answer.headers.get('content-type')).toBe('text/yaml');
  });

  test('with the trailing slash of the generated documentation', async () => {
    const { send } = engineFixture();
    expect((await send('GET', '/slurm/v1/diag/')).status).toBe(200);
  });
});

test('ping', async () => {
  const { send, lines } = engineFixture();
  const connection = { transport: 'tcp', peer: '[::1]:49016', user: { uid: 1000, gid: 1000 } } as const;
  const answer = await send('GET', '/slurm/v1/ping', { connection });
  expect(answer.json).toEqual({ errors: [], ping: { spheron: {}, ping: 'UP', status: 0, mode: 'primary' } });
  expect(lines).toEqual(['operations_router: /slurm/v1/ping for [::1]:49016']);
});

describe('submission', () => {
  test('a job', async () => {
    const { scheduler, send } = engineFixture();
    scheduler.nextJobId = 115;
    const answer = await send('POST', '/slurm/v1/job/submit', { headers: YAML_ANSWER, body: DEMO });
    expect(answer.text).toBe(submitted(115));
    expect(answer.headers.get('content-length')).toBe('131');
    expect(scheduler.submissions).toMatchObject([
      { jobs: [DESCRIPTION], script: '#!/bin/bash\necho it works', caller: { uid: 1000 } },
    ]);
  });

  test('a het job', async () => {
    const { scheduler, send } = engineFixture();
    scheduler.nextJobId = 118;
    const answer = await send('POST', '/slurm/v1/job/submit', { headers: YAML_ANSWER, body: HET });
    expect(answer.text).toBe(submitted(118));
    expect(answer.headers.get('content-length')).toBe('131');
    expect(scheduler.submissions[0]?.jobs).toEqual([
      DESCRIPTION,
      { ...DESCRIPTION, num_tasks: 2, min_cpus: 2, name: 'test18.3', work_dir: `${process.cwd()}/tmp` },
    ]);
    const component = await send('GET', '/slurm/v1/job/118+1');
    expect(component.json).toMatchObject({
      job_id: 119,
      het_job_id: 118,
      het_job_offset: 1,
      name: 'test18.3',
    });
  });

  test('a job array', async () => {
    const { scheduler, send } = engineFixture();
    scheduler.nextJobId = 1202;
    const answer = await send('POST', '/slurm/v1/job/submit', { headers: YAML_ANSWER, body: ARRAY });
    expect(answer.text).toBe(submitted(1202));
    expect(answer.headers.get('content-length')).toBe('132');
    expect(scheduler.submissions[0]?.jobs).toEqual([{ ...DESCRIPTION, array_inx: '1-1000' }]);
  });

  test('root may submit it for user 1000 as well', async () => {
    const { send } = engineFixture();
    const sent = { headers: YAML_ANSWER, body: DEMO, connection: ROOT };
    expect((await send('POST', '/slurm/v1/job/submit', sent)).status).toBe(200);
  });
});

test('cancelling a job', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({ job_id: 2202, user_id: 1000, job_state: 'RUNNING' });
  const answer = await send('DELETE', '/slurm/v1/job/2202', { headers: YAML });
  expect(answer.text).toBe('%YAML 1.1\n---\n!!str errors: !!seq []\n...\n');
  expect(answer.headers.get('content-length')).toBe('41');
  expect((await send('GET', '/slurm/v1/job/2202')).json).toMatchObject({ job_state: 'CANCELLED' });
});

test('viewing a job', async () => {
  const { scheduler, send } = engineFixture();
  scheduler.add({
    job_id: 2203,
    account: 'test',
    accrue_time: 1568158776,
    assoc_id: 4,
    batch_flag: true,
    batch_host: 'host1',
    bitflags: ['JOB_WAS_RUNNING'],
    billable_tres: 12,
    eligible_time: 1568158776,
    end_time: 1599694776,
    group_id: 1000,
    user_id: 1000,
  });
  const answer = await send('GET', '/slurm/v1/job/2203', { headers: { ACCEPT: 'text/json' } });
  expect(answer.headers.get('content-type')).toBe('text/json');
  expect(answer.text.startsWith(SLIDE_JOB)).toBe(true);
});

const SLIDE_JOB =
  '{"account":"test","accrue_time":1568158776,"admin_comment":"","array_job_id":0,"array_task_id":{},"array_max_tasks":0,"array_task_str":"","assoc_id":4,"batch_features":"","batch_flag":true,"batch_host":"host1","bitflags":["JOB_WAS_RUNNING"],"boards_per_node":0,"burst_buffer":"","burst_buffer_state":"","cluster":"linux","cluster_features":"","command":"","comment":"","contiguous":false,"core_spec":{},"thread_spec":{},"cores_per_socket":{},"billable_tres":12,"cpus_per_task":{},"cpu_freq_min":{},"cpu_freq_max":{},"cpu_freq_gov":{},"cpus_per_tres":"","deadline":0,"delay_boot":0,"dependency":"","derived_ec":0,"eligible_time":1568158776,"end_time":1599694776,"exc_nodes":"","execution_node_by_index":[],"exit_code":0,"features":"","fed_origin_str":"","fed_siblings_active":0,"fed_siblings_active_str":"","fed_siblings_viable":0,"fed_siblings_viable_str":"","gres_detail":[],"group_id":1000,"job_id":2203,"job_resources":{},"job_st';
