import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HistoryRecord } from '../../../../src/schedulers/local/history/history-record.ts';
import { openStateFolder } from '../../../../src/schedulers/local/store/state-folder.ts';
import { Store } from '../../../../src/schedulers/local/store/store.ts';
import { ME, openTestScheduler, tempFolder } from '../open-test-scheduler.ts';

/** Another process's look at the history of a state folder. */
async function openHistory(stateDir: string) {
  const store = await Store.open(openStateFolder(stateDir), { firstJobId: 1, maxJobId: 1000 });
  onTestFinished(() => store.close());
  return store;
}

const brief = ({ job_id, job_state, job_state_flags, exit_code, restart_cnt }: HistoryRecord) =>
  [job_id, job_state, ...job_state_flags, exit_code, restart_cnt].join(' ');

test('each start that is over is kept, and outlives the queue', async () => {
  const { submit, machine, reach, scheduler, stateDir } = await openTestScheduler({
    conf: 'MinJobAge=1\nNodeName=host1 CPUs=4 RealMemory=4000\nPartitionName=debug Nodes=ALL Default=YES\n',
  });
  await submit({ name: 'again', account: 'physics', num_tasks: 2, submit_line: 'sbatch again.sh' });
  await reach({ 1: 'RUNNING' });
  await scheduler.requeue(ME, { kind: 'job', jobId: 1 }, { hold: false });
  await machine.launched('1.2');
  machine.end('1.2', 3 << 8);
  const store = await openHistory(stateDir);
  const all = () => store.history((history) => [...history.endedSince(0)]);
  await expect.poll(() => all().map(brief)).toEqual(['1 PENDING REQUEUED 15 0', '1 FAILED 768 1']);
  expect(all()[1]).toMatchObject({
    name: 'again',
    account: 'physics',
    user_id: ME.uid,
    nodes: 'host1',
    tres_alloc_str: 'cpu=2,node=1,billing=2',
    submit_line: 'sbatch again.sh',
    work_dir: '/tmp',
    std_out: '/tmp/slurm-1.out',
    userSeconds: 0,
    steps: [{ id: 'batch', state: 'FAILED', exitCode: 768, cpus: 2, nodes: 'host1' }],
  });
  await expect.poll(async () => (await scheduler.jobs(ME)).records, { timeout: 20_000 }).toEqual([]);
  expect(store.history((history) => history.ofJob(1)).map(brief)).toHaveLength(2);
});

test('a job that never started is kept with who ended it', async () => {
  const { submit, machine, reach, scheduler, stateDir } = await openTestScheduler();
  await submit({ array_inx: '1-3', priority: 0 });
  await submit({ num_tasks: 1 }, { num_tasks: 2 });
  await reach({ '1_[1-3]': 'PENDING(JobHeldUser)', '2+0': 'RUNNING', '2+1': 'RUNNING' });
  await scheduler.cancel(ME, { kind: 'tasks', jobId: 1, tasks: '2' });
  machine.end('2.1');
  const store = await openHistory(stateDir);
  const kept = (id: number) => store.history((history) => history.ofJob(id));
  await expect.poll(() => kept(2).map(brief)).toEqual(['2 COMPLETED 0 0', '3 COMPLETED 0 0']);
  expect(kept(3)).toMatchObject([{ het_job_id: 2, het_job_offset: 1, num_nodes: 1, steps: [] }]);
  expect(kept(1)).toMatchObject([
    { array_job_id: 1, array_task_id: 2, start_time: 0, requid: ME.uid, steps: [], nodes: '' },
  ]);
});

test('what is older than PurgeJobAfter is forgotten by whoever leads', async () => {
  const stateDir = join(tempFolder(), 'state');
  const store = await openHistory(stateDir);
  const day = 86_400;
  const now = Math.floor(Date.now() / 1000);
  const old = (id: number, age: number) =>
    ({ ...BLANK, job_id: id, array_job_id: 7, end_time: now - age }) as never;
  await store.write((transaction) => {
    for (let id = 1; id <= 2500; id++) transaction.remember(old(id, 3 * day));
    transaction.remember(old(2501, day));
  });
  await openTestScheduler({ stateDir, conf: 'PurgeJobAfter=2days\nNodeName=host1 CPUs=4\n' });
  const left = () => store.history((history) => [...history.endedSince(0)].map(({ job_id }) => job_id));
  await expect.poll(left, { timeout: 20_000 }).toEqual([2501]);
  expect(store.history((history) => history.ofJob(7))).toHaveLength(1);
});

const BLANK = { het_job_id: 0, restart_cnt: 0, steps: [] };

test('a length of time that is none is told', async () => {
  await expect(openTestScheduler({ conf: 'PurgeJobAfter=soon\n' })).rejects.toMatchObject({
    code: 'CONF_MALFORMED',
  });
});
