import { afterEach, describe, expect, test } from 'vitest';
import { Writer } from '../../../src/schedulers/slurmctld/wire/writer.ts';
import {
  openSlurmdbdAccounting,
  type SlurmdbdAccounting,
} from '../../../src/schedulers/slurmdbd/accounting.ts';
import { DBD } from '../../../src/schedulers/slurmdbd/connection/message-type.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { alice, bob, self, type TestCluster, testAccounts, testCluster } from '../slurmctld/test-cluster.ts';
import {
  type Action,
  emptyList,
  type FakeSlurmdbd,
  returnCode,
  type SeenQuestion,
  startFakeSlurmdbd,
} from './fake-slurmdbd.ts';

let fakes: FakeSlurmdbd[] = [];
let cluster: TestCluster;
let accounting: SlurmdbdAccounting;

afterEach(async () => {
  accounting.close();
  cluster.remove();
  await Promise.all(fakes.map((fake) => fake.close()));
  fakes = [];
});

/** Answers everything, and takes versions up to this one. */
function speaking(
  newest: number,
  lists: (question: SeenQuestion) => Action = () => emptyList(DBD.DBD_GOT_TRES),
) {
  return (question: SeenQuestion): Action => {
    if (question.version === undefined) return lists(question);
    return returnCode(question.version <= newest ? 0 : 1005);
  };
}

async function open(
  behave: (question: SeenQuestion) => Action,
  lines: readonly string[] = [],
): Promise<FakeSlurmdbd> {
  const fake = await startFakeSlurmdbd(behave);
  fakes.push(fake);
  cluster = testCluster(
    [6817],
    [
      'AccountingStorageType=accounting_storage/slurmdbd',
      'AccountingStorageHost=127.0.0.1',
      `AccountingStoragePort=${fake.port}`,
      ...lines,
    ],
  );
  accounting = openSlurmdbdAccounting(cluster.conf, testAccounts, SILENT)!;
  return fake;
}

describe('a connection to slurmdbd', () => {
  test('is in the newest version both know, found out once', async () => {
    const fake = await open(speaking(42));
    await accounting.tres(self, {});
    expect(fake.questions.flatMap(({ version }) => version ?? [])).toEqual([45, 44, 43, 42]);
    await accounting.ping(self);
    expect(fake.questions.flatMap(({ version }) => version ?? [])).toEqual([45, 44, 43, 42, 42]);
  });

  test('serves one question: a kept one would show what was there when it began', async () => {
    const fake = await open(speaking(45));
    await accounting.tres(self, {});
    await accounting.tres(self, {});
    expect(fake.connections).toBe(2);
    const token = (caller: typeof alice) => ({ ...caller, token: 'header.payload.signature' });
    await Promise.all([accounting.tres(token(alice), {}), accounting.tres(token(bob), {})]);
    expect(fake.connections).toBe(4);
  });

  test('goes to the backup where the first is not there', async () => {
    // Nothing listens at 127.0.0.2 on the port of the fake.
    await open(speaking(45), ['AccountingStorageHost=127.0.0.2', 'AccountingStorageBackupHost=127.0.0.1']);
    await expect(accounting.tres(self, {})).resolves.toEqual([]);
    const [first, second] = await accounting.ping(self);
    expect(first).toMatchObject({ hostname: '127.0.0.2', primary: true, up: false, status: 7000 });
    expect(second).toMatchObject({ hostname: '127.0.0.1', primary: false, up: true, status: 0 });
  });
});

describe('what goes wrong is told', () => {
  test('nobody listens', async () => {
    const fake = await open(speaking(45));
    await fake.close();
    fakes = [];
    await expect(accounting.tres(self, {})).rejects.toMatchObject({
      code: 'ACCOUNTING_UNREACHABLE',
      status: 503,
    });
  });

  test('it says no', async () => {
    await open(speaking(45, () => returnCode(2002, 'ask somebody')));
    await expect(accounting.tres(self, {})).rejects.toMatchObject({
      code: 'ACCOUNTING_REFUSED',
      errno: 2002,
      status: 403,
      message: expect.stringMatching(/^ask somebody/),
    });
  });

  test.each([
    ['breaks off', 'close', 'ACCOUNTING_CLOSED'],
    ['answers something else', emptyList(DBD.DBD_GOT_USERS), 'REPLY_MALFORMED'],
    ['answers half', emptyList(DBD.DBD_GOT_TRES).subarray(0, 5), 'REPLY_MALFORMED'],
    ['answers more', Buffer.concat([emptyList(DBD.DBD_GOT_TRES), Buffer.from('x')]), 'REPLY_MALFORMED'],
    ['answers nothing', Buffer.alloc(0), 'REPLY_MALFORMED'],
  ] as const)('it %s', async (_, action, code) => {
    await open(speaking(45, () => action));
    await expect(accounting.tres(self, {})).rejects.toMatchObject({ code });
  });

  test('it takes no version', async () => {
    await open(speaking(0));
    await expect(accounting.tres(self, {})).rejects.toMatchObject({ code: 'ACCOUNTING_VERSION' });
  });

  test('it takes no credential', async () => {
    await open(() => returnCode(1007));
    await expect(accounting.tres(self, {})).rejects.toMatchObject({
      code: 'CREDENTIAL_REFUSED',
      status: 403,
    });
    await fakes[0]!.close();
    fakes = [];
  });

  test('it says nothing', async () => {
    await open(() => 'silence', ['MessageTimeout=1']);
    await expect(accounting.tres(self, {})).rejects.toMatchObject({
      code: 'ACCOUNTING_UNREACHABLE',
      status: 503,
    });
  });

  test('one connection breaks off: that is no matter of its version', async () => {
    let cuts = 0;
    const fake = await open((question) => (cuts-- > 0 ? 'close' : speaking(45)(question)));
    await accounting.tres(self, {});
    cuts = 1;
    await accounting.tres(self, {});
    expect(fake.questions.flatMap(({ version }) => version ?? [])).toEqual([45, 45, 45]);
  });

  test('it breaks off on every version', async () => {
    await open(() => 'close');
    await expect(accounting.tres(self, {})).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' });
  });

  test('the daemon may not act for somebody without a token', async () => {
    await open(speaking(45));
    if (process.getuid!() === 0) return;
    await expect(accounting.tres(alice, {})).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });
});

