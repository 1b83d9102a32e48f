import { describe, expect, test } from 'vitest';
import { EXIT } from '../../../src/slurm/error-table.ts';
import type { JobDescription } from '../../../src/slurm/job-description.ts';
import { ME, openTestScheduler } from './open-test-scheduler.ts';

describe('refused with the right status and exit code, and nothing is stored', () => {
  const REFUSED: [string, JobDescription, string, object][] = [
    ['no interpreter', {}, 'echo hello\n', { code: 'SCRIPT_MISSING', errno: 2009 }],
    ['an empty script', {}, '', { code: 'SCRIPT_MISSING', errno: 2009 }],
    ['a partition that is not there', { partition: 'gpu' }, '#!/bin/sh\n', { code: 'JOB_PARTITION_UNKNOWN' }],
    ['more CPUs than there are', { num_tasks: 5 }, '#!/bin/sh\n', { code: 'CONFIGURATION_UNAVAILABLE' }],
    ['more CPUs for a task', { cpus_per_task: 5 }, '#!/bin/sh\n', { code: 'CPU_COUNT_INVALID' }],
    ['a job that is not there', { dependency: 'afterok:99' }, '#!/bin/sh\n', { code: 'DEPENDENCY_INVALID' }],
  ];
  test.each(REFUSED)('%s', async (_, job, script, expected) => {
    const { scheduler, states } = await openTestScheduler({ lead: false });
    const submitted = scheduler.submit(ME, { jobs: [{ work_dir: '/tmp', ...job }], script });
    await expect(submitted).rejects.toMatchObject({ status: 400, exitCode: EXIT.failed, ...expected });
    expect(await states()).toEqual({});
  });

  test.each(['1-0', '0-4000001', '-1', '1-5:0', '1-5%0', 'a', '1,,2'])('array %s', async (array_inx) => {
    const { submit, states } = await openTestScheduler({ lead: false });
    await expect(submit({ array_inx })).rejects.toMatchObject({
      code: 'ARRAY_INVALID',
      errno: 2081,
      status: 400,
      exitCode: EXIT.usage,
      message: expect.stringContaining(array_inx),
    });
    expect(await states()).toEqual({});
  });
});

test('a time limit of 0 is none of its own: that of the partition holds', async () => {
  const conf = 'NodeName=host1 CPUs=4\nPartitionName=debug Nodes=ALL Default=YES DefaultTime=5 MaxTime=10\n';
  const { submit, one } = await openTestScheduler({ conf, lead: false });
  expect((await one(await submit({ time_limit: 0 }))).time_limit).toBe(10);
  expect((await one(await submit({}))).time_limit).toBe(5);
  await expect(submit({ time_limit: 11 })).rejects.toMatchObject({ code: 'TIME_LIMIT_INVALID', status: 400 });
});
