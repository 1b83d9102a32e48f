import { type Attempt, INTRUDER, VICTIM, type Way } from './attempt.ts';

const NETWORK: readonly Way[] = ['tcp', 'tcp6', 'tls', 'systemd', 'inetd'];
const TCP: readonly Way[] = ['tcp'];
const UNIX: readonly Way[] = ['unix'];

const named = (name: string) => ({ 'X-SLURM-USER-NAME': name });
const numbered = (uid: number | string) => ({ 'X-SLURM-USER-ID': String(uid) });
const bearing = (token: string) => ({ 'X-SLURM-USER-TOKEN': token });

export const NOBODYS: readonly Attempt[] = [
  { what: 'no credentials', over: NETWORK, ask: () => ({}), status: 403, says: 'Authentication failed' },
  {
    what: "an administrator's name, and nothing to prove it",
    over: NETWORK,
    ask: ({ me }) => ({ headers: { ...named(me.name), ...numbered(me.uid) } }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'headers as other proxies set them',
    over: TCP,
    ask: ({ me }) => ({
      headers: { 'X-Forwarded-User': me.name, 'X-Remote-User': me.name, Forwarded: 'for=127.0.0.1' },
    }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'a token in the query',
    over: TCP,
    ask: async ({ me, token }) => ({ target: `/slurm/v1/ping?token=${await token(me.name)}` }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'a path that does not exist',
    over: TCP,
    ask: () => ({ target: '/none' }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'a body that is no JSON',
    over: TCP,
    ask: () => ({ method: 'POST', target: '/slurm/v1/job/submit', body: '{' }),
    status: 403,
    says: 'Authentication failed',
  },
];

export const TOKENS: readonly Attempt[] = [
  {
    what: 'a good token',
    over: NETWORK,
    ask: async ({ me, token }) => ({ headers: bearing(await token(me.name)) }),
    status: 200,
  },
  {
    what: 'a good token as `Authorization: Bearer`',
    over: TCP,
    ask: async ({ me, token }) => ({ headers: { Authorization: `Bearer ${await token(me.name)}` } }),
    status: 200,
  },
  {
    what: 'a token that has expired',
    over: TCP,
    ask: async ({ me, token }) => ({ headers: bearing(await token(me.name, { exp: 1 })) }),
    status: 403,
    says: 'it has expired',
  },
  {
    what: 'a token that never expires',
    over: TCP,
    ask: async ({ me, token }) => ({ headers: bearing(await token(me.name, { exp: undefined })) }),
    status: 403,
    says: 'its claim exp is missing or wrong',
  },
  {
    what: 'a token of the future',
    over: TCP,
    ask: async ({ me, token }) => ({ headers: bearing(await token(me.name, { nbf: 4e9 })) }),
    status: 403,
    says: 'it is not valid yet',
  },
  {
    what: 'a token with `alg: none`',
    over: TCP,
    ask: async ({ me, token }) => ({ headers: bearing(await token(me.name, {}, { alg: 'none' })) }),
    status: 403,
    says: 'The token was refused',
  },
  {
    what: 'a token signed with HS512',
    over: TCP,
    ask: async ({ me, token }) => ({ headers: bearing(await token(me.name, {}, { alg: 'HS512' })) }),
    status: 403,
    says: 'it is not signed with HS256 or RS256',
  },
  {
    what: 'a token of another key (HS256)',
    over: TCP,
    ask: async ({ me, token }) => ({
      headers: bearing(await token(me.name, {}, { alg: 'HS256', key: 'another' })),
    }),
    status: 403,
    says: 'its signature is not that of a key of this daemon',
  },
  {
    what: 'a token of another key (RS256)',
    over: TCP,
    ask: async ({ me, token }) => ({
      headers: bearing(await token(me.name, {}, { alg: 'RS256', key: 'another' })),
    }),
    status: 403,
    says: 'its signature is not that of a key of this daemon',
  },
  {
    what: 'a good token whose user was changed',
    over: TCP,
    async ask({ me, token }) {
      const [head, , signature] = (await token(INTRUDER.name)).split('.');
      const [, claims] = (await token(me.name)).split('.');
      return { headers: bearing([head, claims, signature].join('.')) };
    },
    status: 403,
    says: 'its signature is not that of a key of this daemon',
  },
  {
    what: 'what is no token',
    over: TCP,
    ask: () => ({ headers: bearing('letmein') }),
    status: 403,
    says: 'it is not a JSON Web Token',
  },
  { what: 'an empty token', over: TCP, ask: () => ({ headers: bearing('') }), status: 403 },
  {
    what: 'a token of a user this machine does not know',
    over: TCP,
    ask: async ({ token }) => ({ headers: bearing(await token('no-such-user')) }),
    status: 403,
    says: 'knows no user no-such-user',
  },
  {
    what: "a good token with another user's name",
    over: TCP,
    ask: async ({ me, token }) => ({
      headers: { ...bearing(await token(INTRUDER.name)), ...named(me.name) },
    }),
    status: 403,
    says: `credentials of ${INTRUDER.name}, who may not act as`,
  },
  {
    what: "a good token with another user's uid",
    over: TCP,
    ask: async ({ token }) => ({
      headers: { ...bearing(await token(INTRUDER.name)), ...numbered(VICTIM.uid) },
    }),
    status: 403,
    says: `credentials of ${INTRUDER.name}, who may not act as`,
  },
  {
    what: "an administrator's token with another user's name",
    over: TCP,
    ask: async ({ me, token }) => ({
      headers: { ...bearing(await token(me.name)), ...named(INTRUDER.name) },
    }),
    status: 200,
  },
];

export const PROXIES: readonly Attempt[] = [
  {
    what: 'the key and a user',
    over: NETWORK,
    ask: ({ key }) => ({ headers: { 'X-SLURM-API-KEY': key, ...named(VICTIM.name) } }),
    status: 200,
  },
  {
    what: 'a wrong key and a user',
    over: [...NETWORK, 'unix', 'pipe'],
    ask: ({ me }) => ({ headers: { 'X-SLURM-API-KEY': 'guessed', ...named(me.name) } }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'the beginning of the key',
    over: TCP,
    ask: ({ key, me }) => ({ headers: { 'X-SLURM-API-KEY': key.slice(0, -1), ...named(me.name) } }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'a wrong key beside a good token',
    over: TCP,
    ask: async ({ me, token }) => ({
      headers: { 'X-SLURM-API-KEY': 'guessed', ...bearing(await token(me.name)) },
    }),
    status: 403,
    says: 'Authentication failed',
  },
  {
    what: 'the key and no user',
    over: TCP,
    ask: ({ key }) => ({ headers: { 'X-SLURM-API-KEY': key } }),
    status: 403,
    says: 'X-SLURM-API-KEY came without a user',
  },
  {
    what: 'the key, a name and the uid of another',
    over: TCP,
    ask: ({ key }) => ({
      headers: { 'X-SLURM-API-KEY': key, ...named(VICTIM.name), ...numbered(INTRUDER.uid) },
    }),
    status: 403,
    says: `credentials of ${VICTIM.name}, who may not act as`,
  },
  ...['4294967295', '-1', '0x0', '00', '1e0', ' 0 1', '99999999999999999999'].map(
    (uid): Attempt => ({
      what: `the key and the uid \`${uid.trim()}\``,
      over: TCP,
      ask: ({ key }) => ({ headers: { 'X-SLURM-API-KEY': key, ...numbered(uid) } }),
      status: 403,
      says: 'knows no user',
    }),
  ),
];

export const SOCKETS: readonly Attempt[] = [
  { what: 'the user of the daemon', over: ['unix', 'pipe'], ask: () => ({}), status: 200 },
  { what: 'another user', over: UNIX, as: INTRUDER, ask: () => ({}), status: 200 },
  {
    what: 'another user by their own name and uid',
    over: UNIX,
    as: INTRUDER,
    ask: () => ({ headers: { ...named(INTRUDER.name), ...numbered(INTRUDER.uid) } }),
    status: 200,
  },
  {
    what: "another user by root's name",
    over: UNIX,
    as: INTRUDER,
    ask: () => ({ headers: named('root') }),
    status: 403,
    says: `credentials of ${INTRUDER.name}, who may not act as root`,
  },
  {
    what: "another user by root's uid",
    over: UNIX,
    as: INTRUDER,
    ask: () => ({ headers: numbered(0) }),
    status: 403,
    says: `credentials of ${INTRUDER.name}, who may not act as 0`,
  },
  {
    what: 'another user who resets the counters, as only administrators may',
    over: UNIX,
    as: INTRUDER,
    ask: () => ({ method: 'POST', target: '/slurm/v1/diag/reset' }),
    status: 403,
    says: `${INTRUDER.name} may not reset the counters`,
  },
  {
    what: "the user of the daemon by another's name",
    over: ['unix', 'pipe'],
    ask: () => ({ headers: named(INTRUDER.name) }),
    status: 403,
    says: `who may not act as ${INTRUDER.name}`,
  },
];
