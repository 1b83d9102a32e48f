import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Jobs, lives, openJobs, shepherdOf, stateOf, until } from './jobs.ts';

const { SIGTERM, SIGKILL, SIGUSR1, SIGSTOP, SIGCONT, SIGINT } = constants.signals;

let jobs: Jobs;
beforeEach(() => {
  jobs = openJobs();
});
afterEach(() => jobs.close());

/** Starts a script and waits for its first line. */
async function started(script: string): Promise<string> {
  const launch = jobs.launch(script);
  await jobs.runner.start(launch);
  await jobs.written();
  return launch.directory;
}

test('full: every process of the job, the batch shell, too', async () => {
  const job = await started('sleep 1000 & echo $!; wait');
  expect(await jobs.runner.signal(job, SIGTERM, 'full')).toBe(true);
  expect(await jobs.exitOf(job)).toMatchObject({ waitStatus: SIGTERM });
  expect(lives(Number(jobs.output()))).toBe(false);
});

test('full: a job that ignores SIGTERM goes by SIGKILL', async () => {
  const job = await started('trap "" TERM; echo ready; while :; do sleep 0.05; done');
  expect(await jobs.runner.signal(job, SIGTERM, 'full')).toBe(true);
  expect(await jobs.runner.signal(job, SIGKILL, 'full')).toBe(true);
  expect(await jobs.exitOf(job)).toMatchObject({ waitStatus: SIGKILL });
});

test('full: SIGKILL outruns a script that forks all the time', async () => {
  const job = await started(
    'f() { ( sleep 1000 ) & ( sleep 0.01; f ) & }; f; echo ready; while :; do f; sleep 0.05; done',
  );
  await jobs.runner.signal(job, SIGKILL, 'full');
  expect(await jobs.exitOf(job)).toMatchObject({ waitStatus: SIGKILL });
});

test('batch: the batch shell only', async () => {
  const job = await started(
    `trap 'echo caught; exit 5' USR1; sh -c "trap 'echo child >> ${join(jobs.folder, 'child')}' USR1; echo ready; sleep 0.5; sleep 0.5" & wait`,
  );
  expect(await jobs.runner.signal(job, SIGUSR1, 'batch')).toBe(true);
  expect(await jobs.exitOf(job)).toMatchObject({ waitStatus: 5 << 8 });
  expect(jobs.output()).toBe('ready\ncaught\n');
  expect(readdirSync(jobs.folder)).not.toContain('child');
});

test('steps: the tasks of srun, neither the batch shell nor srun', async () => {
  const job = await started(
    `trap 'echo shell' USR1; srun -n2 -O sh -c 'trap "echo task; exit 4" USR1; echo ready; while :; do sleep 0.05; done' 2>/dev/null; echo "srun $?"`,
  );
  await until(() => jobs.output().match(/ready/g)?.length === 2);
  expect(await jobs.runner.signal(job, SIGUSR1, 'steps')).toBe(true);
  await jobs.exitOf(job);
  expect(jobs.output()).toBe('ready\nready\ntask\ntask\nsrun 4\n');
});

test('steps: without srun what the shell runs, or the shell when it is alone', async () => {
  const one = await started('echo ready; sleep 1000; echo "sleep $?"');
  await until(async () => await jobs.runner.signal(one, SIGUSR1, 'steps'));
  await jobs.exitOf(one);
  expect(jobs.output()).toMatch(/sleep 138\n$/);
  const two = jobs.launch('#!/usr/bin/perl\n$| = 1; print "alone\\n"; sleep 1000', { openMode: 'truncate' });
  await jobs.runner.start(two);
  await jobs.written();
  await jobs.runner.signal(two.directory, SIGINT, 'steps');
  expect(await jobs.exitOf(two.directory)).toMatchObject({ waitStatus: SIGINT });
});

test('SIGSTOP and SIGCONT suspend and resume all of it', async () => {
  const job = await started('sleep 1000 & echo $!; echo $!; sh -c "while :; do sleep 0.01; done"');
  const sleeper = Number(jobs.output().split('\n')[0]);
  const state = () => stateOf(sleeper);
  await jobs.runner.signal(job, SIGSTOP, 'full');
  await until(() => state() === 'T');
  await jobs.runner.signal(job, SIGCONT, 'full');
  await until(() => state() === 'S');
  await jobs.runner.signal(job, SIGKILL, 'full');
  await jobs.exitOf(job);
});

test('a script that kills its own process group hurts nobody else', async () => {
  expect(await jobs.run('kill -KILL 0')).toMatchObject({ waitStatus: SIGKILL });
  expect(await jobs.run('exit 3')).toMatchObject({ waitStatus: 3 << 8 });
});

test('after the end, or before any start, there is nothing to signal', async () => {
  const launch = jobs.launch('true');
  expect(await jobs.runner.signal(launch.directory, SIGTERM, 'full')).toBe(false);
  await jobs.runner.start(launch);
  await jobs.exitOf(launch.directory);
  await until(async () => !(await jobs.runner.signal(launch.directory, SIGTERM, 'full')));
});

test('what the script leaves behind is gone when its exit is told, however it hides', async () => {
  const exit = await jobs.run(`
    sleep 1000 & echo $!
    setsid sleep 1000 & sleep 0.1; pgrep -P $! . || echo $!
    perl -e 'use POSIX; fork and exit; setsid; fork and exit; %ENV = (); $0 = "x"; open my $f, ">", "daemon.new"; print $f "$$\\n"; close $f; rename "daemon.new", "daemon"; close $_ for *STDIN, *STDOUT, *STDERR; $SIG{TERM} = "IGNORE"; sleep 1000'
    while [ ! -e daemon ]; do sleep 0.01; done
    exit 7`);
  expect(exit.waitStatus).toBe(7 << 8);
  const pids = [...jobs.output().trim().split('\n'), jobs.output('daemon').trim()].map(Number);
  expect(pids.length).toBe(3);
  expect(pids.filter(lives)).toEqual([]);
});

test('a start whose shepherd is killed is lost, and its processes end', async () => {
  const job = await started('sleep 1000 & echo $!; wait');
  process.kill(shepherdOf(job), 'SIGKILL');
  expect(await jobs.exitOf(job)).toMatchObject({ lost: true, waitStatus: 9, userSeconds: undefined });
  await until(() => !lives(Number(jobs.output())));
}, 60_000);