describe('what is taken away', () => {
  /** A list of one text, as slurmdbd tells what is gone. */
  function gone(): Buffer {
    const writer = new Writer();
    writer.u16(DBD.DBD_GOT_LIST);
    writer.strings(['bob']);
    writer.u32(0);
    return writer.bytes;
  }
  const answers = ({ type }: SeenQuestion): Action =>
    type === DBD.DBD_REMOVE_USERS
      ? gone()
      : type === DBD.DBD_FINI
        ? returnCode(0)
        : emptyList(DBD.DBD_GOT_TRES);

  test('is committed on a connection of its own', async () => {
    const fake = await open(speaking(45, answers));
    await accounting.tres(self, {});
    const removed = await accounting.changes!.removeUsers(self, { assoc_cond: { user_list: ['bob'] } });
    expect(removed).toEqual(['bob']);
    expect(fake.questions.slice(-2).map(({ type, connection }) => [type, connection])).toEqual([
      [DBD.DBD_REMOVE_USERS, 2],
      [DBD.DBD_FINI, 2],
    ]);
  });

  test('is not where somebody objects', async () => {
    const fake = await open(
      speaking(45, ({ type }) => (type === DBD.DBD_REMOVE_ASSOCS ? gone() : returnCode(0))),
    );
    const objection = () => {
      throw new Error('too many');
    };
    await expect(accounting.changes!.removeAssociations(self, {}, objection)).rejects.toThrow('too many');
    expect(fake.questions.at(-1)!.type).toBe(DBD.DBD_REMOVE_ASSOCS);
  });

  test('is asked for once, whatever happens', async () => {
    const fake = await open(speaking(45, () => 'close'));
    await expect(accounting.changes!.removeUsers(self, {})).rejects.toMatchObject({
      code: 'ACCOUNTING_CLOSED',
    });
    expect(fake.questions.filter(({ type }) => type === DBD.DBD_REMOVE_USERS)).toHaveLength(1);
  });
});

describe('jobs that are over', () => {
  test('are changed on a connection of their own, which is committed', async () => {
    const changed = new Writer();
    changed.u16(DBD.DBD_GOT_LIST);
    changed.strings(['7 submitted at 2026-01-01T00:00:00']);
    changed.u32(0);
    const fake = await open(
      speaking(45, ({ type }) => (type === DBD.DBD_MODIFY_JOB ? changed.bytes : returnCode(0))),
    );
    const wanted = { step_list: [{ job_id: 7, step_id: undefined, step_het_comp: undefined }] };
    const answer = await accounting.modifyJobs(self, wanted, { derived_es: 'mine' });
    expect(answer).toEqual(['7 submitted at 2026-01-01T00:00:00']);
    expect(fake.questions.slice(-2).map(({ type }) => type)).toEqual([DBD.DBD_MODIFY_JOB, DBD.DBD_FINI]);
  });

  test('need no commit where none is another', async () => {
    const fake = await open(speaking(45, () => returnCode(0)));
    await expect(accounting.modifyJobs(self, {}, { wckey: 'none' })).resolves.toEqual([]);
    expect(fake.questions.at(-1)!.type).toBe(DBD.DBD_MODIFY_JOB);
  });
});

describe('the configuration', () => {
  test('is told of since 26.05', async () => {
    const conf = new Writer();
    conf.u16(DBD.DBD_GOT_CONFIG);
    for (const text of ['/tmp', '']) conf.string(text);
    conf.u16(5);
    for (const text of ['127.0.0.1', '', 'db']) conf.string(text);
    for (const word of [6819, 3]) conf.u16(word);
    conf.string('');
    conf.u32(4);
    conf.string('/log');
    for (const word of [50_000, 0xffff_fffe]) conf.u32(word);
    conf.string('a,b');
    conf.u16(8);
    conf.string('/pid');
    const purges = [0xffff_fffe, 0x0004_000c | 0x0008_0000, 0x0002_0001, 0x0001_0030];
    for (const word of [...purges, ...Array(5).fill(0xffff_fffe)]) conf.u32(word);
    for (const text of ['', '', '']) conf.string(text);
    for (const word of [0xffff, 1, 0]) conf.u16(word);
    await open(speaking(45, () => conf.bytes));
    expect(await accounting.configuration(self)).toMatchObject({
      archive_dir: '/tmp',
      commit_delay: 5,
      dbd_host: 'db',
      dbd_port: 6819,
      flags: 4,
      max_time_range: undefined,
      parameters: 'a,b',
      persist_conn_rc_flags: 8,
      purge_event: { set: false },
      purge_job: { set: true, hours: 0, days: 0, months: 12, archive: true },
      purge_resv: { set: true, days: 1, archive: false },
      purge_step: { set: true, hours: 48 },
      track_wckey: true,
      track_ctld: false,
    });
  });

  test('is not by those before', async () => {
    await open(speaking(44));
    await expect(accounting.configuration(self)).rejects.toMatchObject({ errno: 2036 });
  });
});

test('a cluster without slurmdbd has no accounting', async () => {
  await open(speaking(45), ['AccountingStorageType=accounting_storage/none']);
  expect(accounting).toBeUndefined();
  accounting = { close() {} } as SlurmdbdAccounting;
});
