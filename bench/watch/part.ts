import { spawn as spawnProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { type Figure, figure } from '../report/figure.ts';
import type { Part } from '../report/report.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
/** Of each round. */
const SECONDS = 10;
const SIZES = [1000, 100_000] as const;
/** Clock ticks a second, which is how /proc counts CPU time. */
const TICKS = 100;

/** What `show --watch` costs in a terminal of 200x50, and the daemon it asks. */
export const watch: Part = {
  name: 'watch',
  unavailable: () => undefined,
  async measure(tell) {
    const costs: Cost[] = [];
    for (const jobs of SIZES) {
      tell(`${jobs} jobs, ${ROUNDS} rounds of ${SECONDS} s`);
      costs.push(await costOf(jobs));
    }
    return {
      title: 'Watching the queue',
      text: 'The program itself shows all jobs in a terminal of 200x50, asking once a second, while one of a hundred changes each second behind a daemon. CPU is the time of the processes, user and system. Where a refresh would cost more than a twentieth of a core, the view asks less often.',
      goals: [
        {
          text: '`show --watch` of 100,000 jobs: share of a core',
          figure: costs.at(-1)!.view,
          atMost: 5,
        },
      ],
      tables: [
        {
          title: '`show --watch=1`',
          columns: [
            'jobs',
            'CPU of the view',
            'refreshes',
            'memory',
            'CPU of the daemon',
            'memory of the daemon',
          ],
          rows: costs.map(({ jobs, view, refreshes, memory, daemon, daemonMemory }) => [
            jobs.toLocaleString('en-US'),
            view,
            refreshes,
            memory,
            daemon,
            daemonMemory,
          ]),
        },
      ],
      pictures: [],
    };
  },
};

interface Cost {
  readonly jobs: number;
  /** Shares of a core. */
  readonly view: Figure;
  readonly daemon: Figure;
  readonly refreshes: Figure;
  readonly memory: Figure;
  readonly daemonMemory: Figure;
}

async function costOf(jobs: number): Promise<Cost> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-bench-'));
  const address = `unix:${folder}/socket`;
  const server = path.join(path.dirname(process.argv[1]!), 'watched-daemon.js');
  const daemon = spawnProcess(process.execPath, [server, String(jobs), address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => daemon.stdout.once('data', resolve));
  const view = spawn(process.execPath, ['bin/slurmrest.js', 'show', '--watch=1', '--url', address], {
    cols: 200,
    rows: 50,
    env: process.env,
  });
  let drawn = '';
  view.onData((data) => {
    drawn = (drawn + data).slice(-100_000);
  });
  try {
    while (!/ R [\d,]+/.test(drawn)) await sleep(100);
    await sleep(5000);
    const rounds: {
      view: number;
      daemon: number;
      refreshes: number;
      memory: number;
      daemonMemory: number;
    }[] = [];
    while (rounds.length < ROUNDS) {
      drawn = '';
      const before = { view: ticks(view.pid), daemon: ticks(daemon.pid!) };
      const begun = performance.now();
      await sleep(SECONDS * 1000);
      const took = (performance.now() - begun) / 1000;
      rounds.push({
        view: (ticks(view.pid) - before.view) / took / (TICKS / 100),
        daemon: (ticks(daemon.pid!) - before.daemon) / took / (TICKS / 100),
        refreshes: new Set(drawn.match(/\d\d:\d\d:\d\d every/g)).size / took,
        memory: residentMiB(view.pid),
        daemonMemory: residentMiB(daemon.pid!),
      });
    }
    return {
      jobs,
      view: figure('%', ...rounds.map((round) => round.view)),
      daemon: figure('%', ...rounds.map((round) => round.daemon)),
      refreshes: figure('/s', ...rounds.map((round) => round.refreshes)),
      memory: figure('MiB', ...rounds.map((round) => round.memory)),
      daemonMemory: figure('MiB', ...rounds.map((round) => round.daemonMemory)),
    };
  } finally {
    view.kill('SIGKILL');
    daemon.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

/** User and system time of a process. Source: proc(5), /proc/[pid]/stat, fields 14 and 15. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function residentMiB(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
}
