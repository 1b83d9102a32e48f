import { afterEach, describe, expect, test } from 'vitest';
import { Controller, type Sender } from '../../../../src/schedulers/slurmctld/connection/controller.ts';
import { kill, ping } from '../../../../src/schedulers/slurmctld/messages/requests.ts';
import { encodeCredential } from '../../../../src/schedulers/slurmctld/wire/frame.ts';
import { MESSAGE } from '../../../../src/schedulers/slurmctld/wire/message-type.ts';
import { SILENT } from '../../../../src/slurm/log.ts';
import {
  type Action,
  type Behaviour,
  type FakeSlurmctld,
  returnCode,
  startFakeSlurmctld,
} from '../fake-slurmctld.ts';
import { fixtureBytes } from '../fixture.ts';

const sender: Sender = {
  name: 'alice',
  credential: async () => encodeCredential({ plugin: 'jwt', token: 'good', user: undefined }),
};
const killing = kill({ kind: 'job', jobId: 7 }, 9, 'steps');

let fake: FakeSlurmctld | undefined;
const ending = new AbortController();
afterEach(async () => {
  await fake?.close();
  fake = undefined;
});

async function start(behaviour: Behaviour, timeoutMs = 5000): Promise<Controller> {
  fake = await startFakeSlurmctld(behaviour);
  return new Controller({
    address: { name: 'head', address: '127.0.0.1' },
    ports: [fake.port],
    timeoutMs,
    log: SILENT,
    signal: ending.signal,
  });
}

const sent = (): (string | number)[][] =>
  fake!.requests.map(({ type, version }) => [
    Object.entries(MESSAGE).find(([, number]) => number === type)?.[0] ?? type,
    version,
  ]);

/** A daemon that takes these versions, and shows the others what `refusal` says. */
function daemon(accepts: readonly number[], refusal: (version: number) => Action): Behaviour {
  const releases: Record<number, string> = { 38: '22.05.8', 42: '24.11.5' };
  const release = releases[accepts.at(-1)!] ?? '26.05.5';
  return ({ type, version }) => {
    if (!accepts.includes(version)) return refusal(version);
    if (type === MESSAGE.REQUEST_BUILD_INFO)
      return { reply: ofRelease(fixtureBytes(version, 'configuration'), release) };
    return returnCode(version, 0);
  };
}

/** A recorded configuration may come from another release that speaks this version too. */
function ofRelease(reply: Buffer, release: string): Buffer {
  const text = reply.toString('latin1').replace(/22\.05\.8|24\.11\.5|26\.05\.5/, release);
  return Buffer.from(text, 'latin1');
}

