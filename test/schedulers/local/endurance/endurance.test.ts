import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Running } from '../../../server/process/program.ts';
import { ME } from '../open-test-scheduler.ts';
import { type EnduranceCluster, openCluster } from './cluster.ts';

/** For a machine that is busy with much else; alone each takes well under a minute. */
const TIMEOUT = 900_000;

async function cluster(cpus: number): Promise<EnduranceCluster> {
  const opened = await openCluster(cpus);
  onTestFinished(() => opened.dispose());
  return opened;
}

/** The ids that jobs wrote, one a line, each whole: O_APPEND. */
function ids(file: string): number[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(Number)
    .sort((a, b) => a - b);
}

const numbers = (count: number, first = 1) => Array.from({ length: count }, (_, index) => first + index);

test('1,000 tasks of an array, with nobody to serve: all run, each with its output', {
  timeout: TIMEOUT,
}, async () => {
  const { folder, start, jobs } = await cluster(16);
  writeFileSync(join(folder, 'job.sh'), '#!/bin/sh\necho "$SLURM_ARRAY_TASK_ID of $SLURM_ARRAY_JOB_ID"\n');
  const submitted = start('slurmrest', [
    'submit',
    '--wait',
    '--array=1-1000',
    '--output=out-%A-%a',
    'job.sh',
  ]);
  expect(await submitted.exited, submitted.stderr()).toBe(0);
  const states = (await jobs()).map(({ job_state, array_task_id }) => `${array_task_id} ${job_state}`);
  expect(states.sort()).toEqual(
    numbers(1000)
      .map((task) => `${task} COMPLETED`)
      .sort(),
  );
  const outputs = readdirSync(folder).filter((name) => name.startsWith('out-'));
  expect(outputs.sort()).toEqual(
    numbers(1000)
      .map((task) => `out-1-${task}`)
      .sort(),
  );
  for (const task of numbers(1000)) {
    expect(readFileSync(join(folder, `out-1-${task}`), 'utf8')).toBe(`${task} of 1\n`);
  }
});

test('kill -9 of whoever schedules, while 200 jobs run: none is lost or runs twice', {
  timeout: TIMEOUT,
}, async () => {
  const { folder, start, scheduler, counted, processes } = await cluster(256);
  const [log, gate] = [join(folder, 'log'), join(folder, 'gate')];
  execFileSync('mkfifo', [gate]);
  const opened = openSync(gate, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(opened));
  const release = (count: number) => writeSync(opened, '\n'.repeat(count));
  const script = `#!/bin/sh\necho $SLURM_JOB_ID >> ${log}\nread line < ${gate}\nexit $((SLURM_JOB_ID % 3))\n`;
  const serve = async (): Promise<Running> => {
    const daemon = start('slurmrest', ['serve', `unix:${folder}/socket`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await daemon.told(/listening on/);
    return daemon;
  };
  const murder = async (daemon: Running) => {
    daemon.child.kill('SIGKILL');
    await daemon.exited;
  };

  const first = await serve();
  const environment = ['PATH=/usr/bin:/bin'];
  const submissions = numbers(200).map(() =>
    scheduler.submit(ME, { jobs: [{ work_dir: folder, std_out: '/dev/null', environment }], script }),
  );
  const accepted = (await Promise.all(submissions)).map(({ jobId }) => jobId);
  expect(accepted.sort((a, b) => a - b)).toEqual(numbers(200));

  // In the midst of starting them.
  await expect.poll(() => ids(log).length, { timeout: 300_000 }).toBeGreaterThan(20);
  await murder(first);

  // Some end while nobody schedules.
  const second = await serve();
  await expect.poll(() => ids(log), { timeout: 300_000 }).toHaveLength(200);
  await murder(second);
  release(50);

  // The next one to schedule is what a submission starts.
  const submitted = start('slurmrest', [
    'submit',
    '--output=/dev/null',
    `--wrap=echo $SLURM_JOB_ID >> ${log}`,
  ]);
  expect(await submitted.exited, submitted.stderr()).toBe(0);
  await counted(51, 'COMPLETED', 'FAILED');
  const leaders = processes('lead');
  expect(leaders).not.toEqual([]);
  for (const pid of leaders) process.kill(pid, 'SIGKILL');

  release(50);
  const last = await serve();
  release(100);
  const jobs = await counted(201, 'COMPLETED', 'FAILED');
  expect(ids(log)).toEqual(numbers(201));
  expect(jobs.map(({ job_id, exit_code, restart_cnt }) => [job_id, exit_code, restart_cnt])).toEqual(
    numbers(201).map((id) => [id, id === 201 ? 0 : (id % 3) << 8, 0]),
  );
  last.child.kill('SIGTERM');
});

test('two processes that submit 500 jobs each at the same time: 1,000 ids, all run once', {
  timeout: TIMEOUT,
}, async () => {
  const { folder, start, counted } = await cluster(16);
  const log = join(folder, 'log');
  const job = {
    current_working_directory: folder,
    standard_output: '/dev/null',
    environment: { PATH: '/usr/bin:/bin' },
  };
  const body = JSON.stringify({ job, script: `#!/bin/sh\necho $SLURM_JOB_ID >> ${log}\n` });
  const request = `POST /slurm/v1/job/submit HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const submitters = [1, 2].map(() => {
    const submitter = start('slurmrest', ['inet']);
    submitter.child.stdin!.end(request.repeat(500));
    return submitter;
  });
  const accepted: number[] = [];
  for (const submitter of submitters) {
    expect(await submitter.exited, submitter.stderr()).toBe(0);
    const answers = [...submitter.stdout().matchAll(/"job_id": ?(\d+)/g)].map(([, id]) => Number(id));
    expect(answers).toHaveLength(500);
    accepted.push(...answers);
  }
  expect(accepted.sort((a, b) => a - b)).toEqual(numbers(1000));
  await counted(1000, 'COMPLETED');
  expect(ids(log)).toEqual(numbers(1000));
});
