// What `show --watch` costs: `node build.js bench watch [JOBS]` shows so many jobs (default 100,000) in a terminal of
// 200x50, asking every second, with one of a hundred changed each time. Prints one line of JSON: the share of a core
// over SECONDS (default 20), and resident memory.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { cellContext } from '../src/ui/squeue/listing.ts';
import { DEFAULT_SORT, parseSort } from '../src/ui/squeue/sort.ts';
import { chooseTheme } from '../src/ui/watch/theme.ts';
import { watchJobs } from '../src/ui/watch/watch-jobs.tsx';
import { manyJobs } from '../test/ui/watch/fixture-jobs.ts';
import { FixtureSource } from '../test/ui/watch/fixture-source.ts';
import { round } from './report/figure.ts';

const jobs = Number(process.argv[2] ?? 100_000);
const seconds = Number(process.env['SECONDS'] ?? 20);
/** Clock ticks a second, which is how /proc counts CPU time. */
const TICKS = 100;

if (process.stdout.isTTY && process.argv[3] === 'view') await view();
else await measure();

async function view(): Promise<void> {
  const source = new FixtureSource(manyJobs(jobs));
  let turn = 0;
  const answer = source.jobs.bind(source);
  source.jobs = () => {
    turn += 1;
    source.list = source.list.map((job, at) =>
      at % 100 === turn % 100 ? { ...job, priority: Number(job.priority) + 1 } : job,
    );
    return answer();
  };
  const context = (now: number) => ({ ...cellContext(process.env, now), unset: '' });
  const options = { interval: 1, sort: parseSort(DEFAULT_SORT), theme: chooseTheme(process.env), context };
  process.exitCode = await watchJobs(source, options, process);
}

async function measure(): Promise<void> {
  const program = spawn(process.execPath, [fileURLToPath(import.meta.url), String(jobs), 'view'], {
    cols: 200,
    rows: 50,
    env: process.env,
  });
  let drawn = '';
  program.onData((data) => {
    drawn = (drawn + data).slice(-100_000);
  });
  try {
    while (!drawn.includes('PARTITION')) await sleep(100);
    await sleep(5000);
    const before = ticks(program.pid);
    const begun = performance.now();
    await sleep(seconds * 1000);
    const used = (ticks(program.pid) - before) / TICKS;
    const took = (performance.now() - begun) / 1000;
    const [, kib = '0'] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${program.pid}/status`, 'utf8')) ?? [];
    const line = {
      measured: 'show --watch',
      jobs,
      changedEachSecond: jobs / 100,
      percentOfACore: round((100 * used) / took),
      residentMiB: Math.round(Number(kib) / 1024),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } finally {
    program.kill('SIGKILL');
  }
}

/** User and system time of a process. Source: proc(5), /proc/[pid]/stat, fields 14 and 15. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