const http: Action = { raw: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') };

test.each([
  ['22.05 closes', [36, 37, 38], () => 'close', [42, 39, 36], 38],
  ['24.11 says its own', [39, 40, 41, 42], () => returnCode(42, 1007), [42], 42],
  ['26.05 answers HTTP', [42, 43, 44, 45], () => http, [42], 45],
  ['a release to come says its own', [43, 44, 45, 46], () => returnCode(46, 1007), [42, 45], 45],
] as [string, number[], () => Action, number[], number][])(
  'finds the best version: %s',
  async (_, accepts, refusal, probes, best) => {
    const controller = await start(daemon(accepts, refusal));
    expect((await controller.call(ping(), sender)).version).toBe(best);
    expect(sent()).toEqual([
      ...probes.map((version) => ['REQUEST_PING', version]),
      ['REQUEST_BUILD_INFO', probes.at(-1)],
      ['REQUEST_PING', best],
    ]);
    await controller.call(ping(), sender);
    expect(sent().at(-1)).toEqual(['REQUEST_PING', best]);
    expect(fake!.requests).toHaveLength(probes.length + 3);
  },
);

test('negotiates once for all who come at a time', async () => {
  const controller = await start(daemon([42], () => 'close'));
  await Promise.all(Array.from({ length: 10 }, () => controller.call(ping(), sender)));
  expect(sent().filter(([name]) => name === 'REQUEST_BUILD_INFO')).toHaveLength(1);
});

test('finds the version anew when the daemon is replaced by another release', async () => {
  const controller = await start(daemon([36, 37, 38], () => 'close'));
  await controller.call(ping(), sender);
  fake!.behave(daemon([42, 43, 44, 45], () => http));
  expect((await controller.call(ping(), sender)).version).toBe(45);
  fake!.behave(daemon([39, 40, 41, 42], () => returnCode(42, 1007)));
  // Refused for its version and so not carried out: even what must not run twice is sent again.
  expect((await controller.call(killing, sender)).version).toBe(42);
});

test('a refused credential is told as such, and does not disturb what is known', async () => {
  const controller = await start(daemon([42], () => 'close'));
  await controller.call(ping(), sender);
  fake!.behave(({ version }) => returnCode(version, 1007));
  const refused = { code: 'CREDENTIAL_REFUSED', status: 403 };
  await expect(controller.call(ping(), sender)).rejects.toMatchObject(refused);
  fake!.behave(daemon([42], () => 'close'));
  fake!.requests.length = 0;
  await controller.call(ping(), sender);
  expect(sent()).toEqual([['REQUEST_PING', 42]]);
});

test('a refused credential up to 24.05 shows as a connection that is closed in order, never as a reset', async () => {
  const controller = await start(daemon([36, 37, 38], () => 'close'));
  await controller.call(ping(), sender);
  const refused = { code: 'CREDENTIAL_REFUSED', status: 403 };
  fake!.behave(() => 'close');
  await expect(controller.call(ping(), sender)).rejects.toMatchObject(refused);
  await expect(controller.call(killing, sender)).rejects.toMatchObject(refused);
  fake!.behave(({ version }) => (version === 42 ? 'reset' : 'close'));
  await expect(controller.call(ping(), sender)).rejects.toMatchObject({ code: 'CONTROLLER_CLOSED' });
});

test.each(['close', 'reset'] as const)(
  'a %s under way: a question is put again, a command is not',
  async (way) => {
    const works = daemon([42], () => 'close');
    const controller = await start(works);
    await controller.call(ping(), sender);

    let broken = 1;
    const breaksOnce: Behaviour = (request) => (broken-- > 0 ? way : works(request));
    fake!.behave(breaksOnce);
    await expect(controller.call(ping(), sender)).resolves.toMatchObject({ type: MESSAGE.RESPONSE_SLURM_RC });

    broken = 1;
    fake!.requests.length = 0;
    await expect(controller.call(killing, sender)).rejects.toMatchObject({
      code: 'CONTROLLER_CLOSED',
      status: 502,
      message: expect.stringContaining('not known'),
    });
    expect(sent().filter(([name]) => name === 'REQUEST_KILL_JOB')).toHaveLength(1);
  },
);

test('a command that broke off is never called "not sent" because the daemon is gone by then', async () => {
  const controller = await start(daemon([42], () => 'close'));
  await controller.call(ping(), sender);
  fake!.behave((): Action => {
    void fake!.close();
    return 'reset';
  });
  await expect(controller.call(killing, sender)).rejects.toMatchObject({ code: 'CONTROLLER_CLOSED' });
  fake = undefined;
});

test('silence ends in a timeout', async () => {
  const controller = await start(() => 'silence', 100);
  await expect(controller.call(ping(), sender)).rejects.toMatchObject({
    code: 'CONTROLLER_TIMEOUT',
    status: 504,
  });
});

test.each([
  ['a length beyond all bounds', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0])],
  ['a frame that is no message', Buffer.from([0, 0, 0, 3, 1, 2, 3])],
])('%s', async (_, raw) => {
  const controller = await start(() => ({ raw }));
  await expect(controller.call(ping(), sender)).rejects.toMatchObject({
    code: 'REPLY_MALFORMED',
    status: 502,
  });
});

describe('a reply that is cut', () => {
  const works = daemon([42], () => 'close');
  const half = { raw: Buffer.from([0, 0, 0, 50, 1, 2, 3]) };

  test('leaves open whether a command was carried out, which is not sent again', async () => {
    const controller = await start(works);
    await controller.call(ping(), sender);
    fake!.behave(() => half);
    const sent = fake!.requests.length;
    await expect(controller.call(killing, sender)).rejects.toMatchObject({
      code: 'CONTROLLER_CUT',
      status: 502,
      message: expect.stringMatching(/broke off midway\. Whether it was carried out is not known/),
    });
    expect(fake!.requests).toHaveLength(sent + 1);
  });

  test('is asked for again where that does no harm', async () => {
    const controller = await start(works);
    await controller.call(ping(), sender);
    let cuts = 1;
    fake!.behave((request) => (cuts-- > 0 ? half : works(request)));
    await controller.call(ping(), sender);
  });

  test('is no refused credential where it is the first one', async () => {
    const controller = await start(() => half);
    await expect(controller.call(ping(), sender)).rejects.toMatchObject({ code: 'CONTROLLER_CUT' });
  });
});
