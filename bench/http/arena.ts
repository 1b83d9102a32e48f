import { writeSubmission } from '../../src/client/slurmrestd/submission.ts';
import { type Figure, ratio } from '../report/figure.ts';
import { type Contestant, contest, type Loads } from './contest.ts';
import { load, type Question } from './load.ts';
import { imitate, processAt, type Server, startBare, startDaemon } from './servers.ts';
import { openTestCluster, type TestCluster, tokenHeaders } from './test-cluster.ts';

/** Everybody who is asked, in front of one slurmctld. */
export interface Arena {
  readonly cluster: TestCluster;
  readonly ours: Server;
  /** node:http, sending what ours sent. */
  readonly bare: Server;
  /** Credentials of one user, the same for ours and theirs. */
  readonly headers: Readonly<Record<string, string>>;
  close(): void;
}

/** Three rounds of a second and a half tell more than one of five: other work comes in bursts. */
export const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
export const SECONDS = Number(process.env['SECONDS'] ?? 1.5);

/** Requests before what is asked for the first time is measured, and how many seconds they may take; seconds later on. */
const WARM_UP = 10_000;
const WARM_UP_SECONDS = 20;
const WARM_AGAIN = 0.3;
/** What was asked before. */
const warm = new Set<string>();

export async function openArena(): Promise<Arena> {
  const cluster = openTestCluster();
  const servers: Server[] = [];
  const close = () => {
    for (const server of servers) server.stop();
    cluster.down();
  };
  try {
    servers.push(await startDaemon(cluster.env), await startBare());
    const [ours, bare] = servers as [Server, Server];
    return { cluster, ours, bare, headers: tokenHeaders(cluster), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** GET of a path of ours, e.g. `jobs`. */
export function get({ headers }: Arena, name: string, more: Readonly<Record<string, string>> = {}): Question {
  return { method: 'GET', path: `/slurm/v1/${name}`, headers: { ...headers, ...more } };
}

/** GET of the same in SchedMD's newest version that the cluster's slurmrestd speaks. */
export function getVersioned({ headers, cluster }: Arena, name: string): Question {
  return { method: 'GET', path: `/slurm/v0.0.${cluster.version}/${name}`, headers };
}

/** Whether ours answers that version, too. */
export function isServed({ cluster }: Arena): boolean {
  return cluster.version >= 42;
}

/** A job that is never started: what is measured is the taking of it. */
function submission({ cluster }: Arena) {
  const environment = { PATH: '/usr/bin:/bin' };
  const job = { name: 'bench', hold: true, current_working_directory: cluster.jobsFolder, environment };
  return { job, script: '#!/bin/sh\n' };
}

export function submit(arena: Arena): Question {
  const body = JSON.stringify(submission(arena));
  return { method: 'POST', path: '/slurm/v1/job/submit', headers: arena.headers, body };
}

export function submitVersioned(arena: Arena): Question {
  const { version } = arena.cluster;
  const body = JSON.stringify(writeSubmission(submission(arena), version));
  return { method: 'POST', path: `/slurm/v0.0.${version}/job/submit`, headers: arena.headers, body };
}

/** The sides of a comparison; one that is absent was not asked. */
export interface Compared {
  readonly ours: Loads;
  readonly theirs?: Loads;
  readonly bare?: Loads;
}

/** Asks ours, slurmrestd and bare node:http in turns. @param own is ours alone to answer where `theirs` is absent */
export async function compare(
  arena: Arena,
  own: Question,
  theirs: Question | undefined,
  connections: number,
  { rounds = ROUNDS, seconds = SECONDS }: { rounds?: number; seconds?: number } = {},
): Promise<Compared> {
  const { ours, bare, cluster } = arena;
  await imitate(bare, await ask(ours.url, own));
  const side = (url: string, pid: number, question: Question): Contestant => ({
    pid,
    run: () => load(url, question, connections, seconds),
  });
  const sides: Record<string, Contestant> = {
    ours: side(ours.url, ours.pid, own),
    ...(theirs && { theirs: side(cluster.slurmrestd, processAt(cluster.slurmrestd), theirs) }),
    bare: side(bare.url, bare.pid, own),
  };
  for (const url of [ours.url, bare.url]) await warmUp(url, own);
  return (await contest(sides, rounds)) as unknown as Compared;
}

/** A daemon runs for weeks, and Node compiles well only what has run some thousand times. */
async function warmUp(url: string, question: Question): Promise<void> {
  const known = `${question.method} ${url}${question.path}`;
  if (warm.has(known)) {
    await load(url, question, 8, WARM_AGAIN);
    return;
  }
  warm.add(known);
  for (let asked = 0, seconds = 0; asked < WARM_UP && seconds < WARM_UP_SECONDS; seconds++)
    asked += (await load(url, question, 8, 1)).requests;
}

/** One answer, over a connection of its own: one that is kept may be closed by the time it is wanted again. */
export function ask(url: string, { method, path, headers: given, body }: Question): Promise<Response> {
  const headers = { ...given, connection: 'close' };
  return fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
}

/** Cells of a row, under {@link COLUMNS}. */
export function cells({ ours, theirs, bare }: Compared): (string | Figure)[] {
  return [
    ours.perSecond,
    theirs?.perSecond ?? '–',
    theirs ? ratio(ours.perSecond, theirs.perSecond) : '–',
    bare?.perSecond ?? '–',
    bare ? ratio(ours.perSecond, bare.perSecond, '%') : '–',
    ours.p50,
    ours.p99,
    theirs?.p50 ?? '–',
    ours.processor,
    theirs?.processor ?? '–',
  ];
}

export const COLUMNS = [
  'slurmrest',
  'slurmrestd',
  'ratio',
  'node:http',
  'of node:http',
  'p50',
  'p99',
  'p50 of slurmrestd',
  'processor',
  'processor of slurmrestd',
] as const;
