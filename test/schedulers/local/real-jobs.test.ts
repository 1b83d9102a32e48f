import { existsSync, readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLocalScheduler } from '../../../src/schedulers/local/local-scheduler.ts';
import type { JobDescription } from '../../../src/slurm/job-description.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { confOf, ME, tempFolder } from './open-test-scheduler.ts';

const NODE = hostname().split('.')[0]!;
const CONF = `NodeName=${NODE} CPUs=8 RealMemory=8000\nPartitionName=debug Nodes=ALL Default=YES\n`;

/** A scheduler that leads, and whose jobs really run in a folder of their own. */
async function openReal() {
  const folder = tempFolder();
  const scheduler = await openLocalScheduler({
    stateDir: join(folder, 'state'),
    conf: confOf(CONF),
    log: SILENT,
    leaderCommand: [],
    lead: true,
  });
  onTestFinished(() => scheduler.close());
  const environment = ['PATH=/usr/bin:/bin'];
  const one = async (jobId: number) => (await scheduler.job(ME, { kind: 'job', jobId }))[0]!;
  return {
    folder,
    scheduler,
    one,
    submit: async (script: string, ...jobs: JobDescription[]) => {
      const [first = {}, ...more] = jobs;
      const full = (job: JobDescription) => ({ work_dir: folder, environment, ...job });
      const submission = {
        jobs: [full(first), ...more.map(full)] as const,
        script: `#!/bin/sh\n${script}\n`,
      };
      return (await scheduler.submit(ME, submission as never)).jobId;
    },
    state: (jobId: number, state: string) =>
      vi.waitFor(
        async () => {
          const job = await one(jobId);
          if (job.job_state !== state || job.job_state_flags.length > 0) throw new Error(job.job_state);
          return job;
        },
        { timeout: 90_000, interval: 50 },
      ),
    text: (name: string) =>
      vi.waitFor(() => wholeLines(readFileSync(join(folder, name), 'utf8')), {
        timeout: 90_000,
        interval: 50,
      }),
    there: (name: string) => existsSync(join(folder, name)),
  };
}

test('exit codes and signals are kept as wait(2) tells them', async () => {
  const { submit, state } = await openReal();
  const codes = await submit('exit 7');
  const killed = await submit('kill -SEGV $$');
  expect(await state(codes, 'FAILED')).toMatchObject({
    exit_code: 7 << 8,
    state_reason: 'NonZeroExitCode',
  });
  expect(await state(killed, 'FAILED')).toMatchObject({ exit_code: 11, state_reason: 'RaisedSignal' });
});

test('output goes where the patterns say, and srun finds its way', async () => {
  const { submit, state, text } = await openReal();
  const out = 'out-%A-%a-%j-%x-%u-%N';
  const id = await submit('srun echo $SLURM_ARRAY_TASK_ID', { name: 'n', array_inx: '3', std_out: out });
  await state(id, 'COMPLETED');
  expect(await text(`out-${id}-3-${id}-n-${userInfo().username}-${NODE}`)).toBe('3\n');
});

test('a het job runs once, and its tasks spread over its components', async () => {
  const { submit, state, text, scheduler } = await openReal();
  const jobs = [{ num_tasks: 2, std_out: 'het' }, { num_tasks: 1 }];
  const id = await submit('echo $SLURM_HET_SIZE $SLURM_JOB_ID_HET_GROUP_1; srun echo task', ...jobs);
  await state(id, 'COMPLETED');
  const [second] = await scheduler.job(ME, { kind: 'component', jobId: id, offset: 1 });
  expect(second).toMatchObject({ job_id: id + 1, job_state: 'COMPLETED', het_job_offset: 1 });
  expect(await text('het')).toBe(`2 ${id + 1}\ntask\ntask\n`);
});

test('a held job runs once released', async () => {
  const { submit, state, scheduler, there } = await openReal();
  const id = await submit('echo ran > ran', { priority: 0 });
  await state(await submit('true'), 'COMPLETED');
  expect(there('ran')).toBe(false);
  await scheduler.update(ME, { kind: 'job', jobId: id }, { priority: Number.POSITIVE_INFINITY });
  await state(id, 'COMPLETED');
  expect(there('ran')).toBe(true);
});

test('a signal reaches the script; a requeue runs it again; a cancellation ends it', async () => {
  const { submit, state, scheduler, text, one } = await openReal();
  const id = await submit(
    'trap "echo caught" USR1\necho start $SLURM_RESTART_COUNT\nwhile :; do sleep 0.1; done',
    { std_out: 'out' },
  );
  const job = { kind: 'job', jobId: id } as const;
  expect(await text('out')).toBe('start\n');
  await scheduler.signal(ME, job, 10, 'batch');
  await expect.poll(() => text('out'), { timeout: 90_000 }).toBe('start\ncaught\n');
  await scheduler.requeue(ME, job, { hold: false });
  await expect.poll(() => text('out'), { timeout: 90_000 }).toBe('start\ncaught\nstart 1\n');
  await scheduler.cancel(ME, job);
  expect(await state(id, 'CANCELLED')).toMatchObject({ exit_code: 15, restart_cnt: 1 });
  await expect(scheduler.cancel(ME, job)).rejects.toMatchObject({ errno: 2021 });
  expect((await one(id)).nodes).toBe(NODE);
});

test('a work folder that is not there fails the job and says why; the next one runs', async () => {
  const { submit, state } = await openReal();
  const lost = await submit('true', { work_dir: '/nowhere/at/all' });
  expect(await state(lost, 'FAILED')).toMatchObject({
    state_reason: 'JobLaunchFailure',
    state_desc: expect.stringMatching(/^Cannot open \/nowhere\/at\/all\/slurm-\d+\.out as stdout of the job/),
  });
  await state(await submit('true'), 'COMPLETED');
});

function wholeLines(text: string): string {
  if (!text.endsWith('\n')) throw new Error(`unfinished: ${text}`);
  return text;
}

test('what has ended is accounted for with its steps and what they used', async () => {
  const { submit, state, scheduler } = await openReal();
  const busy = 'i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done';
  const id = await submit(`srun -J work sh -c '${busy}'\nsrun -n1 sh -c 'exit 3'\nexit 4`, { num_tasks: 2 });
  expect((await state(id, 'FAILED')).derived_ec).toBe(3 << 8);
  const [job] = await scheduler.accounting!.jobs(ME, {});
  expect(job).toMatchObject({ jobid: id, exitcode: 4 << 8, derived_ec: 3 << 8, nodes: NODE });
  expect(
    job!.steps.map(({ step_id, stepname, state, exitcode, ntasks }) => [
      step_id.step_id,
      stepname,
      state,
      exitcode >> 8,
      ntasks,
    ]),
  ).toEqual([
    ['batch', 'batch', 'FAILED', 4, 1],
    [0, 'work', 'COMPLETED', 0, 2],
    [1, 'sh', 'FAILED', 3, 1],
  ]);
  const work = job!.steps[1]!;
  expect(work.tot_cpu_sec * 1e6 + work.tot_cpu_usec).toBeGreaterThan(0);
  expect(job!.tot_cpu_sec * 1e6 + job!.tot_cpu_usec).toBeGreaterThanOrEqual(
    work.tot_cpu_sec * 1e6 + work.tot_cpu_usec,
  );
});
