import { describe, expect, test } from 'vitest';
import type { Accounting } from '../../../src/slurm/accounting/accounting.ts';
import { BLANK_ASSOCIATION } from '../../../src/slurm/accounting/association.ts';
import type { AccountingEdit } from '../../../src/slurm/accounting/edit.ts';
import { BLANK_QOS } from '../../../src/slurm/accounting/qos.ts';
import { SlurmError } from '../../../src/slurm/error.ts';
import { fakeAccounting, type Questions } from './fake-accounting.ts';
import { versionedFixture } from './fixture.ts';

type Calls = [method: string, ...args: unknown[]][];

/** A storage that has what is there, and writes down what it is asked to change. */
function storage(
  there: Partial<Record<'users' | 'accounts' | 'associations' | 'qos', readonly object[]>> = {},
) {
  const { scheduler, send } = versionedFixture();
  const calls: Calls = [];
  const answers: Record<string, () => unknown> = {};
  let committed = 0;
  const edit = new Proxy({} as AccountingEdit, {
    get:
      (_, name: string) =>
      async (...args: unknown[]) => {
        if (/^(users|accounts|associations|qos)$/.test(name)) return there[name as 'users'] ?? [];
        calls.push([name, ...args]);
        return answers[name]?.() ?? [];
      },
  });
  const changes = {
    edit: async (_: unknown, make: (edit: AccountingEdit) => Promise<unknown>) => {
      const made = await make(edit);
      committed++;
      return made;
    },
  } as unknown as NonNullable<Accounting['changes']>;
  const asked: Questions = new Map();
  (scheduler as { accounting?: Accounting }).accounting = { ...fakeAccounting(asked), changes };
  const post = (path: string, body: unknown, version = 45) =>
    send('POST', `/slurmdb/v0.0.${version}/${path}`, { body });
  return { post, calls, asked, answers, committed: () => committed };
}

