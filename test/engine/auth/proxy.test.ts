import { expect, test } from 'vitest';
import { proxyAuthenticator } from '../../../src/engine/auth/proxy.ts';
import { people } from './people.ts';

const KEY = 'correct horse battery staple';
const proxy = proxyAuthenticator(KEY, people);
const ask = (headers: Record<string, string>) =>
  proxy.authenticate(new Headers(headers), { transport: 'tcp', peer: '127.0.0.1:1' });
const key = { 'x-slurm-api-key': KEY };

test('who brings no key is not ours', async () => {
  expect(await ask({ 'x-slurm-user-name': 'root' })).toBeUndefined();
});

test.each([
  ['by name', { 'x-slurm-user-name': 'ann' }],
  ['by uid', { 'x-slurm-user-id': '1000' }],
  ['by both', { 'x-slurm-user-name': 'ann', 'x-slurm-user-id': '1000' }],
])('the key acts as any user, %s', async (_, headers) => {
  const caller = { uid: 1000, gid: 100, name: 'ann', credential: 'proxy' };
  expect(await ask({ ...key, ...headers })).toEqual(caller);
});

test.each([
  ['another key', { 'x-slurm-api-key': 'wrong', 'x-slurm-user-name': 'ann' }, 'NOT_AUTHENTICATED'],
  ['an empty key', { 'x-slurm-api-key': '', 'x-slurm-user-name': 'ann' }, 'NOT_AUTHENTICATED'],
  [
    'part of the key',
    { 'x-slurm-api-key': KEY.slice(0, -1), 'x-slurm-user-name': 'ann' },
    'NOT_AUTHENTICATED',
  ],
  ['no user', key, 'PROXY_NAMES_NOBODY'],
  ['an unknown name', { ...key, 'x-slurm-user-name': 'eve' }, 'USER_UNKNOWN'],
  ['an unknown uid', { ...key, 'x-slurm-user-id': '4711' }, 'USER_UNKNOWN'],
  ['two users', { ...key, 'x-slurm-user-name': 'ann', 'x-slurm-user-id': '0' }, 'USER_MISMATCH'],
  ['uid -1', { ...key, 'x-slurm-user-id': '-1' }, 'USER_UNKNOWN'],
  ['uid 4294967295', { ...key, 'x-slurm-user-id': '4294967295' }, 'USER_UNKNOWN'],
  ['uid 4294967296', { ...key, 'x-slurm-user-id': '4294967296' }, 'USER_UNKNOWN'],
  ['uid 1e3', { ...key, 'x-slurm-user-id': '1e3' }, 'USER_UNKNOWN'],
  ['uid 0x3e8', { ...key, 'x-slurm-user-id': '0x3e8' }, 'USER_UNKNOWN'],
  ['uid 00', { ...key, 'x-slurm-user-id': '00' }, 'USER_UNKNOWN'],
])('%s is refused', async (_, headers, code) => {
  await expect(ask(headers)).rejects.toMatchObject({ code, status: 403 });
});
