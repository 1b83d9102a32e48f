import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accounts, openAccounts } from '../../src/slurm/accounts.ts';

const ADA = { name: 'ada', uid: 1815, gid: 100, home: '/home/ada', shell: '/bin/zsh' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  writeFileSync(
    join(folder, 'passwd'),
    '# comment\nada:x:1815:100:Ada:/home/ada:/bin/zsh\nbroken:x:no\nplain:x:7:7::/:\n',
  );
  writeFileSync(join(folder, 'group'), 'users:x:100:\nadm:x:4:ada,plain\nvideo:x:44:ada\nadam:x:45:adam\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(answers: Record<string, string> = {}) {
  const asked: string[] = [];
  const opened = openAccounts({
    passwdFile: join(folder, 'passwd'),
    groupFile: join(folder, 'group'),
    async command(file, args) {
      const line = [file, ...args].join(' ');
      asked.push(line);
      const answer = answers[line];
      if (answer === undefined) throw new Error(`exit 2: ${line}`);
      return answer;
    },
  });
  return { ...opened, asked };
}

test('users of the passwd file, without running anything', async () => {
  const { byName, byUid, asked } = open();
  expect(await byName('ada')).toEqual(ADA);
  expect(await byUid(1815)).toEqual(ADA);
  expect(await byUid(7)).toMatchObject({ name: 'plain', shell: '/bin/sh' });
  expect(asked).toEqual([]);
});

test('groups of the group file, the primary one first', async () => {
  const { groups } = open();
  expect(await groups(ADA)).toEqual([100, 4, 44]);
});

test('a changed file is read again', async () => {
  const { byName } = open({ 'getent passwd -- bob': '' });
  expect(await byName('bob')).toBeUndefined();
  writeFileSync(join(folder, 'passwd'), 'bob:x:2:2::/home/bob:/bin/sh\n');
  await expect.poll(async () => (await byName('bob'))?.uid, { timeout: 60_000 }).toBe(2);
});

test('other users come from getent and id, asked once', async () => {
  const { byName, byUid, groups, asked } = open({
    'getent passwd -- eve': 'eve:*:90001:90000:Eve:/home/eve:/bin/bash\n',
    'getent passwd -- 90001': 'eve:*:90001:90000:Eve:/home/eve:/bin/bash\n',
    'id -G -- eve': '90000 90007\n',
  });
  const [eve] = await Promise.all([byName('eve'), byName('eve'), byUid(90001)]);
  expect(eve).toMatchObject({ uid: 90001, gid: 90000 });
  expect(await groups(eve!)).toEqual([90000, 90007]);
  expect(asked).toEqual(['getent passwd -- eve', 'getent passwd -- 90001', 'id -G -- eve']);
});

test.each(['nobody-such', '1815', '-s', 'a:b', 'a\nb', 'a b', '', 'a\0b'])('%j is no user', async (name) => {
  const { byName } = open({ 'getent passwd -- 1815': 'ada:x:1815:100:Ada:/home/ada:/bin/zsh\n' });
  expect(await byName(name)).toBeUndefined();
});

test('without passwd file and getent nobody is known, and nothing rejects', async () => {
  rmSync(join(folder, 'passwd'));
  const { byUid, groups } = open();
  expect(await byUid(1815)).toBeUndefined();
  expect(await groups(ADA)).toEqual([100]);
});

test('root of this machine', async () => {
  const root = await accounts.byUid(0);
  expect(root).toMatchObject({ uid: 0, gid: 0 });
  expect(await accounts.groups(root!)).toContain(0);
});

test('an unknown uid of this machine, through the real getent', async () => {
  expect(await accounts.byUid(3_999_999_999)).toBeUndefined();
});
