import type { Read } from '../versioned/requests.ts';

const RECORDS = [
  ...[
    'ping',
    'diag',
    'config',
    'conf',
    'conf?foo=1',
    'tres',
    'tres/',
    'tres?foo=1',
    'users',
    'accounts',
    'associations',
    'qos',
    'clusters',
  ],
  ...[
    'wckeys',
    'instances',
    'instance',
    'instances?foo=1',
    'instances?cluster=linux',
    'instances?node_list=host1',
  ],
  ...[
    'user/alice',
    'user/nobody9',
    'user/alice?with_wckeys=true&with_assocs=1&with_coords',
    'user/alice?foo=1',
  ],
  ...[
    'account/test',
    'account/acct_sub?with_assocs=true&with_coords=true',
    'account/none',
    'account/test?foo=1',
  ],
  ...['qos/acct_high', 'qos/1', 'qos/none', 'qos/normal?with_deleted=true', 'qos/normal?foo=1'],
  ...['cluster/linux', 'cluster/none', 'cluster/linux?with_usage=true', 'wckey/acct_key', 'wckey/none'],
];

const LISTS = [
  ...[
    'with_assocs=true',
    'with_assocs=yes',
    'with_assocs=0',
    'with_assocs=no',
    'with_assocs=xx',
    'with_assocs=',
  ],
  ...[
    'with_deleted=1&with_deleted=1',
    'with_coords=true&with_wckeys=true&with_deleted=1',
    'foo=1',
    'user=alice',
  ],
  ...[
    'admin_level=Operator',
    'admin_level=operator&admin_level=None',
    'admin_level=xx',
    'default_account=test',
  ],
  ...['default_account=test&default_account=other', 'without_defaults=true', 'default_wckey=acct_key'],
  ...['association=x'],
].map((query) => `users?${query}`);

const ACCOUNTS = [
  ...['description=acct_sub', 'DELETED=true', 'WithAssociations=true', 'WithCoordinators=true', 'foo=1'],
  ...['withassociations=true', 'WithAssociations=false', 'with_assocs=true', 'organization=org'],
].map((query) => `accounts?${query}`);

const ASSOCIATIONS = [
  ...['account=test', 'user=alice', 'user=', 'cluster=linux&partition=', 'default_qos=1', 'id=1', 'id=xx'],
  ...[
    'parent_account=test',
    'usage_start=now-1day',
    'usage_start=xx',
    'usage_start=',
    'flags=x',
    'user=nobody9',
  ],
  ...['Include%20usage=true', 'Include%20deleted%20associations=true', 'Filter%20to%20only%20defaults=true'],
  ...['Include%20the%20raw%20QOS%20or%20delta_qos=true', 'Exclude%20limits%20from%20parents=true'],
].flatMap((query) => [`associations?${query}`, `association?${query}`]);

const CLUSTERS = [
  ...[
    'cluster=linux',
    'cluster=xx',
    'classification=CAPABILITY',
    'classification=xx',
    'flags=MULTIPLE_SLURMD',
  ],
  ...['flags=xx', 'federation=x', 'with_deleted=true', 'usage_start=1', 'update_time=1', 'with_usage=1'],
].map((query) => `clusters?${query}`);

const WCKEYS = ['name=acct_key', 'name=xx', 'user=alice', 'cluster=xx', 'foo=1'].map(
  (query) => `wckeys?${query}`,
);

const JOBS = [
  ...['users=alice', 'users=6101', 'users=nobody9', 'account=test', 'account='],
  ...[
    'state=COMPLETED&start_time=1',
    'state=completed&state=failed&start_time=1',
    'state=CD',
    'state=1',
    'state=',
  ],
  ...['step=1', 'step=2', 'step=1.batch', 'step=1.0', 'step=abc', 'step=', 'partition=debug', 'partition=x'],
  ...[
    'qos=1',
    'qos=normal',
    'cpus_min=2',
    'cpus_min=2&cpus_max=4',
    'cpus_min=xx',
    'nodes_min=1',
    'nodes_max=1',
  ],
  ...[
    'exit_code=3',
    'exit_code=xx',
    'timelimit_max=100&timelimit_min=1',
    'start_time=1&end_time=now',
    'end_time=1',
  ],
  ...['start_time=uts1700000000', 'start_time=2020-01-01', 'start_time=xx', 'start_time=', 'submit_time=1'],
  ...['submit_time=xx', 'node=host1', 'node=host9', 'wckey=acct_key', 'reason=None', 'reservation=x'],
  ...[
    'reservation_id=1',
    'constraints=fast',
    'association=6',
    'cluster=linux',
    'cluster=xx',
    'skip_steps=true',
  ],
  ...['skip_steps=true&show_duplicates=true', 'show_batch_script=true', 'show_job_environment=true'],
  ...['disable_whole_hetjob=true&step=5', 'whole_hetjob=true&step=6', 'usage_time_as_submit_time=true'],
  ...[
    'scheduler_unset=true',
    'scheduled_on_submit=true',
    'scheduled_by_backfill=true',
    'scheduled_by_main=true',
  ],
  ...['none=true', 'clear_scheduling=true', 'job_started=true', 'flags=x', 'foo=1', 'foo=1&users=alice'],
  ...['job_name=acct-ok', 'disable_truncate_usage_time=true&start_time=now-1hour'],
].map((query) => `jobs?${query}`);

const JOB = [
  ...[
    '1',
    '2',
    '3',
    '4',
    '4_2',
    '4_9',
    '5',
    '5_1',
    '5%2b1',
    '6',
    '7',
    '8',
    '9',
    '10',
    '11',
    '12',
    '13',
    '1.batch',
  ],
  ...['1.0', '9999', '0', 'abc', '-1', '1x', '1?foo=1', '4294967290', '4294967295'],
].map((id) => `job/${id}`);

/** A request that ends the slurmrestd of one release. */
interface AccountingRead extends Read {
  readonly crashes?: string;
}

const CRASHING = [
  'jobs?groups=alice',
  'jobs?groups=nobody9',
  'wckeys?only_defaults=true',
  'wckeys?with_usage=true',
];

/** Every path of the accounting storage that is read, with good and bad input. */
export const ACCOUNTING_READS: readonly AccountingRead[] = [
  ...RECORDS,
  ...LISTS,
  ...ACCOUNTS,
  ...ASSOCIATIONS,
  ...CLUSTERS,
  ...WCKEYS,
  'jobs',
  ...JOBS,
  ...JOB,
]
  .map((path): AccountingRead => ({ path: `/slurmdb/V/${path}`, as: 'root' }))
  .concat(
    [
      ...[
        'ping',
        'diag',
        'users?with_assocs=true',
        'accounts',
        'associations',
        'qos',
        'jobs',
        'jobs?start_time=1',
      ],
      ...['clusters', 'wckeys', 'user/bob', 'job/1', 'config', 'nothing', 'job/'],
    ].map((path): AccountingRead => ({ path: `/slurmdb/V/${path}`, as: 'alice' })),
  )
  .concat(CRASHING.map((path) => ({ path: `/slurmdb/V/${path}`, as: 'root', crashes: '24.11' })));
