// How many jobs a second the embedded scheduler takes, and runs to their end: `node build.js bench embedded [JOBS]`.
// Jobs do nothing; as many run at a time as CPUS says (default 16). Prints one line of JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalScheduler } from '../src/schedulers/local/local-scheduler.ts';
import type { Caller } from '../src/slurm/caller.ts';
import { SILENT } from '../src/slurm/log.ts';
import { readSlurmConf } from '../src/slurm/slurm-conf.ts';

const jobs = Number(process.argv[2] ?? 1000);
const cpus = Number(process.env['CPUS'] ?? 16);
const me: Caller = { uid: process.getuid!(), gid: process.getgid!(), name: 'me', credential: 'local' };

const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-bench-'));
const file = path.join(folder, 'slurm.conf');
writeFileSync(file, `NodeName=localhost CPUs=${cpus}\nPartitionName=all Nodes=ALL Default=YES\n`);
const scheduler = await openLocalScheduler({
  stateDir: path.join(folder, 'state'),
  conf: readSlurmConf(file),
  log: SILENT,
  leaderCommand: [],
  lead: true,
});
try {
  const load = loadavg()[0]!;
  const job = { work_dir: folder, std_out: '/dev/null', environment: ['PATH=/usr/bin:/bin'] };
  const begun = performance.now();
  const submissions = Array.from({ length: jobs }, () =>
    scheduler.submit(me, { jobs: [job], script: '#!/bin/sh\n' }),
  );
  await Promise.all(submissions);
  const accepted = performance.now();
  let ended = 0;
  while (ended < jobs) {
    await sleep(200);
    const { jobs_completed, jobs_failed } = await scheduler.diagnostics(me);
    if (jobs_failed > 0) throw new Error(`${jobs_failed} jobs failed`);
    ended = jobs_completed;
  }
  const done = performance.now();
  const { user, system } = process.cpuUsage();
  const perSecond = (from: number, to: number) => Math.round((jobs * 1000) / (to - from));
  process.stdout.write(
    `${JSON.stringify({
      jobs,
      cpus,
      submittedPerSecond: perSecond(begun, accepted),
      endedPerSecond: perSecond(begun, done),
      leaderCpuMicrosecondsPerJob: Math.round((user + system) / jobs),
      loadBefore: load,
    })}\n`,
  );
} finally {
  await scheduler.close();
  rmSync(folder, { recursive: true, force: true });
}
