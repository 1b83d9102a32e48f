import { afterEach, describe, expect, test } from 'vitest';
import { command } from '../../../../src/schedulers/slurmctld/connection/ask.ts';
import type { Sender } from '../../../../src/schedulers/slurmctld/connection/controller.ts';
import { Controllers } from '../../../../src/schedulers/slurmctld/connection/controllers.ts';
import { kill, ping } from '../../../../src/schedulers/slurmctld/messages/requests.ts';
import { encodeCredential } from '../../../../src/schedulers/slurmctld/wire/frame.ts';
import { MESSAGE } from '../../../../src/schedulers/slurmctld/wire/message-type.ts';
import { SILENT } from '../../../../src/slurm/log.ts';
import {
  type Behaviour,
  type FakeSlurmctld,
  replyOf,
  returnCode,
  startFakeSlurmctld,
} from '../fake-slurmctld.ts';
import { fixtureBytes } from '../fixture.ts';
import { type TestCluster, testCluster } from '../test-cluster.ts';

const sender: Sender = {
  name: 'alice',
  credential: async () => encodeCredential({ plugin: 'jwt', token: 'good', user: undefined }),
};
const killing = kill({ kind: 'job', jobId: 7 }, 9, 'steps');

const fakes: FakeSlurmctld[] = [];
const clusters: TestCluster[] = [];
const opened: Controllers[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  for (const one of clusters.splice(0)) one.remove();
  await Promise.all(fakes.splice(0).map((one) => one.close()));
});

const answering =
  (code: number): Behaviour =>
  ({ type, version }) => {
    if (version !== 42) return 'close';
    if (type === MESSAGE.REQUEST_BUILD_INFO && code === 0)
      return { reply: fixtureBytes(42, 'configuration') };
    return returnCode(version, code);
  };
const works = answering(0);

async function fake(behaviour: Behaviour, port?: number): Promise<FakeSlurmctld> {
  const one = await startFakeSlurmctld(behaviour, port);
  fakes.push(one);
  return one;
}

/** Controllers on different ports of this machine, which slurm.conf itself cannot say. */
function controllersOn(...ports: number[]): Controllers {
  const cluster = testCluster(ports, ['MessageTimeout=2']);
  clusters.push(cluster);
  const controllers = new Controllers(cluster.conf, SILENT, (index) => [ports[index]!]);
  opened.push(controllers);
  return controllers;
}

/** A port nobody listens on. */
async function deadPort(): Promise<number> {
  const one = await startFakeSlurmctld(works);
  await one.close();
  return one.port;
}

describe('the controller in charge', () => {
  test('is the next where the first is down, and stays it', async () => {
    const backup = await fake(works);
    const controllers = controllersOn(await deadPort(), backup.port);
    await controllers.call(ping(), sender);
    expect(controllers.clock).toBe(1);
    await command(controllers, killing, sender);
    expect(backup.requests.at(-1)?.type).toBe(MESSAGE.REQUEST_KILL_JOB);
  });

  test.each([2027, 2131])(
    'is the next where the first is in standby (%i), for commands too',
    async (code) => {
      const [primary, backup] = [await fake(answering(code)), await fake(works)];
      const controllers = controllersOn(primary.port, backup.port);
      await command(controllers, killing, sender);
      expect(controllers.clock).toBe(1);
      // The primary takes over again.
      primary.behave(works);
      backup.behave(answering(2027));
      await command(controllers, killing, sender);
      expect(controllers.clock).toBe(0);
    },
  );

  test('is not replaced after a command broke off: it could run twice', async () => {
    const [primary, backup] = [await fake(works), await fake(works)];
    const controllers = controllersOn(primary.port, backup.port);
    await controllers.call(ping(), sender);
    primary.behave((request) => (request.type === MESSAGE.REQUEST_KILL_JOB ? 'reset' : works(request)));
    await expect(command(controllers, killing, sender)).rejects.toMatchObject({ status: 502 });
    expect(backup.requests).toHaveLength(0);
  });

  test('is missing: every one is down, or in standby', async () => {
    const down = controllersOn(await deadPort(), await deadPort());
    await expect(down.call(ping(), sender)).rejects.toMatchObject({
      code: 'CONTROLLER_UNREACHABLE',
      status: 503,
    });
    const standby = controllersOn((await fake(answering(2027))).port);
    await expect(standby.call(ping(), sender)).rejects.toMatchObject({
      code: 'CONTROLLER_STANDBY',
      status: 503,
    });
  });

  test('is nobody where slurm.conf names none', () => {
    expect(() => controllersOn()).toThrow(expect.objectContaining({ code: 'CONTROLLER_UNNAMED' }));
  });
});

