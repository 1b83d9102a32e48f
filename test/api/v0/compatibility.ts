import { readFileSync } from 'node:fs';
import { ENDPOINTS } from '../../../src/api/v0/dialect.ts';
import type { Endpoint } from '../../../src/api/v0/endpoint.ts';
import { VERSIONS, versionName } from '../../../src/api/v0/version.ts';
import { REASONS } from '../../cluster/openapi/reasons.ts';
import { ACCEPTED } from '../../cluster/versioned/accepted.ts';

const REAL = 'refused with 501 by the embedded scheduler';
const EMBEDDED_NODES =
  'on the embedded scheduler `state` (`DRAIN`, `DOWN`, `RESUME`, `UNDRAIN`, `IDLE`), `reason`, `comment` and `extra`; its jobs go on';
const EMPTY = 'empty on the embedded scheduler';

/** What is not all that slurmrestd does, by plugin and SchedMD's operationId without its version. */
const LIMITS: Readonly<Record<string, string>> = {
  'slurm get_ping': '`latency` is that of the slowest of several controllers',
  'slurm get_jobs': 'lists are in the order of job ids',
  'slurm get_jobs_state': 'a list of ids joined by commas works, which slurmrestd documents and fails at',
  'slurm delete_jobs':
    'a request in which a filter or a signal makes no sense signals none, where slurmrestd leaves it out; on Slurm before 23.11 jobs are signalled one after the other',
  'slurm delete_job': 'on Slurm before 23.11 flags but `BATCH_JOB`, `FULL_JOB` and `VERBOSE` do nothing',
  'slurm post_job_submit':
    'a script without an interpreter is refused; the embedded scheduler passes over what only a real cluster has a use for, and refuses containers, burst buffers, X11 and the like',
  'slurm get_reservations': 'empty on the embedded scheduler, which has none',
  'slurm get_reservation': 'as the list',
  'slurm get_licenses': 'empty on the embedded scheduler, which has none',
  'slurm get_shares': `${EMPTY}; \`users\` and \`accounts\` filter, where slurmrestd passes over them`,
  'slurm post_nodes': EMBEDDED_NODES,
  'slurm post_node': EMBEDDED_NODES,
  'slurm delete_node': REAL,
  'slurm post_new_node': REAL,
  'slurm post_partitions': REAL,
  'slurm delete_partition': REAL,
  'slurm post_reservations': REAL,
  'slurm post_reservation': REAL,
  'slurm delete_reservation': REAL,
  'slurm get_reconfigure': REAL,
  'slurm get_conf': REAL,
  'slurm post_job_allocate': REAL,
  'slurm get_resources': 'needs Slurm 25.11; on the embedded scheduler without GRES',
  'util post_hostlist': 'names are sorted, and each is written once',
  'slurmdb get_qos': 'filters work, which slurmrestd documents and passes over',
  'slurmdb get_jobs':
    'lists joined by commas work, which slurmrestd documents and cannot read; a job by its SLUID cannot be asked for',
  'slurmdb get_conf': 'needs slurmdbd 26.05',
  'slurmdb post_config':
    'what is posted is there then, where slurmrestd says so and does nothing of it; records that are marked as deleted stay so, and one that lacks a member is refused',
  'slurmdb post_job':
    'on the embedded scheduler jobs that have not ended have comments, `extra` and `wckey` changed',
  'slurmdb post_jobs':
    'ids joined by commas work; a request without jobs is refused, which to slurmrestd means every job there is, and one without `job_rec`, which ends it; on the embedded scheduler as `job/{job_id}`',
  'slurmdb post_users':
    'a user without a name is refused, where slurmrestd looks for all of them; nothing changes where a flag is unknown',
  'slurmdb post_accounts':
    'nothing changes where a flag is unknown; nor does it in slurmrestd, which warns of more',
  'slurmdb post_users_association':
    'an empty object is refused for what it lacks, where slurmrestd passes over that',
  'slurmdb post_accounts_association': 'as `users_association`',
  'slurmdb post_qos': 'as in slurmrestd an empty list of QOS to preempt leaves what there is',
  'slurmdb get_job': 'a job by its SLUID cannot be asked for',
};

