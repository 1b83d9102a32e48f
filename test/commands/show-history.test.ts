import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Scheduler } from '../../src/slurm/scheduler.ts';
import { ME, openTestScheduler, type TestScheduler } from '../schedulers/local/open-test-scheduler.ts';
import { run } from './command-line.ts';

let scheduler: Scheduler;
vi.mock('../../src/cli/open-scheduler.ts', () => ({
  openScheduler: async () => ({ ...scheduler, close: async () => undefined }),
}));

const CONF =
  'ClusterName=lab\nMinJobAge=1\nNodeName=host1 CPUs=4 RealMemory=4000\nPartitionName=debug Nodes=ALL Default=YES\n';
let local: TestScheduler;

/** Jobs 1 (completed), 2 (failed) and 3 (requeued, then cancelled), which the queue has forgotten. */
beforeEach(async () => {
  vi.stubEnv('SQUEUE_USERS', 'nobody');
  onTestFinished(() => void vi.unstubAllEnvs());
  local = await openTestScheduler({ conf: CONF });
  scheduler = local.scheduler;
  const { submit, machine } = local;
  machine.end('1.1');
  machine.end('2.1', 3 << 8);
  await submit({ name: 'good', account: 'physics', submit_line: 'sbatch good.sh' });
  await submit({ name: 'bad', num_tasks: 2 });
  await submit({ name: 'again' });
  await machine.launched('3.1');
  await scheduler.requeue(ME, { kind: 'job', jobId: 3 }, { hold: false });
  await machine.launched('3.2');
  await scheduler.cancel(ME, { kind: 'job', jobId: 3 });
  await expect.poll(async () => (await scheduler.jobs(ME)).records, { timeout: 20_000 }).toEqual([]);
});

const squeezed = (text: string) => text.replace(/ +/g, ' ').trim().split('\n');
const other = ME.uid === 0 ? 'root' : 'default';

describe('show history', () => {
  test('prints what has ended as sacct does, and in every form', async () => {
    const { code, stdout, stderr } = await run(['show', 'history']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const me = (await scheduler.accounting!.jobs(ME, {}))[0]!.user;
    expect(squeezed(stdout)).toEqual([
      'JobID JobName Partition Account AllocCPUS State ExitCode',
      '1 good debug physics 1 COMPLETED 0:0',
      '1.batch batch physics 1 COMPLETED 0:0',
      `2 bad debug ${other} 2 FAILED 3:0`,
      `2.batch batch ${other} 2 FAILED 3:0`,
      `3 again debug ${other} 1 CANCELLED by ${me} 0:15`,
      `3.batch batch ${other} 1 CANCELLED 0:15`,
    ]);
    const wide = await run(['show', 'history', '-X', '--no-header', '--output', 'wide', '1']);
    expect(squeezed(wide.stdout)[0]).toMatch(
      /^1 good \S+ debug physics 1 COMPLETED 0:0 0:0\d 0.00s \d{4}-\S+ \S+ \S+ host1 \/tmp$/,
    );
    expect((await run(['show', 'history', '--output', 'name', '--states', 'f,ca'])).stdout).toBe('2\n3\n');
    expect((await run(['show', 'history', '-X', '--output', 'csv', '2'])).stdout.split('\r\n')[1]).toMatch(
      /^2,bad,/,
    );
    const json = JSON.parse((await run(['show', 'history', '--json', '2'])).stdout);
    expect(json.jobs).toMatchObject([
      { job_id: 2, state: { current: ['FAILED'] }, exit_code: { return_code: { number: 3 } } },
    ]);
  });

  test('chooses jobs by what they are and when they ran', async () => {
    const ids = async (...words: string[]) =>
      (await run(['show', 'history', '--output', 'name', ...words])).stdout.split('\n').filter(Boolean);
    expect(await ids()).toEqual(['1', '2', '3']);
    expect(await ids('--name', 'bad,again')).toEqual(['2', '3']);
    expect(await ids('--account', 'physics')).toEqual(['1']);
    expect(await ids('--partition', 'none')).toEqual([]);
    expect(await ids('--user', String(ME.uid))).toEqual(['1', '2', '3']);
    expect(await ids('--duplicates')).toEqual(['1', '2', '3', '3']);
    expect(await ids('--jobs', '1,3')).toEqual(['1', '3']);
    expect(await ids('--starttime', 'now-2hours', '--endtime', 'now-1hour')).toEqual([]);
    expect(await ids('--starttime', 'now-7days')).toEqual(['1', '2', '3']);
    expect(await ids('--starttime', '2020-01-01', '-E', '2020-01-02')).toEqual([]);
    expect(await ids('--qos', 'normal')).toEqual(['1', '2', '3']);
  });

  test('refuses what it cannot do, and says how to mend it', async () => {
    expect((await run(['show', 'history', '--starttime', 'once'])).stderr).toContain(
      'is not a time such as 2026-07-02',
    );
    expect((await run(['show', 'history', '--format', '%i'])).stderr).toContain('History has no --format');
    const { code, stderr } = await run(['show', '--duplicates']);
    expect(code).toBe(2);
    expect(stderr).toContain('--duplicates is for "show history"');
  });
});

test('show job tells of what the scheduler has forgotten', async () => {
  const { code, stdout } = await run(['show', 'job', '1']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/JobId=1 JobName=good/);
  expect(stdout).toMatch(/JobState=COMPLETED ExitCode=0:0/);
  expect(stdout).toContain('SubmitLine=sbatch good.sh');
  const json = JSON.parse((await run(['show', 'job', '2', '--json'])).stdout);
  expect(json.jobs).toMatchObject([{ job_id: 2, job_state: 'FAILED', exit_code: 768, work_dir: '/tmp' }]);
  expect(await run(['show', 'job', '99'])).toMatchObject({ code: 3, stderr: expect.stringContaining('99') });
});
