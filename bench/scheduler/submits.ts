import { load } from '../http/load.ts';
import { type Figure, figure } from '../report/figure.ts';
import type { Goal, Table } from '../report/report.ts';
import { openEmbedded, submission } from './embedded.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const SECONDS = Number(process.env['SECONDS'] ?? 1.5);

/** Submissions over HTTP, each on disk before it is answered. */
export async function measureSubmits(
  tell: (text: string) => void,
): Promise<{ readonly table: Table; readonly goals: readonly Goal[] }> {
  const embedded = await openEmbedded(1);
  try {
    const question = {
      method: 'POST' as const,
      path: '/slurm/v1/job/submit',
      headers: embedded.headers,
      body: submission(embedded.folder, { hold: true }),
    };
    const rows: (string | Figure)[][] = [];
    const goals: Goal[] = [];
    await load(embedded.server.url, question, 64, SECONDS);
    for (const connections of [1, 8, 64]) {
      tell(`durable submissions, ${connections} connections`);
      const rounds = [];
      for (let round = 0; round < ROUNDS; round++)
        rounds.push(await load(embedded.server.url, question, connections, SECONDS));
      const rate = figure('/s', ...rounds.map(({ perSecond }) => perSecond));
      rows.push([String(connections), rate, figure('ms', ...rounds.map(({ p99 }) => p99))]);
      if (connections === 64)
        goals.push({ text: 'durable submissions over HTTP, 64 connections', figure: rate, atLeast: 3000 });
    }
    return {
      table: {
        title: 'Submissions over HTTP, each on disk before it is answered',
        columns: ['connections', 'submissions', 'p99'],
        rows,
      },
      goals,
    };
  } finally {
    embedded.close();
  }
}
