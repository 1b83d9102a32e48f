import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestCluster } from '../http/test-cluster.ts';
import { type Figure, figure, ratio } from '../report/figure.ts';
import type { Goal, Table } from '../report/report.ts';
import { type Embedded, openEmbedded, submission } from './embedded.ts';

/** Tasks of the array. */
const TASKS = 300;
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
/** As many as the nodes of the test cluster have. */
const CPUS = 80;
const LOOK_MS = 100;

/** Runs so many jobs that do nothing, and resolves when all have ended. */
type Run = (jobs: number) => Promise<void>;

/** Jobs that do nothing, from the submission to the end of the last: ours, real Slurm and task-spooler in turns. */
export async function measureNoOp(
  cluster: TestCluster | undefined,
  tell: (text: string) => void,
): Promise<{ readonly table: Table; readonly goals: readonly Goal[] }> {
  const embedded = await openEmbedded(CPUS);
  const spooler = openSpooler();
  try {
    const runs: [string, Run][] = [['slurmrest, an array', (jobs) => runEmbedded(embedded, jobs)]];
    if (cluster) runs.push([`Slurm ${cluster.release}, an array`, (jobs) => runSlurm(cluster, jobs)]);
    if (spooler) runs.push(['task-spooler, one by one', spooler.run]);
    // What is compiled, and read from the disk, on the way.
    for (const [, run] of runs) await run(TASKS);
    const rates = runs.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, [name, run]] of runs.entries()) {
        tell(`${TASKS} jobs that do nothing, ${name}`);
        const begun = performance.now();
        await run(TASKS);
        rates[index]!.push((TASKS * 1000) / (performance.now() - begun));
      }
    }
    const figures = rates.map((values) => figure('/s', ...values));
    return { table: tableOf(runs, figures), goals: goalsOf(cluster, figures) };
  } finally {
    spooler?.close();
    embedded.close();
  }
}

function tableOf(runs: readonly [string, Run][], figures: readonly Figure[]): Table {
  return {
    title: `${TASKS} jobs that do nothing, from submission to the end of the last`,
    text: `\`true\` as a batch script of sh, its output to /dev/null, on ${CPUS} CPUs (task-spooler: as many slots).`,
    columns: ['', 'jobs', 'slurmrest, times as many'],
    rows: runs.map(([name], index) => [
      name,
      figures[index]!,
      index === 0 ? '' : ratio(figures[0]!, figures[index]!),
    ]),
  };
}

function goalsOf(cluster: TestCluster | undefined, [ours, theirs]: readonly Figure[]): Goal[] {
  if (!cluster) return [];
  return [
    {
      text: 'jobs that do nothing, to the end: those of real Slurm',
      figure: ratio(ours!, theirs!),
      atLeast: 5,
    },
  ];
}

async function runEmbedded({ server, headers, folder }: Embedded, jobs: number): Promise<void> {
  const ended = async () => {
    const answer = await fetch(`${server.url}/slurm/v1/diag`, { headers });
    return ((await answer.json()) as { readonly jobs_completed: number }).jobs_completed;
  };
  const wanted = (await ended()) + jobs;
  const body = submission(folder, { array: `1-${jobs}` });
  const submitted = await fetch(`${server.url}/slurm/v1/job/submit`, { method: 'POST', headers, body });
  if (!submitted.ok) throw new Error(await submitted.text());
  while ((await ended()) < wanted) await sleep(LOOK_MS);
}

async function runSlurm({ slurm }: TestCluster, jobs: number): Promise<void> {
  const wanted = ['--parsable', `--array=1-${jobs}`, '--output=/dev/null', '--mem=1', '--wrap=true'];
  const id = slurm('sbatch', ...wanted).trim();
  const left = () => slurm('squeue', '--noheader', '--format=%i', `--user=${slurm('id', '-un').trim()}`);
  while (left().includes(`${id}_`)) await sleep(LOOK_MS);
}

/** Debian's task-spooler; `undefined` where it is not installed. */
function openSpooler(): { readonly run: Run; close(): void } | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-bench-tsp-'));
  const env = { PATH: process.env['PATH'], TS_SOCKET: path.join(folder, 'socket'), TS_MAXFINISHED: '10' };
  const tsp = (...words: string[]) =>
    execFileSync('tsp', words, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    tsp('-S', String(CPUS));
  } catch {
    return undefined;
  }
  return {
    async run(jobs) {
      for (let job = 0; job < jobs; job++) tsp('-n', 'sh', '-c', 'true');
      while (/\b(?:running|queued)\b/.test(tsp())) await sleep(LOOK_MS);
    },
    close() {
      tsp('-K');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
