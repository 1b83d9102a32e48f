import { expect, test } from 'vitest';
import { localAuthenticator } from '../../../src/engine/auth/local.ts';
import type { Connection } from '../../../src/engine/connection.ts';
import { people } from './people.ts';

const local = localAuthenticator(people);
const by = (uid?: number): Connection => ({
  transport: 'unix',
  peer: 'unix:/s',
  ...(uid !== undefined && { user: { uid, gid: 100 } }),
});
const ask = (headers: Record<string, string>, uid?: number) =>
  local.authenticate(new Headers(headers), by(uid));

test('the user the kernel names is the caller', async () => {
  expect(await ask({}, 1000)).toEqual({ uid: 1000, gid: 100, name: 'ann', credential: 'local' });
});

test('a user without an account goes by number', async () => {
  expect(await ask({}, 4711)).toMatchObject({ uid: 4711, name: '4711' });
});

test('a connection whose user nobody knows is not ours', async () => {
  expect(await ask({ 'x-slurm-user-name': 'ann' })).toBeUndefined();
});

test.each([
  [{ 'x-slurm-user-name': 'ann' }],
  [{ 'x-slurm-user-id': '1000' }],
  [{ 'x-slurm-user-name': 'ann', 'x-slurm-user-id': '1000' }],
])('%o repeats what is known', async (headers) => {
  expect(await ask(headers as Record<string, string>, 1000)).toMatchObject({ name: 'ann' });
});

test.each([
  ['another name', { 'x-slurm-user-name': 'root' }, 1000],
  ['another uid', { 'x-slurm-user-id': '0' }, 1000],
  ['a uid written oddly', { 'x-slurm-user-id': '01000' }, 1000],
  ['a name as root', { 'x-slurm-user-name': 'ann' }, 0],
])('%s is refused', async (_, headers, uid) => {
  await expect(ask(headers, uid)).rejects.toMatchObject({ code: 'USER_MISMATCH', status: 403 });
});
