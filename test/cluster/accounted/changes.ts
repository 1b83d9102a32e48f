import type { User } from '../engine.ts';

/** A request that changes something, and what sacctmgr adds for it first. */
export interface Change {
  readonly before: readonly (readonly string[])[];
  readonly method: string;
  readonly path: string;
  readonly as?: User;
  readonly body?: unknown;
}

const ACCOUNT = ['account', 'acct_gone', 'description=of the test', 'organization=org'];
const BOB = ['user', 'bob', 'account=acct_gone'];
const NEW_USER = ['user', 'acct_nobody', 'account=acct_gone'];
const QOS = ['qos', 'acct_gone'];
const CLUSTER = ['cluster', 'acct_gone'];
const WCKEY = ['user', 'bob', 'wckey=acct_gone'];

const gone = (path: string, ...before: (readonly string[])[]): Change => ({ before, method: 'DELETE', path });

/** Taking away of what is there, what is not, and what is somebody else's to take away. */
export const CHANGES: readonly Change[] = [
  gone('user/acct_nobody', ACCOUNT, NEW_USER),
  gone('user/acct_none'),
  gone('association?account=acct_gone&user=bob', ACCOUNT, BOB),
  gone('association?account=acct_gone&user=acct_none', ACCOUNT),
  gone('association?account=acct_gone', ACCOUNT, BOB),
  gone('associations?account=acct_gone', ACCOUNT, BOB),
  gone('associations?account=acct_none'),
  gone('associations?id=xx'),
  gone('associations?usage_start=xx'),
  gone('account/acct_gone', ACCOUNT),
  gone('account/acct_gone', ACCOUNT, BOB),
  gone('account/acct_none'),
  gone('qos/acct_gone', QOS),
  gone('qos/acct_none'),
  gone('cluster/acct_gone', CLUSTER),
  gone('cluster/acct_none'),
  gone('wckey/acct_gone', WCKEY),
  gone('wckey/acct_none'),
  ...[
    'user/bob',
    'account/test',
    'qos/normal',
    'wckey/acct_none',
    'cluster/linux',
    'associations?account=test',
  ].map((path): Change => ({ before: [], method: 'DELETE', path, as: 'alice' })),
];

/** What is left is taken away after each. */
export const LEFT: readonly (readonly string[])[] = [
  WCKEY,
  BOB,
  NEW_USER.slice(0, 2),
  ACCOUNT.slice(0, 2),
  QOS,
  CLUSTER,
];