test('ping tells of every controller', async () => {
  const [primary, backup] = [await fake(works), await fake(answering(2027))];
  const controllers = controllersOn(primary.port, backup.port, await deadPort());
  expect(await controllers.ping(sender)).toEqual([
    { hostname: 'head0', mode: 'primary', up: true, status: 0 },
    { hostname: 'head1', mode: 'backup1', up: true, status: 0 },
    { hostname: 'head2', mode: 'backup2', up: false, status: 1800 },
  ]);
});

test('a controller that asks for patience is asked again, a command too: it was not carried out', async () => {
  let busy = 1;
  const one = await fake((request) =>
    request.type === MESSAGE.REQUEST_KILL_JOB && busy-- > 0
      ? returnCode(request.version, 1804)
      : works(request),
  );
  await command(controllersOn(one.port), killing, sender);
  expect(one.requests.filter(({ type }) => type === MESSAGE.REQUEST_KILL_JOB)).toHaveLength(2);
});

test('a restart under load fails with 502 to 504 while it lasts, and is over by itself', async () => {
  const first = await startFakeSlurmctld(works);
  const controllers = controllersOn(first.port);
  const load = () =>
    Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        index % 2 ? controllers.call(ping(), sender) : command(controllers, killing, sender),
      ),
    );
  const before = await load();
  expect(before.every(({ status }) => status === 'fulfilled')).toBe(true);
  const during = load();
  await first.close();
  for (const result of [...(await during), ...(await load())]) {
    if (result.status === 'rejected') expect([502, 503, 504]).toContain(result.reason.status);
  }
  await expect(controllers.call(ping(), sender)).rejects.toMatchObject({ status: 503 });
  await fake(works, first.port);
  const after = await load();
  expect(after.every(({ status }) => status === 'fulfilled')).toBe(true);
});

test('behind a controller that hangs nobody waits twice: who did not get through is told so', async () => {
  const one = await fake(works);
  const controllers = controllersOn(one.port);
  await controllers.call(ping(), sender);
  const sent = one.requests.length;
  one.behave(() => 'silence');
  const hanging = Array.from({ length: 100 }, () => command(controllers, killing, sender));
  const codes = await Promise.all(hanging.map((each) => each.catch(({ code }) => code)));
  const told = (wanted: string) => codes.filter((code) => code === wanted).length;
  expect([told('CONTROLLER_TIMEOUT'), told('CONTROLLER_SLOW')]).toEqual([32, 68]);
  expect(one.requests).toHaveLength(sent + 32);
  one.behave(works);
  await command(controllers, killing, sender);
});

describe('what a controller says of a command', () => {
  test.each([
    [2017, { code: 'JOB_UNKNOWN', status: 404, exitCode: 3 }],
    [2002, { code: 'CONTROLLER_REFUSED', errno: 2002, status: 403, exitCode: 4 }],
    [2021, { code: 'CONTROLLER_REFUSED', errno: 2021, status: 409 }],
    [-1, { code: 'CONTROLLER_REFUSED', errno: -1, status: 502 }],
    [4321, { code: 'CONTROLLER_REFUSED', errno: 4321, message: expect.stringContaining('4321') }],
  ])('%i', async (code, expected) => {
    const one = await fake((request) =>
      request.type === MESSAGE.REQUEST_KILL_JOB ? returnCode(request.version, code) : works(request),
    );
    await expect(command(controllersOn(one.port), killing, sender, '7')).rejects.toMatchObject(expected);
  });

  const arrayOutcome =
    (...codes: number[]): Behaviour =>
    (request) =>
      request.type !== MESSAGE.REQUEST_KILL_JOB
        ? works(request)
        : replyOf('RESPONSE_JOB_ARRAY_ERRORS', request.version, (body) => {
            body.u32(codes.length);
            for (const [index, code] of codes.entries()) {
              body.u32(code);
              body.string(`7_${index}`);
              body.string(code === 0 ? undefined : 'the site says no');
            }
          });

  test('of array tasks: success where all succeeded, else the first failure by its name', async () => {
    await command(controllersOn((await fake(arrayOutcome(0, 0))).port), killing, sender);
    const some = controllersOn((await fake(arrayOutcome(0, 2021))).port);
    await expect(command(some, killing, sender)).rejects.toMatchObject({
      errno: 2021,
      message: expect.stringMatching(/the site says no.*7_1/),
    });
  });

  test('with a text of success (23.02 and later)', async () => {
    const one = await fake((request) =>
      request.type !== MESSAGE.REQUEST_KILL_JOB
        ? works(request)
        : replyOf('RESPONSE_SLURM_RC_MSG', request.version, (body) => {
            body.u32(0);
            body.string(undefined);
          }),
    );
    await command(controllersOn(one.port), killing, sender);
  });
});
