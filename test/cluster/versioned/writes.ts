/** A request that changes something, for which each side has jobs of its own. */
export interface Write {
  readonly method: 'POST' | 'DELETE';
  /** Behind the version; `JOB` and `ARRAY` stand for jobs that are held. */
  readonly path: string;
  readonly body?: unknown;
}

const BATCH = {
  name: 'versioned',
  current_working_directory: '/tmp',
  environment: ['PATH=/usr/bin:/bin'],
  hold: true,
  script: '#!/bin/sh\nsleep 60\n',
};

const without = (name: keyof typeof BATCH) =>
  Object.fromEntries(Object.entries(BATCH).filter(([key]) => key !== name));

/** What jobs may ask for, well and badly. */
const ASKED: readonly object[] = [
  ...[{}, { partition: 'nope' }, { bogus: 1 }, { time_limit: '10' }, { time_limit: '1:00:00' }],
  ...[{ time_limit: { number: 10 } }, { time_limit: { set: true, infinite: true } }, { time_limit: 'abc' }],
  ...[
    { nodes: '2-3' },
    { nodes: 2 },
    { mail_type: ['BEGIN', 'NOPE'] },
    { mail_type: 'BEGIN' },
    { array: '0-3' },
  ],
  ...[
    { dependency: 'afterok:67000000' },
    { memory_per_node: 100 },
    { memory_per_cpu: { set: true, number: 50 } },
  ],
  ...[{ environment: 'A=b' }, { script: '' }, { hold: 'yes' }, { hold: 1 }, { name: 5 }, { comment: null }],
  ...[
    { required_nodes: 'host1' },
    { required_nodes: ['nope'] },
    { licenses: 'nope:1' },
    { reservation: 'nope' },
  ],
  ...[
    { constraints: 'nope' },
    { nice: 5 },
    { nice: -5 },
    { standard_output: '/tmp/x%j' },
    { begin_time: 1999999999 },
  ],
];

/** The held job each side gets for the requests on one. */
export const HELD = { job: BATCH };
export const HELD_ARRAY = { job: { ...BATCH, array: '0-3' } };

export const WRITES: readonly Write[] = [
  ...ASKED.map(
    (asked): Write => ({ method: 'POST', path: 'job/submit', body: { job: { ...BATCH, ...asked } } }),
  ),
  ...[
    {},
    [],
    { job: 'x' },
    { job: BATCH, jobs: [BATCH] },
    { jobs: [BATCH, BATCH] },
    { job: BATCH, bogus: 1 },
  ].map((body): Write => ({ method: 'POST', path: 'job/submit', body })),
  { method: 'POST', path: 'job/submit', body: { job: without('script') } },
  { method: 'POST', path: 'job/submit', body: { job: without('script'), script: BATCH.script } },
  { method: 'POST', path: 'job/submit', body: '{' },
  ...[{}, { comment: 'x' }, { time_limit: 30 }, { partition: 'nope' }, { hold: false }, { bogus: 1 }, []].map(
    (body): Write => ({ method: 'POST', path: 'job/JOB', body }),
  ),
  { method: 'POST', path: 'job/JOB', body: '{' },
  { method: 'POST', path: 'job/66999999', body: { comment: 'x' } },
  { method: 'POST', path: 'job/abc', body: { comment: 'x' } },
  { method: 'POST', path: 'job/ARRAY', body: { comment: 'x' } },
  { method: 'POST', path: 'job/ARRAY_1', body: { comment: 'x' } },
  ...['JOB?signal=USR1', 'JOB?bogus=1', 'JOB', 'ARRAY_1', 'ARRAY', '66999999', 'abc', '0', 'ARRAY_[0-1]'].map(
    (path): Write => ({ method: 'DELETE', path: `job/${path}` }),
  ),
  ...[
    {},
    { jobs: [] },
    { jobs: ['66999999'] },
    { jobs: ['abc'] },
    { jobs: ['JOB'] },
    { job_name: 'no such job' },
  ].map((body): Write => ({ method: 'DELETE', path: 'jobs', body })),
  { method: 'DELETE', path: 'jobs', body: [] },
];
