import { describe, expect, test } from 'vitest';
import type { JobDescription } from '../../../src/slurm/job-description.ts';
import { ME, openTestScheduler, STRANGER } from './open-test-scheduler.ts';

const CONF = `
NodeName=host[1-2] CPUs=4 RealMemory=1000 Gres=gpu:2 Feature=fast
NodeName=host3 CPUs=8 RealMemory=2000
PartitionName=debug Nodes=ALL Default=YES
PartitionName=small Nodes=host1 MaxTime=10 MaxNodes=1
PartitionName=closed Nodes=host1 State=INACTIVE
Licenses=matlab:2
`;

describe('an impossible request is refused', () => {
  test.each<[string, JobDescription, number]>([
    ['an unknown partition', { partition: 'nowhere' }, 2000],
    ['a closed partition', { partition: 'closed' }, 2070],
    ['more nodes than there are', { min_nodes: 4, max_nodes: 4 }, 2006],
    ['fewer nodes at most than at least', { min_nodes: 2, max_nodes: 1 }, 2006],
    ['a task with more CPUs than any node', { cpus_per_task: 9 }, 2069],
    ['more CPUs than there are', { num_tasks: 17 }, 2014],
    ['more memory than any node has', { pn_min_memory: { mib: 2001, per: 'node' } }, 2014],
    ['a longer time than allowed', { partition: 'small', time_limit: 11 }, 2051],
    ['tasks beyond the largest array', { array_inx: '1-1001' }, 2081],
    ['an unknown dependency', { dependency: 'afterok:999' }, 2038],
    ['a malformed dependency', { dependency: 'sometime:1' }, 2038],
    ['unknown gres', { tres_per_node: 'gres/fpga:1' }, 2072],
    ['more gres than any node has', { tres_per_node: 'gpu:3' }, 2014],
    ['an unknown feature', { features: 'slow' }, 2029],
    ['an unknown node', { req_nodes: 'host9' }, 2018],
    ['a node of another partition', { partition: 'small', req_nodes: 'host2' }, 2004],
    ['more licenses than there are', { licenses: 'matlab:3' }, 2048],
    ['a reservation', { reservation: 'r1' }, 2036],
  ])('%s', async (_, job, errno) => {
    const { submit, states } = await openTestScheduler({ conf: CONF, lead: false });
    await expect(submit(job)).rejects.toMatchObject({ name: 'SlurmError', errno });
    expect(await states()).toEqual({});
  });
});

test('a script must name its interpreter', async () => {
  const { scheduler } = await openTestScheduler({ lead: false });
  await expect(scheduler.submit(ME, { jobs: [{}], script: 'true' })).rejects.toMatchObject({ errno: 2009 });
});

test('only root submits for others', async () => {
  const { scheduler } = await openTestScheduler({ lead: false });
  const submission = { jobs: [{ user_id: 1 }] as [JobDescription], script: '#!/bin/sh\n' };
  await expect(scheduler.submit(STRANGER, submission)).rejects.toMatchObject({ status: 403 });
});

test('a submitted job is shown with what it asked for', async () => {
  const { submit, one } = await openTestScheduler({ conf: CONF, lead: false });
  const id = await submit({
    name: 'test18.1',
    account: 'test',
    num_tasks: 20 / 2,
    min_nodes: 2,
    max_nodes: 3,
    work_dir: '/tmp/',
    std_out: 'out-%j-%x',
    time_limit: 90,
  });
  expect(id).toBe(1);
  expect(await one(id)).toMatchObject({
    job_id: 1,
    name: 'test18.1',
    account: 'test',
    partition: 'debug',
    job_state: 'PENDING',
    state_reason: 'Priority',
    num_tasks: 10,
    num_cpus: 10,
    num_nodes: 2,
    max_nodes: 3,
    work_dir: '/tmp',
    std_out: '/tmp/out-1-test18.1',
    std_err: '/tmp/out-1-test18.1',
    std_in: '/dev/null',
    time_limit: 90,
    user_id: ME.uid,
    priority: 4294901759,
    tres_req_str: 'cpu=10,node=2,billing=10',
    array_task_id: undefined,
  });
});

test('priority falls with every submission, nice lowers it, 0 holds', async () => {
  const { submit, scheduler } = await openTestScheduler({ lead: false });
  await submit();
  await submit({ nice: 100 });
  await submit({ priority: 0 });
  const { records } = await scheduler.jobs(ME);
  expect(records.map(({ priority, state_reason }) => [priority, state_reason])).toEqual([
    [4294901759, 'Priority'],
    [4294901758 - 100, 'Priority'],
    [0, 'JobHeldUser'],
  ]);
});

test('an unchanged job is the same object, an unchanged table the same snapshot', async () => {
  const { submit, scheduler } = await openTestScheduler({ lead: false });
  await submit();
  const before = await scheduler.jobs(ME);
  expect(await scheduler.jobs(ME)).toBe(before);
  await submit();
  const after = await scheduler.jobs(ME);
  expect(after.version).not.toBe(before.version);
  expect(after.records[0]).toBe(before.records[0]);
});

test('scripts are for their owner and administrators', async () => {
  const { submit, scheduler } = await openTestScheduler({ lead: false });
  const id = await submit();
  expect(await scheduler.script(ME, id)).toBe('#!/bin/sh\ntrue\n');
  await expect(scheduler.script(STRANGER, id)).rejects.toMatchObject({ errno: 2002 });
  await expect(scheduler.script(ME, 77)).rejects.toMatchObject({ errno: 2017 });
});
