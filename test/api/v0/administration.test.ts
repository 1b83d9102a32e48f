import { describe, expect, test } from 'vitest';
import type { Administration } from '../../../src/slurm/administration.ts';
import type { Reservation } from '../../../src/slurm/reservation.ts';
import type { Scheduler } from '../../../src/slurm/scheduler.ts';
import { versionedFixture } from './fixture.ts';

const V = '/slurm/v0.0.45';

/** A cluster in memory that writes down what administrators ask of it. */
function administered(more: Partial<Scheduler> = {}) {
  const { scheduler, send } = versionedFixture();
  const done: [name: string, ...asked: unknown[]][] = [];
  const noted =
    (name: string, answer?: unknown) =>
    async (_caller: unknown, ...asked: unknown[]) => {
      done.push([name, ...asked]);
      return answer as never;
    };
  const administration: Administration = {
    updateNodes: noted('updateNodes'),
    createNodes: noted('createNodes'),
    deleteNodes: noted('deleteNodes'),
    createReservation: noted('createReservation', 'made'),
    updateReservation: noted('updateReservation'),
    deleteReservation: noted('deleteReservation'),
    createPartition: noted('createPartition'),
    updatePartition: noted('updatePartition'),
    deletePartition: noted('deletePartition'),
    reconfigure: noted('reconfigure'),
  };
  const there = [{ name: 'There' } as Reservation];
  Object.assign(scheduler, administration, {
    reservations: async () => ({ records: there, lastUpdate: 0, version: '1' }),
    ...more,
  });
  return { done, send };
}

describe('nodes', () => {
  test('one, or those that are named, are changed', async () => {
    const { done, send } = administered();
    const asked = {
      state: ['DRAIN'],
      reason: 'fans',
      weight: { set: true, number: 5 },
      features: ['a', 'b'],
    };
    expect((await send('POST', `${V}/node/host1`, { body: asked })).status).toBe(200);
    await send('POST', `${V}/nodes`, { body: { name: ['host1', 'host2', 'host3'], comment: '' } });
    expect(done).toEqual([
      ['updateNodes', { node_names: 'host1', state: ['DRAIN'], reason: 'fans', weight: 5, features: 'a,b' }],
      ['updateNodes', { node_names: 'host[1-3]', comment: '' }],
    ]);
  });

  test('a name in the body of a request for one node is warned of', async () => {
    const { done, send } = administered();
    const { json } = await send('POST', `${V}/node/host1`, { body: { name: 'host2' } });
    expect(json.warnings.at(-1).description).toBe('node_names field host2 ignored for singular node update');
    expect(done).toEqual([['updateNodes', { node_names: 'host1' }]]);
  });

  test('what makes no sense changes nothing', async () => {
    const { done, send } = administered();
    for (const body of [{ state: ['BOGUS'], comment: 'x' }, { weight: 'x' }, []])
      expect((await send('POST', `${V}/node/host1`, { body })).status).toBe(500);
    expect((await send('POST', `${V}/new/node`, { body: {} })).json.errors[0].error_number).toBe(9200);
    expect(done).toEqual([]);
  });

  test('are created and deleted', async () => {
    const { done, send } = administered();
    await send('POST', `${V}/new/node`, { body: { node_conf: 'NodeName=new CPUs=2' } });
    await send('DELETE', `${V}/node/new`);
    expect(done).toEqual([
      ['createNodes', 'NodeName=new CPUs=2'],
      ['deleteNodes', 'new'],
    ]);
  });
});

