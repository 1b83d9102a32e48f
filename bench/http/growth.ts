import { totalmem } from 'node:os';
import { type Figure, figure, median } from '../report/figure.ts';
import type { Picture, Point, Table } from '../report/report.ts';
import { type Arena, ask, COLUMNS, cells, compare, get, getVersioned } from './arena.ts';
import { fillJobs } from './jobs.ts';
import { load } from './load.ts';
import { processAt, residentMiB } from './servers.ts';

/** What one size of the table came to. */
interface Size {
  readonly jobs: number;
  /** Resident memory of slurmrestd; absent where it was not asked. */
  readonly theirsMiB: number | undefined;
  readonly row: (string | Figure)[];
  /** Milliseconds of one listing: unchanged, after a change, theirs, node:http. */
  readonly ms: {
    readonly ours: number;
    readonly changed: number;
    /** Absent where it was not asked. */
    readonly theirs: number | undefined;
    readonly bare: number;
  };
}

/** Sizes of the table; the largest takes a quarter of an hour and is left out unless it is asked for. */
const SIZES = process.env['SLURMREST_BENCH_LARGE'] ? [1000, 10_000, 100_000] : [1000, 10_000];

/** More than that it would take from slurmctld and from us. */
const ROOM_MIB = totalmem() / 2 ** 20 / 2;

/**
 * One client lists tables of growing size.
 * @param grown called when everything about a size is measured, while the table has it
 */
export async function measureGrowth(
  arena: Arena,
  tell: (text: string) => void,
  grown: (jobs: number) => Promise<void>,
): Promise<{ readonly table: Table; readonly picture: Picture }> {
  const sizes: Size[] = [];
  for (const jobs of SIZES) {
    tell(`a table of ${jobs} jobs`);
    await fillJobs(arena, jobs);
    const wanted = expectedMiB(
      sizes.findLast(({ theirsMiB }) => theirsMiB !== undefined),
      jobs,
    );
    sizes.push(await measureSize(arena, jobs, wanted < ROOM_MIB));
    await grown(jobs);
  }
  const line = (name: string, of: keyof Size['ms']) => ({
    name,
    points: sizes.flatMap(({ jobs, ms }): Point[] => {
      const value = ms[of];
      return value === undefined ? [] : [[jobs, value]];
    }),
  });
  return {
    table: {
      title: 'Growth with the number of jobs',
      text: 'One connection. “After a change” is the first listing after one job was changed. slurmrestd is not asked for what it would need more than half of the memory for.',
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

/** Memory slurmrestd will want for so many jobs, by what it took for fewer. */
function expectedMiB(before: Size | undefined, jobs: number): number {
  return before?.theirsMiB === undefined ? 0 : (before.theirsMiB * jobs) / before.jobs;
}

/** @param both slurmrestd is asked too */
async function measureSize(arena: Arena, jobs: number, both: boolean): Promise<Size> {
  const own = get(arena, 'jobs');
  const rounds = jobs >= 100_000 ? 1 : undefined;
  const compared = await compare(arena, own, both ? getVersioned(arena, 'jobs') : undefined, 1, {
    ...(rounds && { rounds }),
  });
  const changed = await afterChange(arena);
  const memory = figure('MiB', residentMiB(arena.ours.pid));
  const theirsMiB = both ? residentMiB(processAt(arena.cluster.slurmrestd)) : undefined;
  const theirs = theirsMiB === undefined ? '–' : figure('MiB', theirsMiB);
  return {
    jobs,
    theirsMiB,
    row: [jobs.toLocaleString('en-US'), ...cells(compared), changed, memory, theirs],
    ms: {
      ours: median(compared.ours.p50),
      changed: median(changed),
      theirs: compared.theirs && median(compared.theirs.p50),
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
