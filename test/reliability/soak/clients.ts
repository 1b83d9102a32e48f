import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask, type Question, requestTo, type Target } from '../ask.ts';
import { type Findings, pick, type Random } from '../fault.ts';
import { Truth } from './truth.ts';

/** What a client of a soak has to do with. */
export interface World {
  readonly truth: Truth;
  readonly findings: Findings;
  readonly random: Random;
  readonly stop: AbortSignal;
  /** The daemon this client asks; another one after it was killed. */
  readonly target: Target;
  /** Requests by what they were for, and how many got no answer. */
  readonly requests: Record<string, number>;
}

/** One client, again and again until the soak is over. */
export type Client = (world: World) => Promise<void>;

const ENDED: readonly string[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'NODE_FAIL'];

/** Asks; undefined where the daemon was killed meanwhile. A failure of the daemon is a broken promise. */
async function attempt(
  world: World,
  kind: string,
  where: string,
  question?: Question,
): Promise<Answer | undefined> {
  count(world, kind);
  try {
    const answer = await ask(world.target, where, question);
    world.findings.check(
      'answers without a failure of the daemon',
      answer.status < 500,
      () => `${kind}: ${answer.status} ${answer.text}`,
    );
    return answer;
  } catch {
    count(world, 'without an answer');
    await sleep(200);
    return undefined;
  }
}

function count({ requests }: World, kind: string): void {
  requests[kind] = (requests[kind] ?? 0) + 1;
}

async function pause({ stop }: World, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal: stop }).catch(() => undefined);
}

async function submit(
  world: World,
  seconds: number,
  options?: Readonly<Record<string, unknown>>,
): Promise<number | undefined> {
  const { truth } = world;
  const body = truth.submission(seconds, options);
  const answer = await attempt(world, 'submit', '/slurm/v1/job/submit', { method: 'POST', body });
  if (answer?.status === 200) {
    truth.accepted.add(answer.json.job_id);
    return answer.json.job_id;
  }
  truth.unanswered++;
  return undefined;
}

/** Asks for a job until it has ended, or is forgotten. */
async function follow(world: World, id: number): Promise<Answer | undefined> {
  while (!world.stop.aborted) {
    await pause(world, 500 + world.random() * 500);
    const answer = await attempt(world, 'job', `/slurm/v1/job/${id}`);
    if (answer?.status === 404) return undefined;
    if (answer && ENDED.includes(answer.json.job_state)) return answer;
  }
  return undefined;
}

const submitter: Client = async (world) => {
  const id = await submit(world, world.random());
  if (id === undefined) return;
  const ended = await follow(world, id);
  if (!ended) return;
  const { job_state, exit_code } = ended.json;
  const code = Truth.exitCode(id);
  world.findings.check(
    'exit codes that are the true ones',
    exit_code === code << 8 && job_state === (code === 0 ? 'COMPLETED' : 'FAILED'),
    () => `job ${id} is ${job_state} with ${exit_code}`,
  );
};

const canceller: Client = async (world) => {
  const id = await submit(world, 30);
  if (id === undefined) return;
  await pause(world, world.random() * 2000);
  world.truth.cancelled.add(id);
  // Until somebody says that it is done, even when the soak is over.
  let answer: Answer | undefined;
  while (!answer) answer = await attempt(world, 'cancel', `/slurm/v1/job/${id}`, { method: 'DELETE' });
  const ended = await follow(world, id);
  if (ended)
    world.findings.check(
      'cancelled jobs',
      ended.json.job_state === 'CANCELLED',
      () => `job ${id} is ${ended.json.job_state}`,
    );
};

/** A minute of tries: a daemon that was killed is back sooner, and of a soak that broke off none comes back. */
const RELEASES = 300;

const holder: Client = async (world) => {
  const id = await submit(world, 0.1, { hold: true });
  if (id === undefined) return;
  await pause(world, world.random() * 1000);
  const answer = await attempt(world, 'job', `/slurm/v1/job/${id}`);
  if (answer)
    world.findings.check(
      'held jobs wait',
      answer.json.job_state === 'PENDING',
      () => `held job ${id} is ${answer.json.job_state}`,
    );
  const question = { method: 'PUT', body: { hold: false } };
  let released: Answer | undefined;
  let attempts = 0;
  for (; !released && attempts < RELEASES; attempts++)
    released = await attempt(world, 'release', `/slurm/v1/job/${id}`, question);
  if (!released) return;
  const { status, text } = released;
  // One without an answer may have been carried out, and the job be over.
  const isOver = attempts > 1 && [404, 409].includes(status);
  world.findings.check(
    'held jobs are released',
    status === 200 || isOver,
    () => `job ${id}: ${status} ${text}`,
  );
  await follow(world, id);
};

