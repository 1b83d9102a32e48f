import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRunner } from '../../../../src/schedulers/local/run/open-runner.ts';
import { readRecord } from '../../../../src/schedulers/local/run/start-record.ts';
import { exits, type Jobs, launchOf, lives, openJobs, shepherdOf, until } from './jobs.ts';

let program: string;
beforeAll(async () => {
  const built = await build({
    entryPoints: [join(import.meta.dirname, 'leader.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  program = built.outputFiles[0]!.text;
});

let jobs: Jobs;
beforeEach(() => {
  jobs = openJobs();
});
afterEach(() => jobs.close());

/** Has a process lead the jobs for a while and kills it. */
async function leadAndDie(count: number, script: string, milliseconds: number): Promise<void> {
  const leader = spawn(process.execPath, ['--input-type=module', '-', jobs.folder, String(count), script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => leader.once('exit', resolve));
  leader.stdin.end(program);
  await new Promise((resolve) => leader.stdout.once('data', resolve));
  await sleep(milliseconds);
  leader.kill('SIGKILL');
  await ended;
}

async function stress(count: number, deaths: number): Promise<void> {
  const script = `echo $1 >> ${jobs.folder}/ran; sleep 0.$(($1 % 10)); exit $(($1 % 100))`;
  for (let death = 0; death < deaths; death++) await leadAndDie(count, script, (death * 53) % 400);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const outcomes = await Promise.all(
    numbers.map(async (job) => {
      const launch = launchOf(jobs.folder, String(job), script, { arguments: [String(job)] });
      const adopted = await jobs.runner.adopt(launch.directory);
      if (adopted.outcome === 'never-started') await jobs.runner.start(launch);
      return adopted.outcome === 'exited' ? adopted.exit : jobs.exitOf(launch.directory);
    }),
  );
  expect(outcomes.map((exit) => exit.waitStatus >> 8)).toEqual(numbers.map((job) => job % 100));
  expect(outcomes.filter((exit) => exit.lost)).toEqual([]);
  const ran = jobs.output('ran').trim().split('\n').map(Number);
  expect(ran.toSorted((a, b) => a - b)).toEqual(numbers);
}

test('leaders that are killed at any moment lose no job, run none twice and keep every exit code', async () => {
  await stress(30, 4);
}, 120_000);

describe('adopt', () => {
  test('a job that runs: its end is heard of', async () => {
    const launch = jobs.launch('while [ ! -e go ]; do sleep 0.02; done; exit 4');
    await jobs.runner.start(launch);
    const other = openRunner({ directory: join(jobs.folder, 'run') });
    const { heard, hear, exitOf } = exits();
    other.onExit(hear);
    expect(await other.adopt(launch.directory)).toEqual({ outcome: 'running' });
    writeFileSync(join(jobs.folder, 'go'), '');
    expect(await exitOf(launch.directory)).toMatchObject({ waitStatus: 4 << 8 });
    await jobs.exitOf(launch.directory);
    expect(heard).toEqual([launch.directory]);
    expect(await other.adopt(launch.directory)).toMatchObject({
      outcome: 'exited',
      exit: { waitStatus: 4 << 8 },
    });
    await other.close();
  });

  test('a job that ended meanwhile, any number of times', async () => {
    const launch = jobs.launch('exit 9');
    await jobs.runner.start(launch);
    const exit = await jobs.exitOf(launch.directory);
    expect(await jobs.runner.adopt(launch.directory)).toEqual({ outcome: 'exited', exit });
    expect(await jobs.runner.adopt(launch.directory)).toEqual({ outcome: 'exited', exit });
  });

  test('a job that nobody started: nobody will, until it is started anew', async () => {
    const launch = jobs.launch('echo ran');
    expect(await jobs.runner.adopt(launch.directory)).toEqual({ outcome: 'never-started' });
    await jobs.runner.start(launch);
    expect(await jobs.exitOf(launch.directory)).toMatchObject({ waitStatus: 0 });
    expect(jobs.output()).toBe('ran\n');
  });

  test('a job of before the machine went down, or of a process whose id is another’s now: lost', async () => {
    const [start, boot] = await identity();
    for (const claim of [
      `${process.pid}:${start}:another-boot`,
      `${process.pid}:1:${boot}`,
      `4194304:5:${boot}`,
    ]) {
      const directory = join(jobs.folder, 'run', 'old');
      writeFileSync(`${directory}:${claim}`, '');
      expect(await jobs.runner.adopt(directory)).toEqual({ outcome: 'lost' });
      await jobs.runner.discard(directory);
      expect(readRecord(directory)).toEqual({ kind: 'none' });
    }
  });

  test.each([
    ['no exit code', 'exit:sixteen:0:0:0:0:0', { outcome: 'lost' }],
    ['a part of one', 'exit:12', { outcome: 'lost' }],
    ['an exit code', 'exit:768:0:0:0:0:0', { outcome: 'exited', exit: { waitStatus: 768 } }],
  ])('a job of before the machine went down that left %s', async (_, text, expected) => {
    const directory = join(jobs.folder, 'run', 'old');
    mkdirSync(join(jobs.folder, 'run'));
    // Of two names a power failure may have left both.
    for (const record of ['1:1:another-boot', text]) writeFileSync(`${directory}:${record}`, '');
    expect(await jobs.runner.adopt(directory)).toMatchObject(expected);
  });

  test('a job whose shepherd was killed: lost, and its processes end', async () => {
    const launch = jobs.launch('echo up; sleep 1000');
    await jobs.runner.start(launch);
    const shepherd = shepherdOf(launch.directory);
    process.kill(shepherd, 'SIGKILL');
    await until(() => !lives(shepherd));
    const other = openRunner({ directory: join(jobs.folder, 'run') });
    expect(await other.adopt(launch.directory)).toEqual({ outcome: 'lost' });
    await other.close();
  });
});

/** Start time and boot id of the shepherd of a job. */
async function identity(): Promise<string[]> {
  const launch = jobs.launch('while [ ! -e go ]; do sleep 0.02; done');
  await jobs.runner.start(launch);
  const record = readRecord(launch.directory);
  if (record.kind !== 'claimed') throw new Error(record.kind);
  writeFileSync(join(jobs.folder, 'go'), '');
  await jobs.exitOf(launch.directory);
  return [record.startTime, record.bootId];
}
