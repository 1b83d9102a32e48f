import { expect, test } from 'vitest';
import { passthroughAuthenticator } from '../../../src/engine/auth/passthrough.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import { SlurmError } from '../../../src/slurm/error.ts';
import { people } from './people.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOW = 1_700_000_000;
const token = (claims: object, alg = 'HS256') =>
  `${base64({ alg })}.${base64({ sun: 'ann', exp: NOW + 600, ...claims })}.c2lnbmF0dXJl`;

/** A cluster that takes the tokens of `accepted`, and what it was asked. */
function cluster(...accepted: string[]) {
  const asked: Caller[] = [];
  let clock = NOW * 1000;
  const authenticator = passthroughAuthenticator({
    accounts: people,
    now: () => clock,
    async verify(caller) {
      asked.push(caller);
      if (!accepted.includes(caller.token ?? '')) throw new SlurmError('NOT_AUTHENTICATED', {});
    },
  });
  return {
    asked,
    advance(seconds: number) {
      clock += seconds * 1000;
    },
    ask: (headers: Record<string, string>) =>
      authenticator.authenticate(new Headers(headers), { transport: 'tcp', peer: '127.0.0.1:1' }),
  };
}

test('the cluster is asked about a token before it counts, and then for a minute no more', async () => {
  const own = token({});
  const { ask, asked, advance } = cluster(own);
  const caller = { uid: 1000, gid: 100, name: 'ann', credential: 'token', token: own };
  const headers = { 'x-slurm-user-token': own, 'x-slurm-user-name': 'ann' };
  expect(await ask(headers)).toEqual(caller);
  expect(await ask(headers)).toEqual(caller);
  expect(asked).toEqual([caller]);
  advance(61);
  await ask(headers);
  expect(asked).toHaveLength(2);
});

test('a token the cluster took for one user is asked about again for another', async () => {
  const own = token({});
  const { ask, asked } = cluster(own);
  await ask({ 'x-slurm-user-token': own });
  await ask({ 'x-slurm-user-token': own, 'x-slurm-user-name': 'bob' });
  expect(asked.map(({ name }) => name)).toEqual(['ann', 'bob']);
});

test('no two requests with other headers share what the cluster said', async () => {
  const own = token({});
  const { ask, asked } = cluster(own);
  await ask({ 'x-slurm-user-token': own, 'x-slurm-user-name': 'ann' });
  await expect(ask({ 'x-slurm-user-token': `ann ${own}` })).rejects.toMatchObject({ status: 403 });
  await expect(ask({ 'x-slurm-user-token': `${own} x`, 'x-slurm-user-name': 'ann' })).rejects.toMatchObject({
    status: 403,
  });
  expect(asked.filter(({ token: sent }) => sent === own)).toHaveLength(1);
});

test('a token that ended is refused although the cluster took it', async () => {
  const own = token({ exp: NOW + 30 });
  const { ask, advance } = cluster(own);
  await ask({ 'x-slurm-user-token': own });
  advance(31);
  await expect(ask({ 'x-slurm-user-token': own })).rejects.toMatchObject({ status: 403 });
});

test('a token the cluster refuses is refused, each time', async () => {
  const { ask, asked } = cluster();
  const headers = { 'x-slurm-user-token': token({}) };
  await expect(ask(headers)).rejects.toMatchObject({ status: 403 });
  await expect(ask(headers)).rejects.toMatchObject({ status: 403 });
  expect(asked).toHaveLength(2);
});

test.each([
  ['an expired token', token({ exp: NOW })],
  ['a token without an end', token({ exp: undefined })],
  ['alg none', token({}, 'none')],
  ['a token of nobody', token({ sun: undefined })],
  ['no token at all', 'abc'],
])('%s is refused without asking', async (_, refused) => {
  const { ask, asked } = cluster(refused);
  await expect(ask({ 'x-slurm-user-token': refused })).rejects.toMatchObject({ status: 403 });
  expect(asked).toEqual([]);
});
