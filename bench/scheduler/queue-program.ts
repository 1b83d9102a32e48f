// A queue of pending jobs, each step in a process of its own for the sake of its memory: `queue-program.js fill FOLDER
// JOBS` makes one, `queue-program.js measure FOLDER` opens it and prints {@link QueueFigures} as JSON, `queue-program.js
// end FOLDER` ends the job that all others wait for.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalScheduler } from '../../src/schedulers/local/local-scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';
import type { Scheduler } from '../../src/slurm/scheduler.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';
import type { QueueFigures } from './queue.ts';

/** Submissions under way at a time. */
const BATCH = 2000;
/** Passes that are timed. */
const PASSES = 5;

const [, , step = '', folder = '', jobs = '0'] = process.argv;
const me: Caller = { uid: process.getuid!(), gid: process.getgid!(), name: 'me', credential: 'local' };
const job = { work_dir: folder, std_out: '/dev/null', environment: ['PATH=/usr/bin:/bin'] };
/** Waits for as long as a job of one CPU runs. */
const pending = { jobs: [{ ...job, min_cpus: 2, num_tasks: 2 }] as const, script: '#!/bin/sh\n' };

function open(): Promise<Scheduler> {
  const file = path.join(folder, 'slurm.conf');
  writeFileSync(
    file,
    'MaxJobCount=1000000\nNodeName=localhost CPUs=2 RealMemory=99999\nPartitionName=all Nodes=ALL Default=YES\n',
  );
  const conf = readSlurmConf(file);
  const stateDir = path.join(folder, 'state');
  return openLocalScheduler({ stateDir, conf, log: SILENT, leaderCommand: [], lead: true });
}

async function fill(): Promise<void> {
  const scheduler = await open();
  await scheduler.submit(me, { jobs: [job], script: '#!/bin/sh\nexec sleep 100000\n' });
  for (let left = Number(jobs); left > 0; left -= BATCH) {
    const some = Array.from({ length: Math.min(left, BATCH) }, () => scheduler.submit(me, pending));
    await Promise.all(some);
  }
  await scheduler.close();
}

async function measure(): Promise<QueueFigures> {
  const empty = residentBytes();
  const begun = performance.now();
  const scheduler = await open();
  const restart = performance.now() - begun;
  const passes: number[] = [];
  for (let round = 0; round < PASSES; round++) passes.push(await pass(scheduler));
  const resident = residentBytes() - empty;
  await scheduler.close();
  return { restart, passes, resident };
}

/** Ends the job that all others wait for, so that no process is left. */
async function end(): Promise<void> {
  const scheduler = await open();
  await scheduler.cancel(me, { kind: 'job', jobId: 1 });
  await sleep(1000);
  await scheduler.close();
}

/** Milliseconds of the scheduling pass that one more job takes. */
async function pass(scheduler: Scheduler): Promise<number> {
  const { schedule_cycle_counter: before } = await scheduler.diagnostics(me);
  await scheduler.submit(me, pending);
  for (;;) {
    await sleep(50);
    const { schedule_cycle_counter, schedule_cycle_last } = await scheduler.diagnostics(me);
    if (schedule_cycle_counter > before) return schedule_cycle_last / 1000;
  }
}

function residentBytes(): number {
  for (let turn = 0; turn < 3; turn++) (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss;
}

if (step === 'fill') await fill();
else if (step === 'end') await end();
else process.stdout.write(JSON.stringify(await measure()));