describe('what is posted', () => {
  test.each([
    ['users', { users: [{ name: 'ann' }] }, 'addUsers'],
    ['accounts', { accounts: [{ name: 'physics', description: 'd', organization: 'o' }] }, 'addAccounts'],
    ['associations', { associations: [{ account: 'physics', user: 'ann' }] }, 'addAssociations'],
    ['qos', { qos: [{ name: 'high' }] }, 'addQos'],
    ['clusters', { clusters: [{ name: 'other' }] }, 'addClusters'],
    ['wckeys', { wckeys: [{ name: 'key', cluster: 'test', user: 'ann' }] }, 'addWckeys'],
  ])('to %s is added where it is not there', async (path, body, method) => {
    const { post, calls, committed } = storage();
    const { status } = await post(path, body);
    expect([status, calls.map(([name]) => name), committed()]).toEqual([200, [method], 1]);
  });

  test.each([
    ['users', { users: [{ name: 'ann' }] }, 'modifyUsers', { name: 'ann' }],
    [
      'accounts',
      { accounts: [{ name: 'physics', description: 'd', organization: 'o' }] },
      'modifyAccounts',
      { name: 'physics', coordinators: [] },
    ],
    [
      'associations',
      { associations: [{ account: 'physics', user: 'ann' }] },
      'modifyAssociations',
      BLANK_ASSOCIATION,
    ],
    ['qos', { qos: [{ name: 'high' }] }, 'modifyQos', { ...BLANK_QOS, id: 4 }],
  ])('to %s is changed where it is there', async (path, body, method, one) => {
    const { post, calls, committed } = storage({ [path]: [one] });
    await post(path, body);
    expect([calls.map(([name]) => name), committed()]).toEqual([[method], 1]);
  });

  test('has its names turned into ids', async () => {
    const { post, calls } = storage();
    const tres = [
      { type: 'cpu', count: 4 },
      { type: 'gres', name: 'gpu', count: 2 },
    ];
    await post('associations', {
      associations: [
        {
          user: 'ann',
          qos: ['normal'],
          default: { qos: 'normal' },
          max: { tres: { total: tres }, jobs: { active: { set: true, infinite: true } } },
        },
      ],
    });
    expect(calls[0]![1]).toEqual([
      {
        user: 'ann',
        qos_list: ['1'],
        def_qos_id: 1,
        grp_tres: '1=4,1001=2',
        max_jobs: Number.POSITIVE_INFINITY,
      },
    ]);
  });

  test('is added with its associations, which are told', async () => {
    const { post, calls, answers } = storage();
    answers['addUsersTo'] = () => ({ errno: 0, text: 'ann' });
    const body = { association_condition: { users: 'ann,bob', association: { maxjobs: 3 } } };
    const { json } = await post('users_association', { ...body, user: { defaultaccount: 'physics' } });
    expect(json.added_users).toBe('ann');
    expect(calls[0]!.slice(1)).toEqual([
      { assoc: { max_jobs: 3 }, user_list: ['ann', 'bob'], acct_list: ['physics'] },
      { default_acct: 'physics' },
    ]);
    answers['addAccountsTo'] = () => ({ errno: 2162, text: 'Empty list' });
    const refused = await post('accounts_association', { association_condition: { accounts: [] } });
    expect(refused.json).toMatchObject({ added_accounts: 'Empty list', errors: [{ error_number: 2162 }] });
  });

  test('takes away what an association had and is not said any more', async () => {
    const one = { ...BLANK_ASSOCIATION, grp_tres: '1=4,2=100' };
    const { post, calls } = storage({ associations: [one] });
    await post('associations', {
      associations: [{ user: 'ann', max: { tres: { total: [{ type: 'cpu', count: 2 }] } } }],
    });
    expect(calls[0]![2]).toMatchObject({ grp_tres: '1=2,2=18446744073709551615' });
  });

  test('makes a default wckey one of the user', async () => {
    const { post, calls } = storage();
    await post('users', { users: [{ name: 'ann', default: { wckey: 'key' } }] });
    expect(calls[0]![1]).toMatchObject([{ wckey_list: [{ name: 'key', user: 'ann', is_def: true }] }]);
  });

  test('changes who coordinates an account', async () => {
    const there = { name: 'physics', coordinators: [{ name: 'ann', direct: 1 }] };
    const { post, calls } = storage({ accounts: [there] });
    const said = { name: 'physics', description: 'd', organization: 'o', coordinators: [{ name: 'bob' }] };
    await post('accounts', { accounts: [said] });
    expect(calls.slice(1)).toEqual([
      ['addCoordinator', 'physics', 'bob'],
      ['removeCoordinator', 'physics', 'ann'],
    ]);
  });

  test.each([
    ['users', {}, 422, 9200],
    ['accounts', { accounts: [{ name: 'x' }] }, 422, 9200],
    ['qos', { qos: [{ flags: ['xx'], name: 'x' }] }, 500, 9207],
    ['qos', { qos: [{ id: 9 }] }, 422, 9000],
    ['associations', { associations: [{ user: 'ann', qos: ['none'] }] }, 500, 2066],
  ])('to %s and makes no sense changes nothing', async (path, body, status, errno) => {
    const { post, calls, committed } = storage();
    const answer = await post(path, body);
    expect(answer.json.errors[0].error_number).toBe(errno);
    if (errno !== 2066) expect(answer.status).toBe(status);
    expect([calls, committed()]).toEqual([[], 0]);
  });

  test('and changes nothing is 304; what is refused is told', async () => {
    const { post, answers, committed } = storage();
    const refuse = (errno: number) => () => {
      throw new SlurmError(
        'ACCOUNTING_REFUSED',
        { problem: 'no' },
        { verdict: { errno, status: 403, exit: 1 } },
      );
    };
    answers['addUsers'] = refuse(1900);
    expect((await post('users', { users: [{ name: 'ann' }] })).status).toBe(304);
    answers['addUsers'] = refuse(2002);
    const { json } = await post('users', { users: [{ name: 'ann' }] });
    expect(json.errors[0]).toMatchObject({ description: 'slurmdb_users_add() failed', error_number: 2002 });
    expect(committed()).toBe(0);
  });
});

