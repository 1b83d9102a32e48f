import { expect, test } from 'vitest';
import { ME, openTestScheduler } from './open-test-scheduler.ts';

const TASKS = (tasks: string) => ({ kind: 'tasks', jobId: 1, tasks }) as const;

test('tasks split off as they start; the last one has the id of the array', async () => {
  const { submit, machine, reach, one } = await openTestScheduler();
  await submit({ array_inx: '1-6', num_tasks: 2 });
  await reach({ '1_[3-6]': 'PENDING(Resources)', '1_1': 'RUNNING', '1_2': 'RUNNING' });
  expect(await one('1_2')).toMatchObject({
    job_id: 3,
    array_job_id: 1,
    array_task_id: 2,
    array_task_str: '',
  });
  expect(await one('1_5')).toMatchObject({ job_id: 1, array_task_id: undefined, array_task_str: '3-6' });
  expect(await machine.launched('3.1')).toMatchObject({
    stdout: '/tmp/slurm-1_2.out',
    environment: expect.arrayContaining([
      'SLURM_ARRAY_JOB_ID=1',
      'SLURM_ARRAY_TASK_ID=2',
      'SLURM_ARRAY_TASK_COUNT=6',
      'SLURM_ARRAY_TASK_MAX=6',
      'SLURM_ARRAY_TASK_MIN=1',
      'SLURM_ARRAY_TASK_STEP=1',
      'SLURM_JOB_ID=3',
    ]),
  });
  for (let ended = 0; ended < 6; ended++) {
    await expect.poll(() => machine.running().length, { timeout: 10_000 }).toBeGreaterThan(0);
    machine.end(machine.running()[0]!);
  }
  await reach({
    '1_6': 'COMPLETED',
    '1_1': 'COMPLETED',
    '1_2': 'COMPLETED',
    '1_3': 'COMPLETED',
    '1_4': 'COMPLETED',
    '1_5': 'COMPLETED',
  });
  expect((await one('1_6')).job_id).toBe(1);
});

test('no more tasks run at a time than the limit says', async () => {
  const { submit, machine, reach } = await openTestScheduler();
  await submit({ array_inx: '0-7:2%2' });
  await reach({ '1_[4,6]': 'PENDING(JobArrayTaskLimit)', '1_0': 'RUNNING', '1_2': 'RUNNING' });
  machine.end('2.1');
  await reach({
    '1_6': 'PENDING(JobArrayTaskLimit)',
    '1_0': 'COMPLETED',
    '1_2': 'RUNNING',
    '1_4': 'RUNNING',
  });
});

test('pending tasks can be cancelled and held apart from the others', async () => {
  const { submit, reach, scheduler, show } = await openTestScheduler({ conf: 'MaxArraySize=20\n' });
  await submit({ array_inx: '1-9', priority: 0 });
  await scheduler.cancel(ME, TASKS('3-5'));
  await reach({ '1_[1-2,6-9]': 'PENDING(JobHeldUser)', '1_[3-5]': 'CANCELLED' });
  await scheduler.update(ME, TASKS('9'), { name: 'last' });
  await reach({
    '1_[1-2,6-8]': 'PENDING(JobHeldUser)',
    '1_[3-5]': 'CANCELLED',
    '1_9': 'PENDING(JobHeldUser)',
  });
  expect((await show(1)).map(({ name }) => name)).toEqual(['sbatch', 'sbatch', 'last']);
  await expect(scheduler.cancel(ME, TASKS('10'))).rejects.toMatchObject({ errno: 2017 });
  await scheduler.cancel(ME, { kind: 'job', jobId: 1 });
  await reach({ '1_[1-2,6-8]': 'CANCELLED', '1_[3-5]': 'CANCELLED', '1_9': 'CANCELLED' });
});

test('the components of a het job start together and end with the first', async () => {
  const { submit, machine, reach, one } = await openTestScheduler();
  await submit({ num_tasks: 3, name: 'a' }, { num_tasks: 1, name: 'b' });
  await reach({ '1+0': 'RUNNING', '1+1': 'RUNNING' });
  expect(await one('1+1')).toMatchObject({
    job_id: 2,
    het_job_id: 1,
    het_job_id_set: '1-2',
    het_job_offset: 1,
  });
  const { environment } = await machine.launched('1.1');
  expect(machine.launches).toHaveLength(1);
  expect(environment).toEqual(
    expect.arrayContaining(['SLURM_HET_SIZE=2', 'SLURM_JOB_ID_HET_GROUP_1=2', 'SLURM_NTASKS=3']),
  );
  machine.end('1.1', 1 << 8);
  await reach({ '1+0': 'FAILED', '1+1': 'FAILED' });
});

test('a het job waits until all of it fits', async () => {
  const { submit, machine, reach, scheduler } = await openTestScheduler();
  await submit({ num_tasks: 2 });
  await reach({ 1: 'RUNNING' });
  await submit({ num_tasks: 2 }, { num_tasks: 2 });
  await reach({ 1: 'RUNNING', '2+0': 'PENDING(Resources)', '2+1': 'PENDING(Priority)' });
  machine.end('1.1');
  await reach({ 1: 'COMPLETED', '2+0': 'RUNNING', '2+1': 'RUNNING' });
  await scheduler.cancel(ME, { kind: 'job', jobId: 2 });
  await reach({ 1: 'COMPLETED', '2+0': 'CANCELLED', '2+1': 'CANCELLED' });
});

test('components that never fit together are refused', async () => {
  const { submit } = await openTestScheduler({ lead: false });
  await expect(submit({ num_tasks: 3 }, { num_tasks: 3 })).rejects.toMatchObject({ errno: 2014 });
  await expect(submit({ array_inx: '1-2' }, {})).rejects.toMatchObject({ errno: 2145 });
});
