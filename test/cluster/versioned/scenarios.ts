import type { User } from '../engine.ts';

/** One request of a scenario; `$job` stands for the job the last answer told of. */
export interface Step {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Behind the version. */
  readonly path: string;
  readonly body?: unknown;
  readonly as?: User;
  /** The first version that has it. */
  readonly since?: number;
}

/** Requests one after the other that leave the cluster as it was: each side gets them all in turn. */
export type Scenario = readonly Step[];

const root = { as: 'root' } as const;
const get = (path: string): Step => ({ method: 'GET', path, ...root });
const post = (path: string, body?: unknown): Step => ({ method: 'POST', path, body, ...root });
const remove = (path: string, body?: unknown): Step => ({ method: 'DELETE', path, body, ...root });
const since = (version: number, steps: readonly Step[]): Step[] =>
  steps.map((step) => ({ ...step, since: version }));
const by = (as: User, step: Step): Step => ({ ...step, as });

const SOON = 1_999_999_999;
const RESERVATION = { name: 'versioned', start_time: SOON, duration: 60, users: ['alice'] };
const reservation = (asked: object): Step => post('reservation', { ...RESERVATION, ...asked });

const RESERVATIONS: Scenario = [
  ...since(43, [
    reservation({ node_list: ['host1'] }),
    get('reservation/versioned'),
    post('reservation', { name: 'versioned', duration: { set: true, number: 90 } }),
    post('reservation', { name: 'VERSIONED', comment: 'x', flags: ['IGNORE_JOBS'] }),
    post('reservation', { name: 'versioned', users: ['nobody-there'] }),
    post('reservation', { name: 'versioned', start_time: 'abc' }),
    post('reservation', { name: 'versioned', tres: 'x', groups: 'g' }),
    get('reservations'),
    post('reservation', { name: 'second' }),
    post('reservation', { name: 'second', start_time: SOON }),
    post('reservation', { name: 'second', start_time: SOON, duration: 60 }),
    post('reservation', { name: 'second', start_time: SOON, duration: 60, node_count: 1 }),
    post('reservation', { ...RESERVATION, name: 'second', node_count: 1, groups: ['g'] }),
    post('reservation', { ...RESERVATION, name: 'second', end_time: SOON + 1, node_count: 1 }),
    post('reservation', { ...RESERVATION, name: 'second', flags: ['PART_NODES'], node_count: 1 }),
    post('reservation', { ...RESERVATION, name: 'second', node_count: 99 }),
    post('reservation', { ...RESERVATION, name: 'second', node_list: 'nope' }),
    post('reservation', { ...RESERVATION, name: 'second', partition: 'nope' }),
    post('reservation', { ...RESERVATION, name: 'second', licenses: ['nope:3'], flags: ['ANY_NODES'] }),
    post('reservation', {
      ...RESERVATION,
      name: 'second',
      tres: [{ type: 'node', count: 2 }],
      flags: 'DAILY',
    }),
    post('reservation', { ...RESERVATION, name: 'third', partition: 'short' }),
    post('reservation', { name: 'second', flags: ['BOGUS'] }),
    post('reservation', {}),
    post('reservation'),
    post('reservation', []),
    post('reservation', { bogus: 1 }),
    by('alice', post('reservation', { ...RESERVATION, name: 'fifth', node_count: 1 })),
    post('reservations', {}),
    post('reservations', { reservations: [] }),
    post('reservations', { reservations: {} }),
    post('reservations', { bogus: 1 }),
    post('reservations', { reservations: [{ duration: 3 }] }),
    post('reservations', {
      reservations: [
        { ...RESERVATION, name: 'sixth', node_list: 'host[1-2]' },
        { name: 'seventh' },
        { name: 'versioned', comment: 'y' },
      ],
    }),
    get('reservations'),
  ]),
  by('alice', remove('reservation/versioned')),
  ...['versioned', 'second', 'third', 'sixth', 'nope'].map((name) => remove(`reservation/${name}`)),
];

