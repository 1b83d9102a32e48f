import { expect, test } from 'vitest';
import type { Accounting } from '../../../../src/slurm/accounting/accounting.ts';
import type { JobConditions } from '../../../../src/slurm/accounting/conditions.ts';
import type { AccountingJob } from '../../../../src/slurm/accounting/job.ts';
import { ME, openTestScheduler, STRANGER, type TestScheduler } from '../open-test-scheduler.ts';

const NOW = () => Math.floor(Date.now() / 1000);
const CONF = `ClusterName=lab
NodeName=host1 CPUs=4 RealMemory=4000 Gres=gpu:2
NodeName=host2 CPUs=4 RealMemory=4000
PartitionName=debug Nodes=ALL Default=YES
PartitionName=long Nodes=ALL
`;

/** Jobs of every kind: 1 completed, 2 failed, 3 requeued and running, 4 of an array, 5+ het, 8 waiting. */
async function openWithJobs(): Promise<TestScheduler & { readonly accounting: Accounting }> {
  const test = await openTestScheduler({ conf: CONF });
  const { submit, machine, reach, scheduler } = test;
  machine.end('1.1');
  machine.end('2.1', 3 << 8);
  await submit({
    name: 'good',
    account: 'physics',
    tres_per_node: 'gres:gpu:1',
    pn_min_memory: { mib: 1024, per: 'node' },
  });
  await submit({ name: 'bad', account: 'physics', partition: 'long' });
  await submit({ name: 'again', num_tasks: 2 });
  await machine.launched('3.1');
  await scheduler.requeue(ME, { kind: 'job', jobId: 3 }, { hold: false });
  await machine.launched('3.2');
  await submit({ name: 'many', array_inx: '7' });
  machine.end('4.1');
  machine.end('5.1');
  await submit({ name: 'lead' }, { name: 'follow' });
  await submit({ name: 'later', priority: 0 });
  await reach({
    1: 'COMPLETED',
    2: 'FAILED',
    3: 'RUNNING',
    '4_7': 'COMPLETED',
    '5+0': 'COMPLETED',
    '5+1': 'COMPLETED',
    7: 'PENDING(JobHeldUser)',
  });
  return { ...test, accounting: scheduler.accounting! };
}

const brief = (job: AccountingJob) => [job.jobid, job.state, ...job.state_flags].join(' ');

test('jobs are found by what they are and when they were there', async () => {
  const { accounting } = await openWithJobs();
  const find = async (conditions: JobConditions) => (await accounting.jobs(ME, conditions)).map(brief);
  const all = [
    '1 COMPLETED',
    '2 FAILED',
    '3 RUNNING',
    '4 COMPLETED',
    '5 COMPLETED',
    '6 COMPLETED',
    '7 PENDING',
  ];
  expect(await find({})).toEqual(all);
  expect(await find({ flags: ['DUP'] })).toEqual([...all.slice(0, 2), '3 PENDING REQUEUED', ...all.slice(2)]);
  expect(await find({ usage_start: 1, usage_end: NOW() - 1000 })).toEqual([]);
  expect(await find({ usage_start: NOW() + 1000, usage_end: NOW() + 2000 })).toEqual([
    '3 RUNNING',
    '7 PENDING',
  ]);
  expect(await find({ flags: ['NO_DEFAULT_USAGE'], usage_start: NOW() + 1000 })).toEqual([]);
  expect(await find({ state_list: ['FAILED', 'RUNNING'], acct_list: ['physics'] })).toEqual([
    '1 COMPLETED',
    '2 FAILED',
  ]);
  expect(await find({ state_list: ['FAILED'], usage_start: 1, flags: ['NO_DEFAULT_USAGE'] })).toEqual([
    '2 FAILED',
  ]);
  expect(await find({ acct_list: ['default', 'root'] })).toEqual(all.slice(2));
  expect(await find({ jobname_list: ['follow'] })).toEqual(['6 COMPLETED']);
  expect(await find({ partition_list: ['long'] })).toEqual(['2 FAILED']);
  expect(await find({ userid_list: ['4242'] })).toEqual([]);
  expect(await find({ cluster_list: ['other'] })).toEqual([]);
  expect(await find({ used_nodes: 'elsewhere[1-3]' })).toEqual([]);
  expect(await find({ cpus_min: 2 })).toEqual(['3 RUNNING']);
  const step = { step_id: undefined, step_het_comp: undefined };
  expect(await find({ step_list: [{ job_id: 5, ...step }] })).toEqual(['5 COMPLETED', '6 COMPLETED']);
  expect(await find({ step_list: [{ job_id: 5, het_job_offset: 1, ...step }] })).toEqual(['6 COMPLETED']);
  expect(await find({ step_list: [{ job_id: 4, array_task_id: 7, ...step }] })).toEqual(['4 COMPLETED']);
  expect(await find({ step_list: [{ job_id: 99, ...step }] })).toEqual([]);
});

