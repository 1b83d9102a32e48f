import type { Change } from './changes.ts';

const post = (path: string, body: unknown, ...before: (readonly string[])[]): Change => ({
  before,
  method: 'POST',
  path,
  body,
});

const ACCOUNT = ['account', 'acct_gone', 'description=of the test', 'organization=org'];
const BOB = ['user', 'bob', 'account=acct_gone'];
const LIMITED = [...BOB, 'grptres=cpu=4,mem=100', 'maxjobs=3'];
const QOS = ['qos', 'acct_gone'];
const CLUSTER = ['cluster', 'acct_gone'];

const user = (more: object = {}) => ({ users: [{ name: 'acct_nobody', ...more }] });
const account = (more: object = {}) => ({
  accounts: [{ name: 'acct_gone', description: 'said', organization: 'org', ...more }],
});
const association = (more: object = {}) => ({
  associations: [{ account: 'acct_gone', cluster: 'linux', user: 'bob', ...more }],
});
const qos = (more: object = {}) => ({ qos: [{ name: 'acct_gone', ...more }] });
const users = (more: object = {}) => ({
  association_condition: { accounts: ['acct_gone'], users: ['acct_nobody'], ...more },
  user: {},
});
const accounts = (more: object = {}) => ({
  association_condition: { accounts: ['acct_gone'], ...more },
  account: { description: 'd', organization: 'org' },
});
const key = { cluster: 'linux', name: 'acct_gone', user: 'bob' };

/** What each path leaves, and how sacctmgr shows it without ids. */
export const TRACES: Readonly<
  Record<string, { readonly left: readonly (readonly string[])[]; readonly show: readonly string[] }>
> = {
  users: {
    left: [['user', 'acct_nobody']],
    show: ['user', 'acct_nobody', 'withassoc', 'format=user,admin,defaultaccount,defaultwckey,account'],
  },
  accounts: { left: [['account', 'acct_gone']], show: ['account', 'acct_gone', 'withcoord'] },
  associations: { left: [BOB, ['account', 'acct_gone']], show: ['association', 'account=acct_gone'] },
  qos: { left: [QOS], show: ['qos', 'acct_gone'] },
  clusters: { left: [CLUSTER], show: ['cluster', 'acct_gone'] },
  users_association: {
    left: [
      ['user', 'acct_nobody'],
      ['account', 'acct_gone'],
    ],
    show: ['association', 'user=acct_nobody'],
  },
  accounts_association: { left: [['account', 'acct_gone']], show: ['association', 'account=acct_gone'] },
  tres: { left: [], show: ['tres'] },
  config: {
    left: [['user', 'acct_nobody'], ['account', 'acct_gone'], QOS, CLUSTER],
    show: ['account', 'acct_gone', 'withassoc'],
  },
  wckeys: {
    left: [['user', 'bob', 'wckey=acct_gone']],
    show: ['wckey', 'name=acct_gone', 'format=wckey,user,cluster'],
  },
};