const lister: Client = async (world) => {
  let etag = '';
  const where = pick(world.random, ['/slurm/v1/jobs', '/slurm/v1/jobs?state=TO', '/slurm/v1/partitions']);
  for (let look = 0; look < 20 && !world.stop.aborted; look++) {
    const headers = etag === '' ? {} : { 'If-None-Match': etag };
    const answer = await attempt(world, 'list', where, { headers });
    if (answer?.status === 200) etag = answer.headers.etag ?? '';
    if (answer?.status === 304) count(world, 'list: not modified');
    await pause(world, 300 + world.random() * 1000);
  }
};

const watcher: Client = async (world) => {
  const where = pick(world.random, [
    '/slurm/v1/jobs?state=PD,R&fields=job_id,job_state&limit=20',
    '/slurm/v1/nodes',
    '/slurm/v1/diag',
    '/metrics',
  ]);
  await attempt(world, 'watch', where, { headers: { 'Cache-Control': 'max-age=1' } });
  await pause(world, 1000);
};

const listener: Client = async (world) => {
  let last = '';
  for (let connection = 0; connection < 5 && !world.stop.aborted; connection++) {
    count(world, 'events');
    const asking = requestTo(world.target, '/slurm/v1/events', {
      headers: last === '' ? {} : { 'Last-Event-ID': last },
      timeoutMs: 3_600_000,
    });
    const leave = setTimeout(() => asking.destroy(), 3000 + world.random() * 20_000);
    asking.once('response', (incoming) => {
      incoming.on('error', () => {});
      incoming.setEncoding('utf8').on('data', (text: string) => {
        for (const [, id] of text.matchAll(/^id: (.+)$/gm)) {
          last = id!;
          count(world, 'events told');
        }
      });
    });
    asking.on('error', () => {});
    world.stop.addEventListener('abort', () => asking.destroy(), { once: true });
    await new Promise((resolve) => asking.once('close', resolve));
    clearTimeout(leave);
    await pause(world, 100);
  }
};

const reader: Client = async (world) => {
  const id = await submit(world, 0.5);
  if (id === undefined) return;
  await pause(world, 300);
  const where = `/slurm/v1/job/${id}/stdout${world.random() < 0.5 ? '?follow=true' : ''}`;
  await attempt(world, 'output', where);
  await follow(world, id);
};

const BAD: readonly { readonly where: string; readonly question: Question }[] = [
  { where: '/slurm/v1/nothing', question: {} },
  { where: '/slurm/v1/job/none', question: {} },
  { where: '/slurm/v1/jobs?state=WEIRD', question: {} },
  { where: '/slurm/v1/jobs', question: { method: 'PATCH' } },
  { where: '/slurm/v1/job/submit', question: { method: 'POST', body: '{"job":' } },
  { where: '/slurm/v1/job/submit', question: { method: 'POST', body: { job: { nmae: 'x' }, script: '' } } },
  {
    where: '/slurm/v1/job/submit',
    question: { method: 'POST', body: 'x'.repeat(100_000), headers: { 'Content-Type': 'text/plain' } },
  },
  { where: '/slurm/v1/jobs', question: { headers: { 'X-SLURM-USER-TOKEN': 'none' } } },
  { where: '/slurm/v1/jobs', question: { headers: { Accept: 'image/png' } } },
];

const offender: Client = async (world) => {
  const { where, question } = pick(world.random, BAD);
  const answer = await attempt(world, 'bad', where, question);
  if (answer)
    world.findings.check(
      'bad requests are refused',
      answer.status >= 400 && answer.status < 500,
      () => `${where}: ${answer.status}`,
    );
  await pause(world, 500);
};

/** Sends and reads byte by byte, and leaves in the midst. */
const dawdler: Client = async (world) => {
  count(world, 'slow');
  const socket = connect('socketPath' in world.target ? { path: world.target.socketPath } : world.target);
  socket.on('error', () => {});
  const text = 'GET /slurm/v1/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const length = Math.floor(world.random() * text.length * 1.5);
  for (const byte of text.slice(0, length)) {
    if (socket.destroyed || world.stop.aborted) break;
    socket.write(byte);
    await pause(world, 20);
  }
  socket.pause();
  await pause(world, world.random() * 3000);
  socket.destroy();
};

/** Who takes part: 64 clients. */
export const CLIENTS: readonly { readonly client: Client; readonly count: number }[] = [
  { client: submitter, count: 12 },
  { client: canceller, count: 4 },
  { client: holder, count: 4 },
  { client: lister, count: 16 },
  { client: watcher, count: 8 },
  { client: listener, count: 8 },
  { client: reader, count: 4 },
  { client: offender, count: 4 },
  { client: dawdler, count: 4 },
];