test('a job has what sacct tells of it', async () => {
  const { accounting } = await openWithJobs();
  const named = async (name: string) => (await accounting.jobs(ME, { jobname_list: [name] }))[0]!;
  expect(await named('good')).toMatchObject({
    account: 'physics',
    cluster: 'lab',
    associd: 4,
    lineage: expect.stringMatching(/^\/physics\/0-/),
    alloc_nodes: 1,
    nodes: 'host1',
    qosid: 1,
    req_cpus: 1,
    exitcode: 0,
    tres_req_str: '1=1,2=1024,4=1,5=1',
    tres_alloc_str: '1=1,2=1024,4=1,5=1,1001=1',
    steps: [
      {
        stepname: 'batch',
        step_id: { job_id: 1, step_id: 'batch' },
        state: 'COMPLETED',
        nnodes: 1,
        tres_alloc_str: '1=1,4=1',
      },
    ],
  });
  expect(await named('bad')).toMatchObject({
    exitcode: 768,
    derived_ec: 0,
    steps: [{ state: 'FAILED', exitcode: 768 }],
  });
  const again = await named('again');
  expect(again).toMatchObject({ end: 0, restart_cnt: 1, steps: [{ state: 'RUNNING', end: 0 }] });
  expect(await named('follow')).toMatchObject({ het_job_id: 5, het_job_offset: 1, steps: [] });
  expect(await named('later')).toMatchObject({
    start: 0,
    elapsed: 0,
    nodes: 'None assigned',
    tres_alloc_str: '',
    state_reason_prev: 'JobHeldUser',
  });
  const [cut] = await accounting.jobs(ME, {
    jobname_list: ['again'],
    usage_start: again.start,
    usage_end: again.start + 5,
  });
  expect(cut).toMatchObject({ end: again.start + 5, elapsed: 5 });
  const [whole] = await accounting.jobs(ME, {
    jobname_list: ['again'],
    flags: ['NO_TRUNC', 'NO_STEP'],
    usage_start: 1,
  });
  expect(whole).toMatchObject({ end: 0, steps: [] });
});