describe('reservations', () => {
  const ASKED = { name: 'r', start_time: 1_999_999_999, duration: 60, users: ['alice'] };

  test('are created, or changed where they are there', async () => {
    const { done, send } = administered();
    const made = await send('POST', `${V}/reservation`, { body: { ...ASKED, node_list: ['h1', 'h2'] } });
    expect(made.json.reservations).toMatchObject([
      {
        name: 'r',
        node_list: ['h1', 'h2'],
        start_time: { number: 1_999_999_999 },
        node_count: { set: false },
      },
    ]);
    const flags = ['MAINT'];
    await send('POST', `${V}/reservations`, { body: { reservations: [{ name: 'THERE', flags }] } });
    await send('DELETE', `${V}/reservation/there`);
    expect(done).toEqual([
      ['createReservation', { ...ASKED, users: 'alice', node_list: 'h[1-2]' }],
      ['updateReservation', { name: 'THERE', flags }],
      ['deleteReservation', 'there'],
    ]);
  });

  test('one that names a partition alone is for all of it', async () => {
    const { done, send } = administered();
    await send('POST', `${V}/reservation`, { body: { ...ASKED, partition: 'short' } });
    expect(done[0]![1]).toMatchObject({ node_list: 'ALL', flags: ['PART_NODES'], partition: 'short' });
  });

  test.each([
    [{ name: 'r' }, 'start time'],
    [{ name: 'r', start_time: 1 }, 'end time or duration'],
    [{ ...ASKED, end_time: 5 }, 'does not equal EndTime'],
    [{ ...ASKED }, 'Nodes, NodeCnt'],
    [{ ...ASKED, node_count: 1, users: [] }, 'Users/Groups'],
    [{ ...ASKED, node_count: 1, groups: ['g'] }, 'mutually exclusive'],
    [{ ...ASKED, node_count: 1, flags: ['PART_NODES'] }, 'PART_NODES'],
    [{ ...ASKED, node_count: 1, flags: ['FORCE_START'] }, 'FORCE_START'],
    [{}, 'must be given'],
  ])('%j is refused', async (body, why) => {
    const { done, send } = administered();
    const { status, json } = await send('POST', `${V}/reservation`, { body });
    expect([status, json.errors[0].error_number]).toEqual([422, 2053]);
    expect(json.errors[0].description).toContain(why);
    expect(done).toEqual([]);
  });

  test('are no part of v0.0.42, but can be deleted there', async () => {
    const { done, send } = administered();
    expect((await send('POST', '/slurm/v0.0.42/reservation', { body: ASKED })).status).toBe(404);
    expect((await send('DELETE', '/slurm/v0.0.42/reservation/r')).status).toBe(200);
    expect(done).toEqual([['deleteReservation', 'r']]);
  });
});

describe('partitions', () => {
  test('are created, changed and deleted', async () => {
    const { done, send } = administered();
    const { json: list } = await send('GET', `${V}/partitions`);
    const { name } = list.partitions[0];
    const partitions = [
      {
        name: 'new',
        nodes: { configured: 'h[1-2]' },
        maximums: { time: { infinite: true }, partition_memory_per_cpu: 100 },
        partition: { state: ['DOWN'], exclusive: 'USER', oversubscribe: 'FORCE:2' },
        flags: ['HIDDEN'],
        cpus: { total: 4 },
      },
      { name, preempt_mode: ['CANCEL', 'PRIORITY'], priority: { tier: 3 } },
    ];
    const { status, json } = await send('POST', `${V}/partitions`, { body: { partitions } });
    expect([status, json.errors]).toEqual([200, []]);
    expect(json.warnings.at(-1).description).toContain('ignored fields: cpus/total');
    await send('DELETE', `${V}/partition/new`);
    expect(done).toEqual([
      [
        'createPartition',
        {
          name: 'new',
          nodes: 'h[1-2]',
          max_time: Number.POSITIVE_INFINITY,
          max_mem: { mib: 100, per: 'cpu' },
          max_share: 0x8002,
          state_up: 'DOWN',
          flags: ['HIDDEN', 'EXCLUSIVE_USER', 'EXC_TOPO_CLEAR'],
        },
      ],
      ['updatePartition', { name, preempt_mode: 0x2008, priority_tier: 3 }],
      ['deletePartition', 'new'],
    ]);
  });

  test.each([
    [{}, 9200, 422],
    [{ partitions: {} }, 9208, 500],
    [{ partitions: [{ name: 'p', partition: { oversubscribe: 'MAYBE' } }] }, 9001, 400],
    [{ partitions: [{ name: 'p', partition: { exclusive: 'MAYBE' } }] }, 9001, 400],
    [{ partitions: [{ grace_time: 1 }] }, 2000, 422],
  ])('%j is refused', async (body, error_number, status) => {
    const { done, send } = administered();
    const answer = await send('POST', `${V}/partitions`, { body });
    expect([answer.status, answer.json.errors[0].error_number]).toEqual([status, error_number]);
    expect(done).toEqual([]);
  });
});

