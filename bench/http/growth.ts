import { type Figure, figure, median } from '../report/figure.ts';
import type { Picture, Point, Table } from '../report/report.ts';
import { type Arena, ask, COLUMNS, cells, compare, get, getVersioned } from './arena.ts';
import { fillJobs } from './jobs.ts';
import { load } from './load.ts';
import { processAt, residentMiB } from './servers.ts';

/** What one size of the table came to. */
interface Size {
  readonly jobs: number;
  readonly row: (string | Figure)[];
  /** Milliseconds of one listing: unchanged, after a change, theirs, node:http. */
  readonly ms: {
    readonly ours: number;
    readonly changed: number;
    readonly theirs: number;
    readonly bare: number;
  };
}

/** Sizes of the table; the largest takes minutes and is left out unless it is asked for. */
const SIZES = process.env['SLURMREST_BENCH_LARGE'] ? [1000, 10_000, 100_000] : [1000, 10_000];

/** One client lists tables of growing size. */
export async function measureGrowth(
  arena: Arena,
  tell: (text: string) => void,
): Promise<{ readonly table: Table; readonly picture: Picture }> {
  const sizes: Size[] = [];
  for (const jobs of SIZES) {
    tell(`a table of ${jobs} jobs`);
    await fillJobs(arena, jobs);
    sizes.push(await measureSize(arena, jobs));
  }
  const line = (name: string, of: keyof Size['ms']) => ({
    name,
    points: sizes.map(({ jobs, ms }): Point => [jobs, ms[of]]),
  });
  return {
    table: {
      title: 'Growth with the number of jobs',
      text: 'One connection. “After a change” is the first listing after one job was changed.',
      columns: ['jobs', ...COLUMNS, 'after a change', 'memory', 'memory of slurmrestd'],
      rows: sizes.map(({ row }) => row),
    },
    picture: {
      name: 'jobs',
      title: 'One listing of all jobs',
      x: 'jobs',
      y: 'milliseconds',
      lines: [
        line(`slurmrestd`, 'theirs'),
        line('slurmrest, after a change', 'changed'),
        line('slurmrest', 'ours'),
        line('node:http', 'bare'),
      ],
    },
  };
}

async function measureSize(arena: Arena, jobs: number): Promise<Size> {
  const own = get(arena, 'jobs');
  const rounds = jobs >= 100_000 ? 1 : undefined;
  const compared = await compare(arena, own, getVersioned(arena, 'jobs'), 1, { ...(rounds && { rounds }) });
  const changed = await afterChange(arena);
  const memory = figure('MiB', residentMiB(arena.ours.pid));
  const theirs = figure('MiB', residentMiB(processAt(arena.cluster.slurmrestd)));
  return {
    jobs,
    row: [jobs.toLocaleString('en-US'), ...cells(compared), changed, memory, theirs],
    ms: {
      ours: median(compared.ours.p50),
      changed: median(changed),
      theirs: median(compared.theirs!.p50),
      bare: median(compared.bare!.p50),
    },
  };
}

/** Milliseconds of the first listing after a change. */
async function afterChange(arena: Arena): Promise<Figure> {
  const answer = await ask(arena.ours.url, get(arena, 'jobs?limit=1&fields=job_id'));
  const { jobs } = (await answer.json()) as { jobs: [{ job_id: number }] };
  const path = `/slurm/v1/job/${jobs[0].job_id}`;
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const body = JSON.stringify({ comment: `change ${round} ${Date.now()}` });
    await (await ask(arena.ours.url, { method: 'PUT', path, headers: arena.headers, body })).arrayBuffer();
    times.push((await load(arena.ours.url, get(arena, 'jobs'), 1, 0)).p50);
  }
  return figure('ms', ...times);
}
