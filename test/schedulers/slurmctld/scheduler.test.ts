import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openSlurmctldScheduler,
  type SlurmctldScheduler,
} from '../../../src/schedulers/slurmctld/scheduler.ts';
import { MESSAGE } from '../../../src/schedulers/slurmctld/wire/message-type.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import {
  type Action,
  type FakeSlurmctld,
  replyOf,
  returnCode,
  type SeenRequest,
  startFakeSlurmctld,
} from './fake-slurmctld.ts';
import { type FixtureName, fixtureBytes } from './fixture.ts';
import { alice, bob, self, type TestCluster, testAccounts, testCluster } from './test-cluster.ts';

const VERSION = 42;
const TABLES: Record<number, FixtureName> = {
  [MESSAGE.REQUEST_BUILD_INFO]: 'configuration',
  [MESSAGE.REQUEST_JOB_INFO]: 'jobs',
  [MESSAGE.REQUEST_JOB_INFO_SINGLE]: 'jobs',
  [MESSAGE.REQUEST_NODE_INFO]: 'nodes',
  [MESSAGE.REQUEST_PARTITION_INFO]: 'partitions',
  [MESSAGE.REQUEST_RESERVATION_INFO]: 'reservations',
  [MESSAGE.REQUEST_LICENSE_INFO]: 'licenses',
  [MESSAGE.REQUEST_STATS_INFO]: 'statistics',
};

/** Plays back recorded tables; a conditional question that repeats their time is told "no change". */
function recorded({ type, version, body }: SeenRequest): Action {
  if (version !== VERSION) return 'close';
  const name = TABLES[type];
  if (name === undefined) return returnCode(version, 0);
  const bytes = fixtureBytes(version, name);
  const isConditional = type !== MESSAGE.REQUEST_JOB_INFO_SINGLE && type !== MESSAGE.REQUEST_STATS_INFO;
  if (isConditional && body.time() > 1) return returnCode(version, 1900);
  return { reply: bytes };
}

let fake: FakeSlurmctld;
let cluster: TestCluster;
let scheduler: SlurmctldScheduler;
beforeEach(async () => {
  fake = await startFakeSlurmctld(recorded);
  cluster = testCluster([fake.port]);
  scheduler = await openSlurmctldScheduler({ conf: cluster.conf, log: SILENT, accounts: testAccounts });
});
afterEach(async () => {
  await scheduler.close();
  cluster.remove();
  await fake.close();
});

const ofType = (type: number): SeenRequest[] => fake.requests.filter((request) => request.type === type);
const withToken = (caller: Caller, token: string): Caller => ({ ...caller, credential: 'token', token });

