import { expect, test } from 'vitest';
import { ME, openTestScheduler, STRANGER } from './open-test-scheduler.ts';

const CONF = `NodeName=host[1-2] CPUs=1 RealMemory=1000
NodeName=host3 CPUs=1 RealMemory=1000 State=DRAIN Reason=fans
PartitionName=debug Nodes=ALL Default=YES
`;

test('a drained node keeps its job and gets no other, until it is resumed', async () => {
  const { scheduler, submit, one, reach } = await openTestScheduler({ conf: CONF });
  await submit();
  await reach({ 1: 'RUNNING' });
  const { nodes: busy } = await one(1);
  await scheduler.updateNodes!(ME, { node_names: 'host[1-2]', state: ['DRAIN'], reason: 'new disk' });
  await submit();
  await reach({ 1: 'RUNNING', 2: 'PENDING(ReqNodeNotAvail)' });
  const { records } = await scheduler.nodes(ME);
  expect(records[0]).toMatchObject({ node_state_flags: ['DRAIN'], reason: 'new disk', reason_uid: ME.uid });
  expect(records.find(({ name }) => name === busy)!.alloc_cpus).toBe(1);
  await scheduler.updateNodes!(ME, { node_names: 'host2,host1', state: ['RESUME'] });
  await reach({ 1: 'RUNNING', 2: 'RUNNING' });
  expect((await scheduler.nodes(ME)).records[1]).toMatchObject({ node_state_flags: [], reason: '' });
});

test('a node that is drained by its configuration can be resumed, and other processes see it', async () => {
  const first = await openTestScheduler({ conf: CONF });
  await first.scheduler.updateNodes!(ME, {
    node_names: 'host3',
    state: ['UNDRAIN'],
    comment: 'ok',
    extra: 'x',
  });
  for (let job = 0; job < 3; job++) await first.submit();
  await first.reach({ 1: 'RUNNING', 2: 'RUNNING', 3: 'RUNNING' });
  const second = await openTestScheduler({ conf: CONF, stateDir: first.stateDir, lead: false });
  expect((await second.scheduler.nodes(ME)).records[2]).toMatchObject({
    node_state: 'ALLOCATED',
    reason: '',
    comment: 'ok',
    extra: 'x',
  });
});

test('refuses who is no administrator, and what cannot be', async () => {
  const { scheduler } = await openTestScheduler({ conf: CONF });
  const change = (changes: object, caller = ME) =>
    scheduler.updateNodes!(caller, { node_names: 'host1', ...changes });
  await expect(change({ comment: 'x' }, STRANGER)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  await expect(change({ node_names: 'host9' })).rejects.toMatchObject({ code: 'NODE_UNKNOWN' });
  await expect(change({ node_names: '' })).rejects.toMatchObject({ code: 'NODE_UNKNOWN' });
  await expect(change({ state: ['MIXED'] })).rejects.toMatchObject({ code: 'NODE_STATE_INVALID' });
  await expect(change({ state: ['IDLE', 'DRAIN'] })).rejects.toMatchObject({ code: 'NODE_STATE_INVALID' });
  await expect(change({ weight: 5 })).rejects.toMatchObject({ code: 'NOT_OFFERED' });
});