const node = (changes?: unknown): Step => post('node/host7', changes);
const NODES: Scenario = [
  node({ state: ['DRAIN'], reason: 'because' }),
  get('node/host7'),
  node({ state: 'RESUME' }),
  node({ state: ['BOGUS'] }),
  node({ state: ['MIXED'] }),
  node({ state: ['IDLE', 'DRAIN'] }),
  node({ state: [] }),
  node({ comment: 'c', extra: 'e', weight: { set: true, number: 5 }, name: ['host1'] }),
  get('node/host7'),
  node({ comment: '', extra: '', weight: 20 }),
  node({ weight: 'x' }),
  node({ features: ['a', 'b'] }),
  node({ features_act: ['zzz'] }),
  node({ state: ['DRAIN'], reason: 'b', resume_after: 0 }),
  node({ state: ['UNDRAIN'] }),
  node({ bogus: 1 }),
  node({}),
  node(),
  node([]),
  post('node/nope', { comment: 'c' }),
  by('alice', node({ comment: 'c' })),
  post('nodes', { name: ['host6', 'host7'], comment: 'many' }),
  get('nodes'),
  post('nodes', { name: 'host[6-7]', comment: '' }),
  post('nodes', { comment: 'many' }),
  post('nodes', { name: ['nope'], comment: 'many' }),
  post('nodes', []),
  remove('node/nope'),
  remove('node/host7'),
  by('alice', remove('node/host7')),
  ...since(44, [
    post('new/node', { node_conf: 'nonsense' }),
    post('new/node', {}),
    post('new/node'),
    post('new/node', []),
    by('alice', post('new/node', { node_conf: 'NodeName=new1' })),
  ]),
];

const partition = (changes: object): Step =>
  post('partitions', { partitions: [{ name: 'made', ...changes }] });
const PARTITIONS: Scenario = since(45, [
  partition({ nodes: { configured: 'host7' } }),
  get('partition/made'),
  partition({ maximums: { time: { set: true, number: 60 } }, cpus: { total: 4 }, suspend_time: 5 }),
  partition({ defaults: { partition_memory_per_cpu: 50, time: 5 }, priority: { tier: 3 }, grace_time: 9 }),
  partition({ flags: ['HIDDEN', 'LLN'], preempt_mode: ['CANCEL'], accounts: { allowed: 'test' } }),
  get('partition/made'),
  partition({ flags: ['HIDDEN_CLEAR'], partition: { exclusive: 'USER', oversubscribe: 'FORCE:2' } }),
  get('partition/made'),
  partition({ partition: { exclusive: 'NO', oversubscribe: 'YES' } }),
  get('partition/made'),
  partition({ partition: { oversubscribe: 'MAYBE' } }),
  partition({ partition: { exclusive: 'MAYBE' } }),
  partition({ partition: { oversubscribe: 'FORCE:0' } }),
  partition({ bogus: 1 }),
  partition({ nodes: { configured: 'nope' } }),
  partition({ maximums: { time: 'abc' } }),
  post('partitions', { partitions: [{ nodes: { configured: 'host7' } }, { name: 'made', grace_time: 1 }] }),
  post('partitions', { partitions: {} }),
  post('partitions', { partitions: [] }),
  post('partitions', { bogus: 1 }),
  post('partitions', {}),
  post('partitions', []),
  by('alice', partition({ grace_time: 5 })),
  by('alice', remove('partition/made')),
  remove('partition/made'),
  remove('partition/made'),
]);

const JOB = { name: 'versioned', current_working_directory: '/tmp', environment: ['PATH=/usr/bin:/bin'] };
const allocate = (body?: unknown): Step => by('alice', post('job/allocate', body));
const ALLOCATIONS: Scenario = [
  allocate({ job: { ...JOB, nodes: 1, required_nodes: ['host3'] } }),
  ...since(44, [by('alice', get('resources/$job')), get('resources/$job'), by('bob', get('resources/$job'))]),
  by('alice', remove('job/$job')),
  allocate({ hetjob: [JOB, { ...JOB, tasks: 2 }] }),
  by('alice', remove('job/$job')),
  allocate({ job: { ...JOB, partition: 'nope' } }),
  allocate({ job: { partition: 'nope' } }),
  allocate({ hetjob: [{ time_limit: 1 }] }),
  allocate({ hetjob: [] }),
  allocate({ hetjob: {} }),
  allocate({ job: JOB, hetjob: [JOB] }),
  allocate({ bogus: 1 }),
  allocate({}),
  allocate([]),
  ...since(44, [get('resources/67000000'), get('resources/abc'), get('resources/0')]),
];

const submit = (asked: object): Step =>
  by('alice', post('job/submit', { job: { ...JOB, script: '#!/bin/sh\nsleep 60\n', hold: true, ...asked } }));