describe('all that is accounted to', () => {
  test('is loaded in one go, but for what a dump marks as deleted', async () => {
    const { post, calls, committed } = storage();
    const account = { name: 'physics', description: 'd', organization: 'o' };
    const body = {
      clusters: [{ name: 'other' }],
      tres: [{ type: 'cpu', id: 1 }],
      accounts: [account, { ...account, name: 'gone', flags: ['DELETED'] }],
      users: [{ name: 'ann' }],
      qos: [{ name: 'high' }],
      wckeys: [],
      associations: [{ account: 'physics', user: 'ann' }],
    };
    expect((await post('config', body, 42)).status).toBe(200);
    expect(calls.map(([name]) => name)).toEqual([
      'addClusters',
      'addAccounts',
      'addUsers',
      'addQos',
      'addAssociations',
    ]);
    expect(committed()).toBe(1);
  });

  test.each([
    [{ clusters: [{ name: 'other' }], tres: 'x' }, 500, 9209],
    [{ clusters: [{ name: 'other' }], accounts: [{ name: 'physics' }] }, 422, 9200],
    [[], 500, 9209],
  ])('is not where a part makes no sense: %j', async (body, status, errno) => {
    const { post, calls } = storage();
    const answer = await post('config', body);
    expect([answer.status, answer.json.errors[0].error_number, calls]).toEqual([status, errno, []]);
  });
});

describe('jobs that are over', () => {
  const steps = (...ids: number[]) => ({
    flags: ['NO_DEFAULT_USAGE'],
    step_list: ids.map((job_id) => expect.objectContaining({ job_id })),
  });

  test('are changed to be what is said of them', async () => {
    const { post, asked } = storage();
    const body = {
      comment: { job: 'mine', administrator: 'ours', system: '' },
      derived_exit_code: { return_code: { set: true, number: 256 } },
      extra: 'e',
      tres: { allocated: [{ type: 'cpu', count: 2 }] },
      wckey: 'key',
    };
    const { status, json } = await post('job/7', body, 44);
    expect([status, json.results]).toEqual([200, ['7 submitted at 2026-01-01T00:00:00']]);
    const said = { derived_es: 'mine', admin_comment: 'ours', system_comment: '', derived_ec: 256 };
    expect(asked.get('modifyJobs')).toEqual([
      steps(7),
      { ...said, extra: 'e', tres_alloc_str: '1=2', wckey: 'key' },
    ]);
    await post('jobs', { job_id_list: ['7', 8], job_rec: { derived_exit_code: 3 } });
    expect(asked.get('modifyJobs')).toEqual([steps(7, 8), { derived_ec: 3 }]);
    expect((await post('job/7', body, 43)).status).toBe(404);
  });

  test.each([
    ['job/abc', {}, 422, [9000]],
    ['job/7', [], 500, [9209, 9000]],
    ['job/7', { derived_exit_code: 'x' }, 500, [9209, 9000]],
    ['jobs', { job_id_list: ['abc'], job_rec: {} }, 422, [9000]],
    ['jobs', { job_id_list: [{}], job_rec: {} }, 500, [9202, 9000]],
    ['jobs', { job_id_list: ['7'] }, 422, [9200, 9000]],
    ['jobs', { job_id_list: [], job_rec: { extra: 'every job there is' } }, 422, [9200, 9000]],
  ])('are left alone by what makes no sense: %s %j', async (path, body, status, errnos) => {
    const { post, asked } = storage();
    const { status: answered, json } = await post(path, body);
    const numbers = json.errors.map(({ error_number }: { error_number: number }) => error_number);
    expect([answered, numbers, asked.has('modifyJobs')]).toEqual([status, errnos, false]);
  });
});