describe('tables', () => {
  test('are read, and joined where Slurm leaves that to its clients', async () => {
    const { records: jobs } = await scheduler.jobs(self);
    expect(jobs.map(({ name }) => name)).toEqual(['größe', 'array', 'leader', 'second', 'waiting']);
    const { records: nodes } = await scheduler.nodes(self);
    expect(nodes.map(({ name, partitions }) => [name, partitions])).toEqual([
      ['host1', ['debug', 'short']],
      ['host2', ['debug', 'short']],
      ['host3', ['debug', 'short', 'hidden']],
      ['host4', ['debug', 'short', 'hidden', 'down']],
    ]);
    expect((await scheduler.partitions(self)).records).toHaveLength(4);
    expect((await scheduler.reservations(self)).records).toHaveLength(1);
    expect((await scheduler.licenses(self)).records).toHaveLength(2);
    expect(await scheduler.diagnostics(self)).toMatchObject({ parts_packed: 1 });
    expect(await scheduler.configuration(self)).toMatchObject({ version: '24.11.5' });
  });

  test('that have not changed are the same snapshot', async () => {
    const first = await scheduler.jobs(self);
    expect(await scheduler.jobs(self)).toBe(first);
    const nodes = await scheduler.nodes(self);
    expect(await scheduler.nodes(self)).toBe(nodes);
    // The second question named the controller's own time of the first answer.
    expect(ofType(MESSAGE.REQUEST_JOB_INFO)).toHaveLength(2);
  });

  test('sent again without a change have the same version; what did not change stays the same object', async () => {
    const first = await scheduler.jobs(self);
    fake.behave((request) =>
      request.type === MESSAGE.REQUEST_JOB_INFO
        ? { reply: fixtureBytes(VERSION, 'jobs') }
        : recorded(request),
    );
    expect(await scheduler.jobs(self)).toBe(first);

    const changed = fixtureBytes(VERSION, 'jobs');
    changed.write('larger', changed.indexOf('größe'), 'utf8');
    // "größe" takes seven bytes; its neighbour has to stay.
    changed.write('x', changed.indexOf('larger') + 6, 'utf8');
    fake.behave((request) =>
      request.type === MESSAGE.REQUEST_JOB_INFO ? { reply: changed } : recorded(request),
    );
    const second = await scheduler.jobs(self);
    expect(second.version).not.toBe(first.version);
    expect(second.records[0]?.name).toBe('largerx');
    expect(second.records.slice(1).every((job, index) => job === first.records[index + 1])).toBe(true);
  });

  test('cost one RPC however many read at a time', async () => {
    await scheduler.jobs(self);
    fake.requests.length = 0;
    await Promise.all(Array.from({ length: 200 }, () => scheduler.jobs(self)));
    expect(ofType(MESSAGE.REQUEST_JOB_INFO).length).toBeLessThanOrEqual(2);
  });

  test('are never older than the asking: what is on its way already is no answer', async () => {
    await scheduler.jobs(self);
    let atController = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      atController = resolve;
    });
    fake.behave(async (request) => {
      atController();
      await sleep(20);
      return recorded(request);
    });
    const asked = ofType(MESSAGE.REQUEST_JOB_INFO).length;
    const first = scheduler.jobs(self);
    await arrived;
    await Promise.all([first, scheduler.jobs(self), scheduler.jobs(self)]);
    expect(ofType(MESSAGE.REQUEST_JOB_INFO)).toHaveLength(asked + 2);
  });

  test('may be as old as who asks will have it, and are asked for anew otherwise', async () => {
    const first = await scheduler.jobs(self);
    const [nodes] = await Promise.all([scheduler.nodes(self), scheduler.partitions(self)]);
    fake.requests.length = 0;
    expect(await scheduler.jobs(self, 60_000)).toBe(first);
    expect(await scheduler.nodes(self, 60_000)).toBe(nodes);
    expect(fake.requests).toEqual([]);
    await scheduler.jobs(self);
    expect(ofType(MESSAGE.REQUEST_JOB_INFO)).toHaveLength(1);
  });

  test('are read while every login name is looked up', async () => {
    const [job] = (await scheduler.jobs(self)).records;
    expect(job?.user_name).toMatch(/^(alice|6101)$/);
  });

  test('that break off are an error, and the next question is answered', async () => {
    fake.behave((request) =>
      request.type === MESSAGE.REQUEST_JOB_INFO ? { raw: Buffer.from([0, 0, 9, 9, 1]) } : recorded(request),
    );
    await expect(scheduler.jobs(self)).rejects.toMatchObject({ status: 502 });
    fake.behave(recorded);
    expect((await scheduler.jobs(self)).records).toHaveLength(5);
  });
});

