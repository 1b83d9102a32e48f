import { readFileSync } from 'node:fs';
import { ENDPOINTS } from '../../../src/api/v0/dialect.ts';
import type { Endpoint } from '../../../src/api/v0/endpoint.ts';
import { VERSIONS, versionName } from '../../../src/api/v0/version.ts';
import { ACCEPTED } from '../../cluster/versioned/accepted.ts';

const REAL = 'refused with 501 by the embedded scheduler';
const EMPTY = 'empty on the embedded scheduler';

/** What is not all that slurmrestd does, by SchedMD's operationId without its version. */
const LIMITS: Readonly<Record<string, string>> = {
  get_ping: '`latency` is that of the slowest of several controllers',
  get_jobs: 'lists are in the order of job ids',
  get_jobs_state: 'a list of ids joined by commas works, which slurmrestd documents and fails at',
  delete_jobs:
    'a request in which a filter or a signal makes no sense signals none, where slurmrestd leaves it out; on Slurm before 23.11 jobs are signalled one after the other',
  delete_job: 'on Slurm before 23.11 flags but `BATCH_JOB`, `FULL_JOB` and `VERBOSE` do nothing',
  post_job_submit:
    'a script without an interpreter is refused; the embedded scheduler passes over what only a real cluster has a use for, and refuses containers, burst buffers, X11 and the like',
  get_reservations: 'empty on the embedded scheduler, which has none',
  get_reservation: 'as the list',
  get_licenses: 'empty on the embedded scheduler, which has none',
  get_shares: `${EMPTY}; \`users\` and \`accounts\` filter, where slurmrestd passes over them`,
  post_nodes: REAL,
  post_node: REAL,
  delete_node: REAL,
  post_new_node: REAL,
  post_partitions: REAL,
  delete_partition: REAL,
  post_reservations: REAL,
  post_reservation: REAL,
  delete_reservation: REAL,
  get_reconfigure: REAL,
  get_conf: REAL,
  post_job_allocate: REAL,
  get_resources: 'needs Slurm 25.11; on the embedded scheduler without GRES',
};

/** What the differential test counted when it last ran in whole. */
interface Measured {
  readonly release: string;
  readonly version: string;
  readonly compared: number;
  readonly accepted: number;
}

function measured(): readonly Measured[] {
  const file = new URL('../../cluster/versioned/measured.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Measured[];
}

function mark(endpoint: Endpoint, version: number): string {
  if (version < (endpoint.since ?? 42)) return '–';
  return endpoint.id in LIMITS ? '⚠️' : '✅';
}

function matrix(): string[] {
  const head = ['request', ...VERSIONS.map(versionName), 'but'];
  const rows = ENDPOINTS.map((endpoint) => [
    `\`${endpoint.method} ${endpoint.path}\``,
    ...VERSIONS.map((version) => mark(endpoint, version)),
    LIMITS[endpoint.id] ?? '',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** docs/COMPATIBILITY.md. */
export function compatibilityPage(): string {
  const counts = measured().map(
    ({ release, version, compared, accepted }) =>
      `| ${release} | ${version} | ${compared.toLocaleString('en')} | ${accepted.toLocaleString('en')} |`,
  );
  return [
    '# How far the versioned API is SchedMD’s',
    '',
    '<!-- Generated: `vitest run test/api/v0/compatibility.test.ts -u`. -->',
    '',
    'Beside `/slurm/v1` the daemon serves `/slurm/v0.0.42` to `/slurm/v0.0.45`, so that clients of slurmrestd need',
    'change nothing but the address. ✅ is answered as slurmrestd answers, ⚠️ with the limits named,',
    '– is no part of that version. Every path answers with and without a trailing slash, in JSON and YAML.',
    '`/slurmdb` and `/util` are not there.',
    '',
    ...matrix(),
    '',
    '## What was compared',
    '',
    'The differential test (`test/cluster/versioned.test.ts`) puts the same requests to slurmrestd and to this program',
    'in front of the same slurmctld, with jobs of every kind, good and bad input, and compares every value.',
    '',
    '| Slurm | version | values compared | of them accepted differences |',
    '| --- | --- | --- | --- |',
    ...counts,
    '',
    '## Accepted differences',
    '',
    ...ACCEPTED.map(({ reason }) => `- ${reason[0]!.toUpperCase()}${reason.slice(1)}.`),
    '- Values that follow the clock or count requests are not compared.',
    '- What a scheduler found when it last looked at a job (the flags `BACKFILL_ATTEMPTED`, `SCHEDULING_ATTEMPTED` and',
    '  `DEPENDENT`) may show up to 30 seconds late.',
    '',
    '## Beyond it',
    '',
    '- Lists carry `ETag` and `Last-Modified`, and answer 304 to who has them.',
    '- `HEAD` and `OPTIONS` are answered; slurmrestd knows neither.',
    '',
  ].join('\n');
}