test('what is told of jobs is changed, of those that are over and of others', async () => {
  const { accounting } = await openWithJobs();
  const all = (...ids: number[]): JobConditions => ({
    step_list: ids.map((job_id) => ({ job_id, step_id: undefined, step_het_comp: undefined })),
    flags: ['NO_DEFAULT_USAGE', 'DUP', 'NO_TRUNC'],
  });
  const told = (...ids: number[]) => accounting.jobs(ME, all(...ids));
  const said = { derived_es: 'mine', admin_comment: 'ours', extra: 'e', wckey: 'key' };
  expect(await accounting.modifyJobs(ME, all(1, 7), said)).toEqual([
    expect.stringMatching(/^1 submitted at \d{4}-\d\d-\d\dT/),
    expect.stringMatching(/^7 submitted at /),
  ]);
  expect(await told(1, 7)).toMatchObject([said, said]);
  await accounting.modifyJobs(ME, all(1), { derived_ec: 512, tres_alloc_str: '1=3,2=2048' });
  expect(await told(1)).toMatchObject([
    { ...said, derived_ec: 512, tres_alloc_str: '1=3,2=2048,4=1,5=1,1001=1' },
  ]);
  // Each run of a job that was requeued, each component of a het job.
  await accounting.modifyJobs(ME, all(3, 5), { extra: 'all' });
  expect((await told(3, 5)).map(({ extra }) => extra)).toEqual(['all', 'all', 'all', 'all']);
  const nothing = { code: 'ACCOUNTING_UNCHANGED', errno: 1900 };
  await expect(accounting.modifyJobs(ME, all(99), said)).rejects.toMatchObject(nothing);
  await expect(accounting.modifyJobs(ME, all(1), {})).rejects.toMatchObject(nothing);
  for (const conditions of [all(1), all(7)])
    await expect(accounting.modifyJobs(STRANGER, conditions, { extra: 'x' })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
  await expect(accounting.modifyJobs(STRANGER, all(99), { admin_comment: 'x' })).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
  });
});

test('it knows who has submitted, and nothing it would have to make up', async () => {
  const { accounting } = await openWithJobs();
  const other = ME.uid === 0 ? 'root' : 'default';
  const accounts = (await accounting.accounts(ME, {})).map(({ name }) => name);
  expect(accounts).toEqual([...new Set(['root', 'physics', other])]);
  const [me] = await accounting.users(ME, {
    assoc_cond: { user_list: [(await accounting.jobs(ME, {}))[0]!.user] },
    with_assocs: true,
  });
  expect(me).toMatchObject({ uid: ME.uid, admin_level: 'Administrator', default_acct: other });
  expect(me!.assoc_list.map(({ acct }) => acct).toSorted()).toEqual([other, 'physics'].toSorted());
  const associations = await accounting.associations(ME, {});
  expect(new Set(associations.map(({ id }) => id)).size).toBe(associations.length);
  expect(associations[0]).toMatchObject({ id: 1, acct: 'root', user: '', lineage: '/' });
  expect(await accounting.associations(ME, { acct_list: ['physics'], flags: ['ONLY_DEFS'] })).toEqual([]);
  expect(await accounting.qos(ME, {})).toMatchObject([{ id: 1, name: 'normal' }]);
  expect(await accounting.qos(ME, { name_list: ['high'] })).toEqual([]);
  expect(await accounting.tres(ME, { type_list: ['gres'] })).toEqual([
    { id: 1001, type: 'gres', name: 'gpu', count: 0 },
  ]);
  expect(await accounting.tres(ME, { id_list: ['1', '6'] })).toMatchObject([
    { type: 'cpu' },
    { type: 'fs', name: 'disk' },
  ]);
  expect(await accounting.clusters(ME, {})).toMatchObject([
    { name: 'lab', nodes: 'host[1-2]', tres_str: '1=8,2=8000,4=2,5=8', root_assoc: { id: 1 } },
  ]);
  expect(await accounting.clusters(ME, { cluster_list: ['other'] })).toEqual([]);
  expect(await accounting.wckeys(ME, {})).toEqual([]);
  expect(await accounting.ping(ME)).toMatchObject([{ up: true, status: 0 }]);
  expect(await accounting.statistics(ME)).toMatchObject({
    rpc_list: expect.arrayContaining([
      expect.objectContaining({ name: 'DBD_GET_JOBS_COND', id: 1444, cnt: 1 }),
    ]),
    user_list: [{ id: ME.uid }],
  });
  await expect(accounting.statistics(STRANGER)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  expect((await accounting.configuration(ME)).purge_job).toMatchObject({ set: true, hours: 8760 });
});