describe('who sees what', () => {
  const tokens = () => ofType(MESSAGE.REQUEST_JOB_INFO).map(({ token, user }) => [token, user]);
  const [asAlice, asBob] = [withToken(alice, 'token of alice'), withToken(bob, 'token of bob')];

  test('all share one table where nothing is private', async () => {
    expect(await scheduler.jobs(asAlice)).toBe(await scheduler.jobs(asBob));
    // Each question still goes out with the credential of who asks.
    expect(tokens()).toEqual([
      ['token of alice', 'alice'],
      ['token of bob', 'bob'],
    ]);
  });

  test('with PrivateData nobody is shown what was fetched for another', async () => {
    const conf = privateConfiguration();
    fake.behave((request) => {
      if (request.type === MESSAGE.REQUEST_BUILD_INFO && request.version === VERSION) return { reply: conf };
      if (request.type === MESSAGE.REQUEST_JOB_INFO && request.user === 'bob') return noJobs();
      return recorded(request);
    });
    expect((await scheduler.jobs(asAlice)).records).toHaveLength(5);
    expect((await scheduler.jobs(asBob)).records).toEqual([]);
    expect((await scheduler.jobs(asAlice)).records).toHaveLength(5);
    expect((await scheduler.jobs(asBob)).records).toEqual([]);
  });

  test('one caller whose credential is refused costs the others nothing', async () => {
    fake.behave((request) =>
      request.token === 'token of bob' ? returnCode(request.version, 1007) : recorded(request),
    );
    await expect(scheduler.jobs(asBob)).rejects.toMatchObject({ status: 403 });
    // Who shares bob's question asks again when it is only bob who is denied the answer.
    const round = [asBob, asBob, asAlice, asAlice].map((caller) => scheduler.jobs(caller));
    const settled = await Promise.allSettled(round);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  });
});

/** The recorded configuration with PrivateData=jobs. */
function privateConfiguration(): Buffer {
  const bytes = Buffer.from(fixtureBytes(VERSION, 'configuration'));
  // private_data stands in front of ProctrackType, whose text is easy to find.
  const at = bytes.indexOf('proctrack/linuxproc') - 4 - 2;
  bytes.writeUInt16BE(1, at);
  return bytes;
}

function noJobs(): Action {
  return replyOf('RESPONSE_JOB_INFO', VERSION, (body) => {
    body.u32(0);
    body.time(1_800_000_000);
    body.time(0);
  });
}

describe('who is up, and the figures', () => {
  test('cost at most two RPCs however many ask at a time', async () => {
    await scheduler.ping(self);
    fake.requests.length = 0;
    await Promise.all(
      Array.from({ length: 100 }, () => [scheduler.ping(self), scheduler.diagnostics(self)]).flat(),
    );
    expect(ofType(MESSAGE.REQUEST_PING).length).toBeLessThanOrEqual(2);
    expect(ofType(MESSAGE.REQUEST_STATS_INFO).length).toBeLessThanOrEqual(2);
  });

  test('say nothing of a credential: that is confirmed for each by itself', async () => {
    const [asAlice, asBob] = [withToken(alice, 'token of alice'), withToken(bob, 'token of bob')];
    await scheduler.confirm(asAlice);
    fake.behave((request) =>
      request.token === 'token of bob' ? returnCode(request.version, 1007) : recorded(request),
    );
    const round = [asAlice, asBob, asAlice].map((caller) => scheduler.confirm(caller));
    const settled = await Promise.allSettled(round);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { code: 'CREDENTIAL_REFUSED' } });
  });
});

describe('one job', () => {
  const arrayId = async () =>
    (await scheduler.jobs(self)).records.find(({ name }) => name === 'array')!.job_id;

  test('is all the controller tells of its id', async () => {
    expect(await scheduler.job(self, { kind: 'job', jobId: 5 })).toHaveLength(5);
  });

  test('a task of an array that has not started is its common record; a component is one by its offset', async () => {
    const jobId = await arrayId();
    const named = async (tasks: string) =>
      (await scheduler.job(self, { kind: 'tasks', jobId, tasks })).map(({ name }) => name);
    expect(await named('7')).toEqual(['array']);
    expect(await named('*')).toEqual(['array']);
    expect(await named('2,28')).toEqual(['array']);
    await expect(named('8')).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
    const [second] = await scheduler.job(self, { kind: 'component', jobId, offset: 1 });
    expect(second?.name).toBe('second');
  });

  test('that is unknown is named in the error', async () => {
    fake.behave((request) =>
      request.type === MESSAGE.REQUEST_JOB_INFO_SINGLE ? returnCode(VERSION, 2017) : recorded(request),
    );
    await expect(scheduler.job(self, { kind: 'tasks', jobId: 9, tasks: '1' })).rejects.toMatchObject({
      code: 'JOB_UNKNOWN',
      message: expect.stringContaining('9_1'),
    });
  });
});

