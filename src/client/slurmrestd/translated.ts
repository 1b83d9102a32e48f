import { SlurmError } from '../../slurm/error.ts';
import { summarisePing } from '../../slurm/ping-summary.ts';
import type { ControllerStatus } from '../../slurm/scheduler.ts';
import type { ClientRequest, ClientResponse, Transport } from '../transport.ts';
import { credentialsOf } from './credentials.ts';
import { readJob } from './job.ts';
import { readNode } from './node.ts';
import { readPartition } from './partition.ts';
import { readStatistics } from './statistics.ts';
import { writeSubmission } from './submission.ts';
import type { Sent } from './values.ts';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Path behind the version, by the parts of the pattern. */
  readonly to: (found: readonly string[], query: URLSearchParams) => string;
  readonly body?: (body: unknown, version: number, found: readonly string[]) => unknown;
  readonly as?: string;
  readonly read: (answer: Sent, found: readonly string[]) => unknown;
}

const recordsIn = (answer: Sent, name: string): readonly Sent[] =>
  Array.isArray(answer[name]) ? (answer[name] as Sent[]) : [];
const done = () => ({ errors: [] });

const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^ping$/, to: () => 'ping', read: readPing },
  { method: 'GET', path: /^diag$/, to: () => 'diag', read: readStatistics },
  {
    method: 'GET',
    path: /^jobs$/,
    to: () => 'jobs',
    read: (answer) => ({ errors: [], jobs: recordsIn(answer, 'jobs').map(readJob) }),
  },
  { method: 'GET', path: /^job\/([^/]+)$/, to: ([id]) => `job/${jobIdOf(id!)}`, read: readOneJob },
  {
    method: 'POST',
    path: /^job\/submit$/,
    to: () => 'job/submit',
    body: (body, version) => writeSubmission(body as Parameters<typeof writeSubmission>[0], version),
    read: (answer) => ({
      errors: [],
      job_id: answer['job_id'],
      step_id: 'BATCH',
      job_submit_user_msg: answer['job_submit_user_msg'] || null,
    }),
  },
  {
    method: 'DELETE',
    path: /^job\/([^/]+)$/,
    to: ([id], query) => `job/${id}${cancelQuery(query)}`,
    read: done,
  },
  {
    method: 'POST',
    path: /^job\/([^/]+)\/(hold|release)$/,
    to: ([id]) => `job/${id}`,
    body: holding,
    read: done,
  },
  { method: 'POST', path: /^job\/([^/]+)\/requeue$/, to: ([id]) => `job/${id}/requeue`, read: done },
  ...(['node', 'partition'] as const).map(
    (kind): Route => ({
      method: 'GET',
      path: new RegExp(`^${kind}(s|/[^/]+)$`),
      to: ([which]) => `${kind}${which}`,
      read: (answer) => ({
        errors: [],
        [`${kind}s`]: recordsIn(answer, `${kind}s`).map(kind === 'node' ? readNode : readPartition),
      }),
    }),
  ),
];

/**
 * Sends a request of `/slurm/v1` as slurmrestd's own of that version, and reads the answer back.
 * @throws SlurmError `SLURMRESTD_LACKS`, and what `inner` throws
 */
