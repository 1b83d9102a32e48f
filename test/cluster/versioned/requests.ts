import type { User } from '../engine.ts';

/** A request that changes nothing; `V` in its path is the version. */
export interface Read {
  readonly path: string;
  readonly as?: User;
}

const LISTS = ['jobs', 'nodes', 'partitions'];

/** Every path that is read, with good and bad input. */
export const READS: readonly Read[] = [
  ...['ping', 'ping/', 'diag', 'ping?x=1'],
  ...[
    'jobs',
    'jobs/',
    'jobs?flags=detail',
    'jobs?flags=ALL',
    'jobs?flags=ALL&flags=DETAIL',
    'jobs?flags=LOCAL',
  ],
  ...[
    'nodes',
    'nodes?flags=ALL',
    'node/host1',
    'node/host7/',
    'node/nope',
    'node/host[1-2]',
    'node/host1,host2',
  ],
  ...['partitions', 'partitions?flags=DETAIL', 'partition/debug', 'partition/hidden', 'partition/nope'],
  ...['job/1', 'job/3', 'job/5', 'job/5_1', 'job/5_99999', 'job/16', 'job/1.batch', 'job/29', 'job/99999'],
  ...['job/0', 'job/-1', 'job/abc', 'job/1x', 'job/5_[1-3]', 'job/16+1', 'job/1,2', 'job/67108863'],
  ...[
    'job/67108864',
    'job/4294967295',
    'job/99999999999',
    'job/%31',
    'job/3?flags=BOGUS',
    'job/3?update_time=abc',
  ],
  ...['job/3?update_time=9999999999', 'job/3?bogus=1', 'partition/debug?update_time=9999999999'],
  ...['node/host1?update_time=abc', 'node/host1?update_time=9999999999', 'partition/debug?update_time=abc'],
  ...LISTS.flatMap((list) =>
    ['bogus=1', 'flags=BOGUS', 'flags=', 'update_time=abc', 'update_time=', 'update_time=9999999999'].map(
      (query) => `${list}?${query}`,
    ),
  ),
  ...['jobs?update_time=2030-01-01', 'jobs?update_time=-5', 'jobs?update_time=1.5', 'jobs?update_time=1x'],
  ...[
    'reservations',
    'reservation/later',
    'reservation/nope',
    'reservations?update_time=abc',
    'reservations?bogus=1',
  ],
  ...['reservations?update_time=9999999999', 'licenses', 'licenses/', 'jobs/state', 'jobs/state?job_id=abc'],
  ...['jobs/state?job_id=30', 'jobs/state?bogus=1', 'jobs/state?job_id=67000000'],
  ...['jobs?update_time=1&update_time=2', 'nothing', 'job/', 'node/', ''],
]
  .map((path) => ({ path: `/slurm/V/${path}` }))
  .concat([{ path: '/slurm/v0.0.41/ping' }, { path: '/slurm/v0.0.46/ping' }]);

/** Lists of hosts to turn into names, and names to turn into lists. */
export const HOST_LISTS: readonly { readonly path: string; readonly body: unknown }[] = [
  ...[
    {},
    [],
    undefined,
    { hostlist: 'n[1-3,5],x' },
    { hostlist: ['n[1-3]', 'x'] },
    { hostlist: '' },
    { hostlist: 'n[1-' },
    { hostlist: 5 },
    { hostlist: 'b', hostnames: ['a'], foo: 1 },
    { hostlist: 'n2,n1,n1' },
  ].map((body) => ({ path: 'hostnames', body })),
  ...[
    {},
    { hostnames: ['n1', 'n2', 'n3', 'x'] },
    { hostnames: 'n1,n2,x[3-4]' },
    { hostnames: [] },
    { hostnames: 'n[' },
    { hostnames: 5 },
    { hostnames: ['a'], hostlist: 'b', foo: 1 },
  ].map((body) => ({ path: 'hostlist', body })),
];