describe('submitting', () => {
  const script = '#!/bin/sh\n';
  const accept: Action = replyOf('RESPONSE_SUBMIT_BATCH_JOB', VERSION, (body) => {
    body.u32(77);
    body.u32(0xfffffffb);
    body.u32(2042);
    body.string('be nice');
  });
  beforeEach(() => {
    fake.behave((request) =>
      request.type === MESSAGE.REQUEST_SUBMIT_BATCH_JOB ||
      request.type === MESSAGE.REQUEST_SUBMIT_BATCH_HET_JOB
        ? accept
        : recorded(request),
    );
  });

  test('accepted with a remark is accepted', async () => {
    const submitted = await scheduler.submit(self, { jobs: [{ work_dir: '/tmp' }], script });
    expect(submitted).toEqual({ jobId: 77, errorCode: 2042, userMessage: 'be nice' });
  });

  test('is not repeated when the connection breaks', async () => {
    fake.behave((request) =>
      request.type === MESSAGE.REQUEST_SUBMIT_BATCH_JOB ? 'reset' : recorded(request),
    );
    await expect(scheduler.submit(self, { jobs: [{ work_dir: '/tmp' }], script })).rejects.toMatchObject({
      code: 'CONTROLLER_CLOSED',
    });
    expect(ofType(MESSAGE.REQUEST_SUBMIT_BATCH_JOB)).toHaveLength(1);
  });

  test('a script no kernel could run, or a value the wire cannot carry, is refused before anything is sent', async () => {
    const refused = (jobs: Parameters<typeof scheduler.submit>[1]) =>
      expect(scheduler.submit(self, jobs)).rejects.toMatchObject({ code: 'FIELD_INVALID', status: 400 });
    await refused({ jobs: [{}], script: 'echo hi' });
    await refused({ jobs: [{}], script: '' });
    await refused({ jobs: [{ name: 'a\0b' }], script });
    await refused({ jobs: [{ min_nodes: -1 }], script });
    await refused({ jobs: [{ nice: 2 ** 31 }], script });
    await refused({ jobs: [{ mail_type: ['SOMETIMES'] }], script });
    expect(ofType(MESSAGE.REQUEST_SUBMIT_BATCH_JOB)).toHaveLength(0);
  });

  test('completes what sbatch completes, and a het job goes out as one', async () => {
    await scheduler.submit(self, {
      jobs: [{ name: 'lead', work_dir: '/data', environment: ['A=1', 'SLURM_UMASK=0077'] }, { name: 'next' }],
      script,
    });
    const [request] = ofType(MESSAGE.REQUEST_SUBMIT_BATCH_HET_JOB);
    const text = request!.body.bytes.toString('latin1');
    const count = (part: string) => text.split(part).length - 1;
    expect(count('SLURM_SUBMIT_DIR=/data\0')).toBe(2);
    expect(count('A=1\0')).toBe(2);
    expect(count('SLURM_UMASK=0077\0')).toBe(2);
    expect(count('SLURM_UMASK=')).toBe(2);
    expect(count('SLURM_JOB_NAME=next\0')).toBe(1);
    expect(count('#!/bin/sh')).toBe(1);
  });
});

test('nobody is served in the name of another: this process is neither root nor SlurmUser of anyone else', async () => {
  const stranger: Caller = { uid: 54_399, gid: 54_399, name: 'stranger', credential: 'local' };
  const mayActForOthers = process.getuid!() === 0 || cluster.conf.slurmUser === 'self';
  const outcome = await scheduler.jobs(stranger).then(
    () => 'served',
    (error: { code: string }) => error.code,
  );
  expect(outcome).toBe(mayActForOthers ? 'served' : 'IDENTITY_UNAVAILABLE');
  // Served means: on a token in their own name.
  if (mayActForOthers) {
    const { token } = ofType(MESSAGE.REQUEST_JOB_INFO)[0]!;
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'));
    expect(claims.sun).toBe('stranger');
  }
});