test('jobs are requeued one after the other, and what became of tasks is told', async () => {
  const asked: unknown[] = [];
  const { send } = administered({
    async requeueTasks(_caller, id, options) {
      asked.push([id.jobId, options]);
      return [{ job: `${id.jobId}_1`, code: 2024, message: 'why' }];
    },
  });
  const body = { jobs: ['5', '6_[1-2]'], flags: ['Hold', 'SpecialExit'] };
  const { status, json } = await send('POST', `${V}/jobs/requeue`, { body });
  expect(status).toBe(200);
  expect(json.status[0]).toEqual([
    { job_id: 5, step_id: '5_1', error: 'Job is pending execution', error_code: 2024, why: 'why' },
  ]);
  const options = { hold: true, incomplete: false, specialExit: true };
  expect(asked).toEqual([
    [5, options],
    [6, options],
  ]);
  for (const bad of [{}, { jobs: ['abc'] }, { jobs: ['5'], flags: ['SpecialExit'] }, []])
    expect((await send('POST', `${V}/jobs/requeue`, { body: bad })).status).toBeGreaterThanOrEqual(400);
});

test('nodes are allocated to who asks, at least one', async () => {
  const asked: unknown[] = [];
  const { send } = administered({
    async allocate(_caller, jobs, isHet) {
      asked.push([jobs, isHet]);
      return { jobId: 7, errorCode: 0, userMessage: undefined };
    },
  });
  const { json } = await send('POST', `${V}/job/allocate`, { body: { job: { name: 'a', user_id: 'root' } } });
  expect(json).toMatchObject({ job_id: 7, job_submit_user_msg: '', errors: [] });
  await send('POST', `${V}/job/allocate`, { body: { hetjob: [{ nodes: '2' }, {}] } });
  expect(asked).toEqual([
    [[{ name: 'a', min_nodes: 1 }], false],
    [[{ min_nodes: 2, max_nodes: 2 }, { min_nodes: 1 }], true],
  ]);
  for (const body of [{}, { job: {}, hetjob: [{}] }, { hetjob: [] }, []])
    expect((await send('POST', `${V}/job/allocate`, { body })).status).toBeGreaterThanOrEqual(400);
});

test('where the cluster signals many jobs itself it is asked once, with the flags as they came', async () => {
  const asked: unknown[] = [];
  const { send } = administered({
    async signalJobs(_caller, signal) {
      asked.push(signal);
      return [{ code: 2021, message: 'said', job: '5_[1-2]', realJobId: 9, sibling: '' }];
    },
  });
  const body = { jobs: ['5'], account: 'test', job_state: ['PENDING'], flags: ['VERBOSE', 'HURRY'] };
  const { json } = await send('DELETE', `${V}/jobs`, { body });
  expect(json.status).toMatchObject([
    { error: { code: 2021, message: 'said' }, step_id: '5_[1-2]', job_id: { number: 9 } },
  ]);
  await send('DELETE', `${V}/job/5?signal=USR1&flags=BATCH_JOB`);
  await send('DELETE', `${V}/job/5`);
  expect(asked).toEqual([
    { signal: 9, flags: ['VERBOSE', 'HURRY'], jobs: ['5'], account: 'test', state: ['PENDING'] },
    { signal: 10, flags: ['BATCH_JOB'], jobs: ['5'] },
    { signal: 9, flags: ['FULL_JOB'], jobs: ['5'] },
  ]);
});

test('a controller is told to read its configuration anew', async () => {
  const { done, send } = administered();
  expect((await send('GET', `${V}/reconfigure`)).json.errors).toEqual([]);
  expect(done).toEqual([['reconfigure']]);
});