/** Adding and changing, with what makes sense and what does not. */
export const POSTS: readonly Change[] = [
  post('users', user()),
  post('users', user({ administrator_level: ['Operator'], flags: ['DELETED'] })),
  post('users', user({ default: { wckey: 'acct_gone' } })),
  post('users', user({ associations: [{ user: 'x' }], coordinators: [{ name: 'x' }] })),
  post('users', user({ foo: 1 })),
  post('users', user({ administrator_level: ['xx'] })),
  post('users', user({ old_name: 'acct_none' })),
  post('users', { users: [{ old_name: 'x' }] }),
  post('users', { users: 'x' }),
  post('users', { users: [1] }),
  post('users', {}),
  post('users', { users: [] }),
  post('users', { foo: 1, users: [], meta: {}, errors: [] }),
  post('users', { users: [{ name: 'bob', administrator_level: ['None'] }] }),
  post('accounts', account()),
  post('accounts', account({ description: 'another' }), ACCOUNT),
  post('accounts', account({ coordinators: [{ name: 'bob' }] }), ACCOUNT),
  post('accounts', account({ coordinators: [{ name: 'acct_none' }] })),
  post('accounts', account({ flags: ['xx'] })),
  post('accounts', account({ flags: ['DELETED'], associations: [{ user: 'bob' }] })),
  post('accounts', { accounts: [{ name: 'acct_gone' }] }),
  post('accounts', {}),
  post('associations', association(), ACCOUNT),
  post('associations', association({ max: { jobs: { active: 5 } }, comment: 'c', shares_raw: 3 }), ACCOUNT),
  post(
    'associations',
    association({ max: { tres: { total: [{ type: 'cpu', count: 2 }] } } }),
    ACCOUNT,
    LIMITED,
  ),
  post('associations', association({ qos: ['normal'], default: { qos: 'normal' } }), ACCOUNT, BOB),
  post('associations', association({ qos: ['acct_none'] }), ACCOUNT, BOB),
  post('associations', association({ default: { qos: 'acct_none' } }), ACCOUNT, BOB),
  post('associations', association({ max: { tres: { total: 'x' } } }), ACCOUNT),
  post('associations', association()),
  post('associations', { associations: [{ account: 'acct_gone' }] }),
  post('qos', qos({ description: 'd', flags: ['DENY_LIMIT'], priority: { set: true, number: 7 } })),
  post('qos', qos({ limits: { max: { wall_clock: { per: { job: 60 } } }, factor: 1.5 } }), QOS),
  post('qos', qos({ preempt: { list: ['normal'], mode: ['REQUEUE'] } }), QOS),
  post('qos', qos({ preempt: { list: [] } }), [...QOS, 'preempt=normal']),
  post('qos', qos({ flags: ['NOT_SET'] }), QOS),
  post('qos', qos({ flags: ['xx'] }), QOS),
  post('qos', { qos: [{ id: 99_999 }] }),
  post('qos', { qos: [{ description: 'd' }] }),
  post('qos', {}),
  post('clusters', { clusters: [{ name: 'acct_gone' }] }),
  post('clusters', { clusters: [{ name: 'acct_gone' }] }, CLUSTER),
  post('clusters', { clusters: [{ name: 'acct_gone', associations: { root: { user: 'root' } } }] }),
  post('clusters', {}),
  post('wckeys', { wckeys: [key] }),
  post('wckeys', { wckeys: [] }),
  post('wckeys', { wckeys: [{ name: 'acct_gone' }] }),
  post('wckeys', { wckeys: [key] }, ['user', 'bob', 'wckey=acct_gone']),
  post('tres', { TRES: [{ type: 'gres', name: 'acct' }] }),
  post('tres', {}),
  ...[
    {},
    { clusters: [] },
    { clusters: 'x' },
    { clusters: [{ name: 'acct_gone' }] },
    { clusters: [{ name: 'acct_gone' }], ...account(), ...qos(), foo: 1 },
    { clusters: [{ name: 'acct_gone' }], ...account(), ...association() },
    { clusters: [{ name: 'acct_gone' }], tres: 'x' },
    { clusters: [{ name: 'acct_gone' }], tres: [{ type: 'cpu' }] },
    [],
  ].map((body) => post('config', body)),
  post('users_association', users(), ACCOUNT),
  post(
    'users_association',
    users({ association: { maxjobs: 3, grptres: [{ type: 'cpu', count: 2 }] } }),
    ACCOUNT,
  ),
  post('users_association', users({ accounts: undefined }), ACCOUNT),
  post(
    'users_association',
    { ...users({ accounts: undefined }), user: { defaultaccount: 'acct_gone' } },
    ACCOUNT,
  ),
  post('users_association', users(), ACCOUNT, ['user', 'acct_nobody', 'account=acct_gone']),
  post('users_association', users()),
  post('users_association', users({ users: undefined })),
  post('users_association', { association_condition: { users: 'acct_nobody' } }),
  post('users_association', {}),
  post('users_association', users({ users: 'acct_nobody', clusters: 'linux', foo: 1 }), ACCOUNT),
  post('users_association', { ...users(), user: { adminlevel: ['Operator'], foo: 1 } }, ACCOUNT),
  post('accounts_association', accounts()),
  post(
    'accounts_association',
    accounts({ association: { fairshare: 3, qoslevel: ['normal'], parent: 'test' } }),
  ),
  post('accounts_association', accounts(), ACCOUNT),
  post('accounts_association', accounts({ accounts: undefined, clusters: 'linux' })),
  post('accounts_association', { association_condition: { accounts: ['acct_gone'] } }),
  ...[
    'users',
    'accounts',
    'users_association',
    'accounts_association',
    'associations',
    'qos',
    'clusters',
    'wckeys',
    'config',
  ].map((path): Change => {
    const bodies: Readonly<Record<string, unknown>> = {
      users: user(),
      accounts: account(),
      associations: { associations: [{ account: 'test', cluster: 'linux', user: 'bob', comment: 'c' }] },
      qos: qos(),
      clusters: { clusters: [{ name: 'acct_gone' }] },
      wckeys: { wckeys: [key] },
      config: { clusters: [{ name: 'acct_gone' }] },
      users_association: users({ accounts: ['test'] }),
      accounts_association: accounts(),
    };
    return { before: [], method: 'POST', path, as: 'alice', body: bodies[path] };
  }),
];