/** What the differential test counted when it last ran in whole. */
interface Measured {
  readonly release: string;
  readonly version: string;
  readonly compared: number;
  readonly accepted: number;
}

function measured(...files: readonly string[]): string[] {
  return files
    .flatMap((file) => {
      const text = readFileSync(new URL(`../../cluster/${file}`, import.meta.url), 'utf8');
      return JSON.parse(text) as Measured[];
    })
    .map(
      ({ release, version, compared, accepted }) =>
        `| ${release} | ${version} | ${compared.toLocaleString('en')} | ${accepted.toLocaleString('en')} |`,
    );
}

const nameOf = ({ plugin = 'slurm', id }: Endpoint): string => `${plugin} ${id}`;

function mark(endpoint: Endpoint, version: number): string {
  if (version < (endpoint.since ?? 42)) return '–';
  return nameOf(endpoint) in LIMITS ? '⚠️' : '✅';
}

function matrix(): string[] {
  const head = ['request', ...VERSIONS.map(versionName), 'but'];
  const rows = ENDPOINTS.map((endpoint) => [
    `\`${endpoint.method} ${endpoint.plugin ? `/${endpoint.plugin}/…/` : ''}${endpoint.path}\``,
    ...VERSIONS.map((version) => mark(endpoint, version)),
    LIMITS[nameOf(endpoint)] ?? '',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** docs/COMPATIBILITY.md. */
export function compatibilityPage(): string {
  return [
    '# How far the versioned API is SchedMD’s',
    '',
    '<!-- Generated: `vitest run test/api/v0/compatibility.test.ts -u`. -->',
    '',
    'Beside `/slurm/v1` the daemon serves `/slurm/v0.0.42` to `/slurm/v0.0.45`, so that clients of slurmrestd need',
    'change nothing but the address; and `/slurmdb` and `/util`. ✅ is answered as slurmrestd answers, ⚠️ with the limits named,',
    '– is no part of that version. Every path answers with and without a trailing slash, in JSON and YAML.',
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
    ...measured('versioned/measured.json'),
    '',
    'The same of `/slurmdb`, in front of the same slurmdbd (`test/cluster/accounted.test.ts`):',
    '',
    '| Slurm | version | values compared | of them accepted differences |',
    '| --- | --- | --- | --- |',
    ...measured('accounted/measured-24.11.json', 'accounted/measured-26.05.json'),
    '',
    '## Accepted differences',
    '',
    ...ACCEPTED.map(({ reason }) => `- ${reason[0]!.toUpperCase()}${reason.slice(1)}.`),
    '- Values that follow the clock or count requests are not compared.',
    '- What a scheduler found when it last looked at a job (the flags `BACKFILL_ATTEMPTED`, `SCHEDULING_ATTEMPTED` and',
    '  `DEPENDENT`), and which partitions a node that was just made is in, may show up to 30 seconds late.',
    '',
    '## The OpenAPI document',
    '',
    'Ours is OpenAPI 3.1 with SchedMD’s operationIds and schema names, paths without a slash at their end, and refusals by',
    'status; a test compares every member of its schemas with the document of slurmrestd. It differs where:',
    '',
    '- states of jobs have a schema of their own (`openapi_job_state_resp`), as they are no `job_info`;',
    '- lists may be missing where there is nothing of the name that was asked for, and what every answer has is required;',
    '- what may be posted to `/slurmdb` has schemas of its own (`openapi_users_req`), as answers always have all members;',
    ...[...new Set(REASONS.map(({ reason }) => `- ${reason};`))],
    '',
    '## Beyond it',
    '',
    '- Lists carry `ETag` and `Last-Modified`, and answer 304 to who has them.',
    '- `HEAD` and `OPTIONS` are answered; slurmrestd knows neither.',
    '',
  ].join('\n');
}
