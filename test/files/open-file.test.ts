import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, followed } from '../../src/files/follow.ts';
import { openFileAs } from '../../src/files/open-file.ts';
import type { ReadableFile } from '../../src/files/readable-file.ts';
import type { Accounts } from '../../src/slurm/accounts.ts';
import type { Caller } from '../../src/slurm/caller.ts';

const DAEMON = process.geteuid!();
/** Users and a group nobody has to know of; `reader` is of the group 54322, too. */
const accounts: Accounts = {
  byName: async () => undefined,
  byUid: async (uid) => {
    if (uid === 99) return undefined;
    const name = uid === DAEMON ? 'daemon' : `user${uid}`;
    return { name, uid, gid: uid, home: '/', shell: '/bin/sh' };
  },
  groups: async ({ gid }) => [gid, 54322],
};

const callerOf = (uid: number): Caller => ({ uid, gid: uid, name: `user${uid}`, credential: 'local' });
const owner = callerOf(DAEMON);
const reader = callerOf(54321);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slurmrest-files-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, text: string, mode = 0o644, gid?: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, mode);
  if (gid !== undefined) await chown(path, 0, gid);
  return path;
}

async function textOf(file: ReadableFile): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of bytesOf(file, 0, (await file.status()).size)) parts.push(part);
  await file.close();
  return Buffer.concat(parts).toString();
}

describe('as the user the daemon runs as', () => {
  test('a file is read, and its version changes with it', async () => {
    const path = await written('own', 'hello');
    const file = await openFileAs(owner, path, accounts);
    expect(Buffer.from(await file.read(1, 3)).toString()).toBe('ell');
    expect((await file.read(5, 3)).length).toBe(0);
    const before = await file.status();
    expect(before.size).toBe(5);
    await writeFile(path, 'hello, world');
    expect((await file.status()).version).not.toBe(before.version);
    await file.close();
  });

  test.each([
    ['is not there', 'missing', 'OUTPUT_MISSING'],
    ['is below a file', 'own/below', 'OUTPUT_MISSING'],
    ['is a folder', '.', 'OUTPUT_UNREADABLE'],
    ['is a pipe that nobody writes to', 'pipe', 'OUTPUT_UNREADABLE'],
  ])('what %s is refused', async (_, name, code) => {
    await written('own', 'hello');
    if (name === 'pipe') execFileSync('mkfifo', [join(folder, name)]);
    await expect(openFileAs(owner, join(folder, name), accounts)).rejects.toMatchObject({ code });
  });
});

// Only root's daemon may become somebody; anybody else's has to say that it may not.
const cases = {
  root: () => {
    test('a file is read by who may', async () => {
      const path = await written('public', 'for all\n'.repeat(20_000));
      const file = await openFileAs(reader, path, accounts);
      expect((await file.status()).size).toBe(160_000);
      expect(await textOf(file)).toBe('for all\n'.repeat(20_000));
    });

    test('groups count', async () => {
      const path = await written('of-the-group', 'ours', 0o640, 54322);
      expect(await textOf(await openFileAs(reader, path, accounts))).toBe('ours');
    });

    test("root's rights do not", async () => {
      const secret = await written('secret', 'root only', 0o600);
      const link = join(folder, 'link');
      await symlink(secret, link);
      for (const path of [secret, link, '/etc/shadow', '/proc/1/environ', `/proc/${process.pid}/environ`]) {
        const opened = openFileAs(reader, path, accounts);
        await expect(opened, path).rejects.toMatchObject({ code: 'OUTPUT_DENIED', status: 403 });
      }
    });

    test.each([
      ['is not there', 'missing', 'OUTPUT_MISSING'],
      ['is a folder', '.', 'OUTPUT_UNREADABLE'],
    ])('what %s is refused', async (_, name, code) => {
      const opened = openFileAs(reader, join(folder, name), accounts);
      await expect(opened).rejects.toMatchObject({ code });
    });

    test('nobody is read for whom this machine does not know', async () => {
      const path = await written('public', 'for all');
      const opened = openFileAs(callerOf(99), path, accounts);
      await expect(opened).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
    });

    test('growth is seen, and the end of the file is no error', async () => {
      const path = await written('growing', 'a');
      const file = await openFileAs(reader, path, accounts);
      let ended = false;
      const pieces = followed(file, () => ended, new AbortController().signal);
      expect(Buffer.from((await pieces.next()).value!).toString()).toBe('a');
      await writeFile(path, 'ab');
      expect(Buffer.from((await pieces.next()).value!).toString()).toBe('b');
      ended = true;
      expect((await pieces.next()).done).toBe(true);
      await file.close();
    });
  },
  others: () => {
    test('nothing is read, and the reason is said', async () => {
      const path = await written('public', 'for all');
      const opened = openFileAs(reader, path, accounts);
      await expect(opened).rejects.toMatchObject({ code: 'READ_AS_DENIED', status: 403 });
    });
  },
};

describe('as another user', DAEMON === 0 ? cases.root : cases.others);

test('a file that was cut short is followed from its beginning', async () => {
  const path = await written('requeued', 'first run');
  const file = await openFileAs(owner, path, accounts);
  const pieces = followed(file, () => false, new AbortController().signal);
  await pieces.next();
  await writeFile(path, 'again');
  expect(Buffer.from((await pieces.next()).value!).toString()).toBe('again');
  await file.close();
});
