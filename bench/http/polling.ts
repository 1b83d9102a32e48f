import { type Figure, figure } from '../report/figure.ts';
import type { Table } from '../report/report.ts';
import { type Arena, ask, get, getVersioned, isServed, ROUNDS, SECONDS } from './arena.ts';
import { contest } from './contest.ts';
import { load, type Question } from './load.ts';
import { processAt } from './servers.ts';

/** What a client that looks again and again is sent each time, and how fast. */
export async function measurePolling(arena: Arena, jobs: number): Promise<Table> {
  const versioned = getVersioned(arena, 'jobs');
  const rows = [
    await row(arena, 'slurmrestd: all jobs', versioned, arena.cluster.slurmrestd),
    ...(isServed(arena) ? [await row(arena, 'slurmrest, the same path', versioned)] : []),
    await row(arena, 'slurmrest: all jobs', get(arena, 'jobs')),
    await row(arena, '`?fields=job_id,job_state`', get(arena, 'jobs?fields=job_id,job_state')),
    await row(arena, '`?limit=20`', get(arena, 'jobs?limit=20')),
    await row(arena, '`?state=RUNNING`', get(arena, 'jobs?state=RUNNING')),
    await row(arena, '`If-None-Match`', await unchanged(arena, get(arena, 'jobs'))),
    ...(isServed(arena)
      ? [await row(arena, '`If-None-Match`, the same path', await unchanged(arena, versioned))]
      : []),
  ];
  return {
    title: `A poll of ${jobs.toLocaleString('en-US')} jobs`,
    text: 'The body of one answer, and answers a second over 8 connections.',
    columns: ['question', 'body', 'requests'],
    rows,
  };
}

/** The question of who holds the current answer. */
export async function unchanged({ ours }: Arena, question: Question): Promise<Question> {
  const answer = await ask(ours.url, question);
  await answer.arrayBuffer();
  const headers = { ...question.headers, 'if-none-match': answer.headers.get('etag')! };
  return { ...question, headers, status: 304 };
}

async function row(arena: Arena, name: string, question: Question, url = arena.ours.url) {
  const slow = url !== arena.ours.url;
  const pid = slow ? processAt(url) : arena.ours.pid;
  const run = () => load(url, question, slow ? 1 : 8, SECONDS);
  const { one } = await contest({ one: { pid, run } }, slow ? 1 : ROUNDS);
  const cells: (string | Figure)[] = [name, figure('kB', one.bytes / 1000), one.perSecond];
  return cells;
}