const requeue = (body?: unknown): Step => by('alice', post('jobs/requeue', body));
const REQUEUES: Scenario = since(45, [
  submit({}),
  by('alice', get('job/$job/requeue')),
  by('alice', get('job/$job/requeue?SpecialExit=true')),
  by('alice', get('job/$job/requeue?bogus=1')),
  by('bob', get('job/$job/requeue')),
  requeue({ jobs: ['$job'] }),
  requeue({ jobs: ['$job', '66999999'], flags: ['Hold'] }),
  by('alice', remove('job/$job')),
  submit({ array: '0-3' }),
  by('alice', get('job/$job/requeue?Hold=true')),
  requeue({ jobs: ['$job_1', '$job'], flags: ['Incomplete'] }),
  by('alice', remove('job/$job')),
  requeue({ jobs: ['66999999'] }),
  requeue({ jobs: ['66999999'], flags: ['SpecialExit'] }),
  requeue({ jobs: ['abc'] }),
  requeue({ jobs: [] }),
  requeue({ jobs: 'x' }),
  requeue({ jobs: ['66999999'], flags: ['BOGUS'] }),
  requeue({}),
  requeue(),
  requeue([]),
]);

const SIGNALS: Scenario = [
  submit({}),
  ...['VERBOSE', 'ARRAY_TASK', 'BATCH_JOB', 'BOGUS', 'HURRY'].map((flags) =>
    by('alice', remove(`job/$job?signal=USR1&flags=${flags}`)),
  ),
  by('bob', remove('job/$job')),
  by('alice', remove('jobs', { jobs: ['$job'], flags: ['VERBOSE'], signal: 'CONT' })),
  by('alice', remove('jobs', { jobs: ['$job'], signal: 'BOGUS' })),
  by('alice', remove('job/$job?flags=VERBOSE')),
  by('alice', remove('job/$job?flags=VERBOSE')),
  submit({ array: '0-5' }),
  by('alice', remove('jobs', { jobs: ['$job_[1-2]'], flags: ['VERBOSE'] })),
  by('alice', remove('job/$job_3?flags=VERBOSE')),
  by('alice', remove('jobs', { jobs: ['$job'], account: 'nope', flags: ['VERBOSE'] })),
  by('alice', remove('jobs', { job_name: 'versioned', partition: 'debug', flags: ['VERBOSE'] })),
  by('alice', remove('jobs', { user_name: 'no-such-user' })),
  by('alice', remove('jobs', { user_name: 'alice', job_state: ['PENDING'], wckey: 'none' })),
  by('alice', remove('jobs', { nodes: ['nope'] })),
];

/** What sbatch has no option for, and what comes of it in the record of the job. */
const MEMBERS: readonly object[] = [
  { distribution: 'cyclic:block', tasks: 4 },
  { distribution: 'plane=2', tasks: 4 },
  { distribution_plane_size: 3, tasks: 6 },
  { distribution: 'arbitrary', required_nodes: ['host1'] },
  { distribution: 'sideways' },
  { rlimits: { nofile: { set: true, number: 64 }, core: { infinite: true } } },
  { flags: ['SPREAD_JOB', 'PREFER_MINIMUM_NODE_COUNT'], nodes: '2' },
  { flags: ['KILL_INVALID_DEPENDENCY', 'GRES_BINDING_ENFORCED'] },
  { spank_environment: ['A=b'] },
  { x11: ['BATCH_NODE'], x11_magic_cookie: 'c', x11_target_host: 'host1', x11_target_port: 6000 },
  { crontab: { command: 'x' } },
  { cpu_binding: 'x', cpu_binding_flags: ['CPU_BIND_TO_CORES', 'VERBOSE'] },
  { memory_binding_type: ['LOCAL'], memory_binding: 'x' },
  { oom_kill_step: 1 },
  { segment_size: 2 },
  { site_factor: 5 },
  { minimum_boards_per_node: 1, minimum_sockets_per_board: 1 },
  { selinux_context: 'x' },
  { allocation_node_list: 'somewhere', allocation_node_port: 1 },
  { clusters: 'linux' },
  { immediate: false },
  { reserve_ports: 2 },
  { container_id: 'x' },
  { kill_warning_signal: 'USR1', kill_warning_delay: 60, kill_warning_flags: ['BATCH_JOB'] },
  { nodes: '1-6:2' },
  { nodes: '2,4' },
  { partition: 'debug,short' },
];
const SUBMISSIONS: Scenario = MEMBERS.flatMap((asked) => [
  submit(asked),
  by('alice', get('job/$job')),
  by('alice', remove('jobs', { jobs: ['$job'] })),
]);

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  reservations: RESERVATIONS,
  nodes: NODES,
  partitions: PARTITIONS,
  allocations: ALLOCATIONS,
  requeues: REQUEUES,
  signals: SIGNALS,
  submissions: SUBMISSIONS,
  controllers: [
    get('shares'),
    by('alice', get('shares')),
    get('shares?users=alice'),
    get('shares?accounts=test&bogus=1'),
    ...since(45, [
      get('conf'),
      by('alice', get('conf')),
      get('conf?update_time=9999999999'),
      get('conf?bogus=1'),
    ]),
    by('alice', get('reconfigure')),
  ],
};