export async function translated(
  inner: Transport,
  request: ClientRequest,
  version: number,
): Promise<ClientResponse> {
  const url = new URL(request.url);
  const prefix = new URL(inner.base).pathname.replace(/\/$/, '');
  const asked = url.pathname.slice(prefix.length);
  // The accounting paths are slurmrestd's own; only their version differs.
  const accounting = /^\/slurmdb\/v0\.0\.\d+\/(.*)$/.exec(asked)?.[1];
  if (accounting !== undefined) {
    const there = `${inner.base}/slurmdb/v0.0.${version}/${accounting}${url.search}`;
    const answer = await inner.send({ ...request, url: there, headers: credentialsOf(request) });
    return reading(answer, (sent) => sent);
  }
  const path = asked.replace(/^\/slurm\/v1\//, '');
  const route = ROUTES.find((one) => one.method === request.method && one.path.test(path));
  if (!route)
    throw new SlurmError('SLURMRESTD_LACKS', { url: inner.name, request: `${request.method} ${path}` });
  const found = route.path.exec(path)!.slice(1);
  const body = route.body?.(request.body ? JSON.parse(request.body) : undefined, version, found);
  const headers = credentialsOf(request);
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await inner.send({
    method: route.method,
    url: `${inner.base}/slurm/v0.0.${version}/${route.to(found, url.searchParams)}`,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return reading(answer, (sent) => route.read(sent, found));
}

/** The answer as `/slurm/v1` would have given it; what is no JSON stays as it is. */
async function reading(answer: ClientResponse, read: (sent: Sent) => unknown): Promise<ClientResponse> {
  const text = await answer.text();
  let sent: Sent;
  try {
    sent = JSON.parse(text);
  } catch {
    const errors = [
      { error: text.trim() || `slurmrestd answers ${answer.status}.`, error_code: 0, source: 'slurmrestd' },
    ];
    return answer.ok
      ? new Response(text, { status: 502 })
      : Response.json({ errors }, { status: answer.status });
  }
  const errors = (Array.isArray(sent['errors']) ? sent['errors'] : []).map(readError);
  // To v0.0.38 a job submitted held is an error beside its id.
  const isHeld = Boolean(sent['job_id']) && errors.length > 0 && errors.every(isHolding);
  if (!isHeld && (errors.length > 0 || !answer.ok))
    return Response.json({ errors }, { status: answer.ok ? 500 : answer.status });
  return Response.json(read(sent));
}

function isHolding({ error_code }: { error_code: number }): boolean {
  return error_code === 2042; // ESLURM_JOB_HELD
}

/** v0.0.36 calls the number error_code, v0.0.37 and 38 errno or error_number. */
function readError(sent: Sent): { error: string; error_code: number; source: string } {
  const text = [sent['error'], sent['description']].filter((part) => typeof part === 'string' && part !== '');
  return {
    error: text.join(': ') || 'slurmrestd reports an error without a text.',
    error_code: Number(sent['error_number'] ?? sent['error_code'] ?? sent['errno'] ?? 0),
    source: String(sent['source'] ?? ''),
  };
}

/** slurmrestd of every version takes the plain id; parts of arrays and het jobs are picked from what it answers. */
function jobIdOf(id: string): string {
  return decodeURIComponent(id).replace(/[_+].*$/, '');
}

function readOneJob(answer: Sent, [id = '']: readonly string[]): unknown {
  const jobs = recordsIn(answer, 'jobs').map(readJob);
  const [, base, task, offset] = /^(\d+)(?:_(\d+))?(?:\+(\d+))?$/.exec(decodeURIComponent(id)) ?? [];
  const found =
    task !== undefined
      ? jobs.find((job) => job['array_task_id'] === Number(task))
      : offset !== undefined
        ? jobs.find((job) => job['het_job_offset'] === Number(offset))
        : (jobs.find((job) => job['job_id'] === Number(base)) ?? jobs[0]);
  if (!found) throw new SlurmError('JOB_UNKNOWN', { job: decodeURIComponent(id) });
  return found;
}

function cancelQuery(query: URLSearchParams): string {
  const asked = new URLSearchParams();
  const signal = query.get('signal');
  if (signal !== null) asked.set('signal', signal);
  if (query.has('batch')) asked.append('flags', 'BATCH_JOB');
  if (query.has('full')) asked.append('flags', 'FULL_JOB');
  return asked.size > 0 ? `?${asked}` : '';
}

function holding(_body: unknown, _version: number, [, verb]: readonly string[]): unknown {
  return { hold: verb === 'hold' };
}

/** `ping` is "UP" to v0.0.38, `pinged` to v0.0.41, then `responding`; the mode became `primary` on the way. */
function readPing(answer: Sent): unknown {
  const controllers = recordsIn(answer, 'pings').map((one): ControllerStatus => {
    const up = (one['ping'] ?? one['pinged']) === 'UP' || one['responding'] === true;
    return {
      hostname: String(one['hostname']),
      up,
      status: typeof one['status'] === 'number' ? one['status'] : up ? 0 : 1,
      mode: String(one['mode'] ?? (one['primary'] === false ? 'backup' : 'primary')),
    };
  });
  return { errors: [], ping: summarisePing(controllers) };
}
