import { describe, expect, test } from 'vitest';
import type { Accounting } from '../../../src/slurm/accounting/accounting.ts';
import type { JobConditions } from '../../../src/slurm/accounting/conditions.ts';
import type { Scheduler } from '../../../src/slurm/scheduler.ts';
import { fakeAccounting, type Questions } from './fake-accounting.ts';
import { versionedFixture } from './fixture.ts';

function fixture() {
  const { scheduler, send } = versionedFixture();
  const asked: Questions = new Map();
  (scheduler as { accounting?: Scheduler['accounting'] }).accounting = fakeAccounting(asked);
  const get = (path: string, version = 45) => send('GET', `/slurmdb/v0.0.${version}/${path}`);
  return { get, asked };
}

describe('a job of the accounting storage', () => {
  test('is written as slurmrestd writes it', async () => {
    const { json } = await fixture().get('job/7');
    const [job] = json.jobs;
    expect(job).toMatchObject({
      association: { account: '', cluster: 'test', partition: '', user: '', id: 5 },
      exit_code: { status: ['ERROR'], return_code: { set: true, number: 3 } },
      flags: ['NONE'],
      job_id: 7,
      qos: 'normal',
      required: { memory_per_cpu: { set: true, number: 100 }, memory_per_node: { set: false } },
      sluid: 's0000000000001',
      state: { current: ['FAILED'], reason: 'None' },
      stdout: 'out-%j-%x.txt',
      stdout_expanded: '/home/ann/out-7-sweep.txt',
      time: { limit: { set: false, infinite: true, number: 0 } },
      tres: {
        allocated: [
          { type: 'cpu', name: '', id: 1, count: 4 },
          { type: '', name: '', id: 3, count: -2 },
          { type: 'gres', name: 'gpu', id: 1001, count: 2 },
        ],
      },
      wckey: { wckey: 'key', flags: ['ASSIGNED_DEFAULT'] },
    });
    expect(json.meta.plugin.type).toBe('openapi/slurmdbd');
  });

  test('has its steps, with what they used most and where', async () => {
    const { json } = await fixture().get('job/7');
    expect(json.jobs[0].steps[0]).toMatchObject({
      CPU: { governor: 'Performance' },
      nodes: { list: ['host1', 'host2'] },
      step: { id: '7.0' },
      task: { distribution: 'CBlock' },
      tres: {
        requested: {
          max: [
            { type: 'mem', id: 2, count: 1024, task: 3, node: 'host2' },
            { type: 'fs', name: 'disk', id: 6, count: 5, task: 0, node: '' },
          ],
          total: [{ type: 'mem', id: 2, count: 2048 }],
        },
      },
    });
  });

  test('waited until it ended, where it never began', async () => {
    const [never] = (await fixture().get('job/7')).json.jobs.slice(1);
    expect(never.time.planned).toMatchObject({ set: true, number: 50 });
    expect(never.derived_exit_code).toMatchObject({ status: ['PENDING'], return_code: { set: false } });
  });

  test('names its association in v0.0.42 alone, and has less there', async () => {
    const [job] = (await fixture().get('job/7', 42)).json.jobs;
    expect(job.association).toEqual({
      account: 'physics',
      cluster: 'test',
      partition: '',
      user: 'ann',
      id: 5,
    });
    expect(job).not.toHaveProperty('sluid');
    expect(job.steps[0]).not.toHaveProperty('submit_line');
  });

  test('is found by job, task, component and step', async () => {
    const { get, asked } = fixture();
    await get('job/7_3');
    expect(asked.get('jobs')).toMatchObject({
      step_list: [{ job_id: 7, array_task_id: 3 }],
      flags: ['DUP', 'NO_TRUNC'],
    });
    await get('job/7.batch');
    expect(asked.get('jobs')).toMatchObject({ step_list: [{ job_id: 7, step_id: 'batch' }] });
    expect((await get('job/abc')).json.errors[0]).toMatchObject({
      error_number: 9000,
      source: 'op_handler_job',
    });
  });
});

