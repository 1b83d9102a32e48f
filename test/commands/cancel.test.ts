import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Cluster } from '../../src/cli/choose-cluster.ts';
import { EXIT } from '../../src/slurm/error-table.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { run } from './command-line.ts';

let scheduler: FakeScheduler;
let opened: Cluster;
vi.mock('../../src/cli/open-scheduler.ts', () => ({
  openScheduler: async (cluster: Cluster) => {
    opened = cluster;
    return scheduler;
  },
}));

const mine = { user_id: process.getuid!(), user_name: 'me', partition: 'debug' };

beforeEach(() => {
  scheduler = new FakeScheduler(115);
});

/** Ids the scheduler was told to cancel, as they were written. */
function cancelled(): Promise<readonly string[]> {
  return scheduler
    .jobs()
    .then(({ records }) =>
      records.filter(({ job_state }) => job_state === 'CANCELLED').map(({ job_id }) => String(job_id)),
    );
}

describe('cancel', () => {
  test('ends jobs, silently', async () => {
    scheduler.add(mine);
    scheduler.add(mine);
    scheduler.add(mine);
    expect(await run(['cancel', '115', '117'])).toEqual({ code: EXIT.ok, stdout: '', stderr: '' });
    expect(await cancelled()).toEqual(['115', '117']);
  });

  test('--state is of jobs; the folder of the scheduler is for the variable to say', async () => {
    vi.stubEnv('SLURMREST_STATE', '/lab');
    expect((await run(['cancel', '--me', '--state', 'PENDING'])).code).toBe(EXIT.ok);
    vi.unstubAllEnvs();
    expect(opened).toMatchObject({ kind: 'embedded', stateDir: '/lab' });
  });

  test('goes on after a failure and tells it', async () => {
    scheduler.add(mine);
    const { code, stderr } = await run(['cancel', '7', '115']);
    expect(code).toBe(EXIT.notFound);
    expect(stderr).toMatch(/^slurmrest: No job 7\./);
    expect(await cancelled()).toEqual(['115']);
    const json = await run(['cancel', '7', '8', '--json']);
    expect(JSON.parse(json.stdout).errors).toHaveLength(2);
  });

  test('sends signals to the part that is asked for', async () => {
    scheduler.add({ ...mine, array_job_id: 115, array_task_id: 3, job_state: 'RUNNING' });
    await run(['cancel', '--signal', 'USR1', '115_3']);
    await run(['cancel', '-s', 'SIGTERM', '--batch', '115_[3]']);
    await run(['cancel', '-s', '9', '--full', '115']);
    expect(scheduler.signals.map(({ signal, scope }) => [signal, scope])).toEqual([
      [10, 'steps'],
      [15, 'batch'],
      [9, 'full'],
    ]);
  });

  test('chooses by filters among those that have not ended', async () => {
    scheduler.add({ ...mine, name: 'a' });
    scheduler.add({ ...mine, name: 'b' });
    scheduler.add({ ...mine, name: 'a', job_state: 'RUNNING' });
    scheduler.add({ ...mine, name: 'a', job_state: 'COMPLETED' });
    expect((await run(['cancel', '--name', 'a', '--state', 'PENDING'])).code).toBe(EXIT.ok);
    expect(await cancelled()).toEqual(['115']);
    await run(['cancel', '--user', 'me', '117', '116', '--partition', 'debug']);
    expect(await cancelled()).toEqual(['115', '116', '117']);
  });

  test('names the chosen tasks of an array together', async () => {
    scheduler.add({ ...mine, array_job_id: 115, array_task_str: '5-9' });
    scheduler.add({ ...mine, array_job_id: 115, array_task_id: 4, job_state: 'RUNNING' });
    const cancel = vi.spyOn(scheduler, 'cancel').mockResolvedValue();
    await run(['cancel', '--user', 'me', '115_[3-6]']);
    expect(cancel.mock.calls.map(([, id]) => id)).toEqual([{ kind: 'tasks', jobId: 115, tasks: '4-6' }]);
  });

  test('wants to know which jobs, and their ids right', async () => {
    expect((await run(['cancel'])).stderr).toBe(
      'slurmrest: Name jobs, or choose some by a filter such as --me. See slurmrest cancel --help.\n',
    );
    const malformed = await run(['cancel', '115', 'x']);
    expect(malformed.code).toBe(EXIT.usage);
    expect(malformed.stderr).toContain('"x" is not a job id');
  });

  test('is told when jobs are not ours', async () => {
    scheduler.add({ ...mine, user_id: mine.user_id + 1 });
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
    const { code, stderr } = await run(['cancel', '115']);
    vi.restoreAllMocks();
    expect(code).toBe(EXIT.denied);
    expect(stderr).toContain('may not cancel this job');
  });
});

describe("scontrol's verbs", () => {
  test('hold and release', async () => {
    scheduler.add(mine);
    await run(['hold', '115']);
    await run(['release', '115']);
    expect(scheduler.updates.map(({ changes }) => changes)).toEqual([
      { priority: 0 },
      { priority: Number.POSITIVE_INFINITY },
    ]);
  });

  test('requeue, suspend and resume', async () => {
    const state = async () => (await scheduler.jobs()).records[0];
    scheduler.add({ ...mine, job_state: 'RUNNING', priority: 5 });
    await run(['suspend', '115']);
    expect(await state()).toMatchObject({ job_state: 'SUSPENDED' });
    await run(['resume', '115']);
    expect(await state()).toMatchObject({ job_state: 'RUNNING' });
    await run(['requeue', '--hold', '115']);
    expect(await state()).toMatchObject({ job_state: 'PENDING', priority: 0, restart_cnt: 1 });
  });

  test('need a job', async () => {
    const { code, stderr } = await run(['hold']);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toMatch(/^slurmrest: Missing 1 required arg.*See slurmrest hold --help\.\n$/s);
  });
});
