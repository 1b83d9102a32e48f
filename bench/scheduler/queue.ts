import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, figure, median } from '../report/figure.ts';
import type { Goal, Picture, Point, Table } from '../report/report.ts';

/** What queue-program.ts finds. */
export interface QueueFigures {
  /** Milliseconds until the state of all jobs is read and whoever opened it schedules. */
  readonly restart: number;
  /** Milliseconds of passes, each for one more job. */
  readonly passes: readonly number[];
  /** Bytes of resident memory beyond those of the program. */
  readonly resident: number;
}

const SIZES = [1000, 10_000, 100_000];
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);

/** What a queue of pending jobs costs: to be opened, to be planned, to be kept. */
export function measureQueue(tell: (text: string) => void): {
  readonly table: Table;
  readonly goals: readonly Goal[];
  readonly picture: Picture;
} {
  const found = SIZES.map((jobs) => {
    tell(`a queue of ${jobs} pending jobs`);
    return measureSize(jobs);
  });
  const largest = found.at(-1)!;
  const slope = figure(
    'kB',
    ...largest.memory.rounds.map(
      (mib, round) =>
        ((mib - found[0]!.memory.rounds[round]!) * 2 ** 20) / 1000 / (largest.jobs - found[0]!.jobs),
    ),
  );
  return {
    table: {
      title: 'Growth with the number of pending jobs',
      text: 'Opened anew by whoever schedules; a pass is what one more job takes; memory is resident, beyond that of the program, pages of the store included.',
      columns: ['pending jobs', 'restart', 'scheduling pass', 'memory'],
      rows: found.map(({ jobs, restart, pass, memory }) => [
        jobs.toLocaleString('en-US'),
        restart,
        pass,
        memory,
      ]),
    },
    goals: [
      { text: 'restart with 100,000 pending jobs', figure: largest.restart, atMost: 3 },
      { text: 'scheduling pass at 100,000 pending jobs', figure: largest.pass, atMost: 500 },
      { text: 'resident memory of a pending job', figure: slope, atMost: 2 },
    ],
    picture: {
      name: 'queue',
      title: 'A queue of pending jobs',
      x: 'pending jobs',
      y: 'milliseconds, MiB',
      lines: [
        line('restart, ms', found, ({ restart }) => median(restart) * 1000),
        line('scheduling pass, ms', found, ({ pass }) => median(pass)),
        line('memory, MiB', found, ({ memory }) => median(memory)),
      ],
    },
  };
}

interface Size {
  readonly jobs: number;
  readonly restart: Figure;
  readonly pass: Figure;
  readonly memory: Figure;
}

function measureSize(jobs: number): Size {
  const rounds: QueueFigures[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-bench-'));
  try {
    run('fill', folder, String(jobs));
    for (let round = 0; round < ROUNDS; round++) rounds.push(JSON.parse(run('measure', folder)));
    run('end', folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  return {
    jobs,
    restart: figure('s', ...rounds.map(({ restart }) => restart / 1000)),
    pass: figure('ms', ...rounds.flatMap(({ passes }) => passes)),
    memory: figure('MiB', ...rounds.map(({ resident }) => resident / 2 ** 20)),
  };
}

function line(name: string, sizes: readonly Size[], of: (size: Size) => number) {
  return { name, points: sizes.map((size): Point => [size.jobs, of(size)]) };
}

function run(...words: string[]): string {
  const program = path.join(path.dirname(process.argv[1]!), 'queue-program.js');
  return execFileSync(process.execPath, ['--expose-gc', program, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