describe('a list of jobs', () => {
  test('is of everything where nothing is asked for, and of today where something is', async () => {
    const { get, asked } = fixture();
    await get('jobs');
    expect(asked.get('jobs')).toEqual({});
    await get('jobs?account=physics,maths&skip_steps=true');
    const conditions = asked.get('jobs') as JobConditions;
    expect(conditions).toMatchObject({ acct_list: ['physics', 'maths'], flags: ['NO_STEP'] });
    expect(conditions.usage_start).toBe(new Date().setHours(0, 0, 0, 0) / 1000);
  });

  test('is of the moment where states are asked for, of all time where jobs are named', async () => {
    const { get, asked } = fixture();
    await get('jobs?state=completed');
    const { usage_start = 0, usage_end, state_list } = asked.get('jobs') as JobConditions;
    expect(state_list).toEqual(['COMPLETED']);
    expect(usage_end).toBe(usage_start + 1);
    await get('jobs?step=7');
    expect((asked.get('jobs') as JobConditions).usage_start).toBe(0);
    await get('jobs?submit_time=5');
    expect(asked.get('jobs')).toMatchObject({ usage_start: 5, flags: ['NO_DEFAULT_USAGE'] });
  });

  test.each([
    ['start_time=xx', 422, 'Parsing of xx for timestamp failed'],
    ['cpus_min=xx', 422, 'Expected integer but got "xx"'],
    ['users=nobody-of-this-name', 422, 'Unable to resolve user: nobody-of-this-name'],
    ['step=abc', 422, 'Rejecting request. Failure parsing query parameters'],
    ['state=CD', 500, 'Unknown flag "CD"'],
  ])('refuses %s with %i', async (query, status, description) => {
    const answer = await fixture().get(`jobs?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.json.errors[0].description).toBe(description);
  });

  test('warns of parameters that are none', async () => {
    const { json } = await fixture().get('jobs?foo=1');
    expect(json.warnings[0].description).toBe(
      'Ignoring unknown field "foo" of type string in DATA_PARSER_JOB_CONDITION',
    );
  });
});

test('nothing found is an empty list with a warning', async () => {
  const { status, json } = await fixture().get('users?with_assocs=true');
  expect(status).toBe(200);
  expect(json.users).toEqual([]);
  expect(json.warnings.map((one: { description: string }) => one.description)).toEqual([
    'Expected OpenAPI type=boolean (Slurm type=boolean) but got OpenAPI type=string (Slurm type=string): "true"',
    'slurmdb_users_get() found nothing',
  ]);
});

test('more than one association is an error where one is asked for', async () => {
  const { get } = fixture();
  expect((await get('association')).json).toMatchObject({
    associations: [],
    errors: [{ error_number: 9211 }],
  });
  expect((await get('associations')).json.associations[0]).toMatchObject({ id: 5, qos: ['normal'] });
  expect((await get('associations', 42)).json.associations[0].id).toBe(0);
});

test('a QOS is found by name and by id', async () => {
  const { get, asked } = fixture();
  await get('qos/1');
  expect(asked.get('qos')).toMatchObject({ name_list: ['normal'] });
});

test('a cluster without accounting says so', async () => {
  const { send } = versionedFixture();
  const { status, json } = await send('GET', '/slurmdb/v0.0.45/users');
  expect(status).toBe(500);
  expect(json.errors[0]).toMatchObject({
    description: expect.stringContaining('keeps no accounts'),
    error_number: 7000,
    source: 'openapi_get_db_conn',
  });
});

describe('what is to be taken away', () => {
  function changing(removed: readonly string[]) {
    const { scheduler, send } = versionedFixture();
    const accounting = fakeAccounting(new Map());
    const remove = async () => removed;
    const changes = {
      removeAssociations: async (_: unknown, __: unknown, check?: (found: readonly string[]) => void) => {
        check?.(removed);
        return removed;
      },
      ...Object.fromEntries(
        ['Users', 'Accounts', 'Qos', 'Clusters', 'Wckeys'].map((kind) => [`remove${kind}`, remove]),
      ),
    } as unknown as NonNullable<Accounting['changes']>;
    (scheduler as { accounting?: Accounting }).accounting = { ...accounting, changes };
    return (path: string) => send('DELETE', `/slurmdb/v0.0.45/${path}`);
  }

  test.each([
    ['user/ann', 'removed_users'],
    ['account/physics', 'removed_accounts'],
    ['associations?account=physics', 'removed_associations'],
    ['association?account=physics', 'removed_associations'],
    ['qos/high', 'removed_qos'],
    ['cluster/old', 'deleted_clusters'],
    ['wckey/key', 'deleted_wckeys'],
  ])('%s is told as %s', async (path, member) => {
    const { status, json } = await changing(['one'])(path);
    expect(status).toBe(200);
    expect(json[member]).toEqual(['one']);
  });

  test('is one association where one is meant', async () => {
    const { status, json } = await changing(['one', 'two'])('association?account=physics');
    expect(status).toBe(500);
    expect(json.errors[0]).toMatchObject({ error_number: 9210, source: '_delete_assoc' });
  });

  test('stays where the storage is not to be changed', async () => {
    const { scheduler, send } = versionedFixture();
    (scheduler as { accounting?: Accounting }).accounting = fakeAccounting(new Map());
    const { json } = await send('DELETE', '/slurmdb/v0.0.45/user/ann');
    expect(json.errors[0]).toMatchObject({
      description: expect.stringContaining('is not to be changed'),
      error_number: 2036,
    });
  });
});

test('the configuration of the storage is told from v0.0.45 on', async () => {
  const { json } = await fixture().get('conf');
  expect(json.slurmdbd_conf).toMatchObject({
    DbdHost: 'db',
    DebugLevel: 'info',
    Flags: ['AllowNoDefAcct', 'DisableCoordDBD'],
    MaxQueryTimeRange: 'UNLIMITED',
    Parameters: ['one', 'two'],
    PurgeEventAfter: { set: false, months: 0 },
    PurgeJobAfter: { set: true, hours: 0, days: 0, months: 12, archive: true },
    TrackWCKey: false,
  });
  expect((await fixture().get('conf', 44)).status).toBe(404);
});
