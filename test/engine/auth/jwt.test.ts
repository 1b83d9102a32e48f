import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jwtAuthenticator } from '../../../src/engine/auth/jwt.ts';
import { ensureKeyFile, mintToken } from '../../../src/engine/auth/mint.ts';
import { tokenKeys } from '../../../src/engine/auth/token-keys.ts';
import { people } from './people.ts';

const SECRET = Buffer.from('0123456789abcdef0123456789abcdef');
const NOW = 1_700_000_000;
let folder: string;
let rsa: { publicKey: KeyObject; privateKey: KeyObject };
let files: { hmac: string; jwks: string };

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-jwt-'));
  files = { hmac: path.join(folder, 'jwt.key'), jwks: path.join(folder, 'jwks.json') };
  writeFileSync(files.hmac, SECRET, { mode: 0o600 });
  rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [{ ...(await exportJWK(rsa.publicKey)), kid: 'site', alg: 'RS256' }];
  writeFileSync(files.jwks, JSON.stringify({ keys }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let clock = NOW * 1000;
const jwt = (keyFiles: { hmac?: string; jwks?: string } = files, userClaim?: string) =>
  jwtAuthenticator({
    keys: tokenKeys(keyFiles),
    accounts: people,
    privileged: new Set([0]),
    now: () => clock,
    ...(userClaim !== undefined && { userClaim }),
  });
const ask = (authenticator: ReturnType<typeof jwt>, headers: Record<string, string>) =>
  authenticator.authenticate(new Headers(headers), { transport: 'tcp', peer: '127.0.0.1:1' });
const bring = (token: string, more: Record<string, string> = {}) =>
  ask(jwt(), { 'x-slurm-user-token': token, ...more });

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token of any header and claims, signed with HMAC-SHA256. */
function sign(claims: object, header: object = { alg: 'HS256' }, secret: Buffer | string = SECRET): string {
  const signed = `${base64(header)}.${base64(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
const good = { sun: 'ann', exp: NOW + 60, iat: NOW };
const ann = { uid: 1000, gid: 100, name: 'ann', credential: 'token' };

describe('a token is taken', () => {
  test('with the name of its user, or without', async () => {
    const token = sign(good);
    expect(await bring(token, { 'x-slurm-user-name': 'ann' })).toEqual({ ...ann, token });
    expect(await bring(token)).toEqual({ ...ann, token });
  });

  test('as Authorization: Bearer', async () => {
    const token = sign(good);
    expect(await ask(jwt(), { authorization: `Bearer ${token}` })).toEqual({ ...ann, token });
  });

  test('with its user in another claim', async () => {
    expect(await bring(sign({ username: 'bob', exp: NOW + 1 }))).toMatchObject({ name: 'bob' });
    const headers = { 'x-slurm-user-token': sign({ ...good, upn: 'bob' }) };
    expect(await ask(jwt(files, 'upn'), headers)).toMatchObject({ name: 'bob' });
  });

  test('signed with an RSA key of the set', async () => {
    const token = await new SignJWT(good)
      .setProtectedHeader({ alg: 'RS256', kid: 'site' })
      .sign(rsa.privateKey);
    expect(await bring(token)).toEqual({ ...ann, token });
  });

  test('of root for any user', async () => {
    const token = sign({ ...good, sun: 'root' });
    expect(await bring(token, { 'x-slurm-user-name': 'bob' })).toMatchObject({ uid: 1001, name: 'bob' });
    expect(await bring(token)).toMatchObject({ uid: 0, name: 'root' });
  });
});

test('a request without a token is not ours', async () => {
  expect(await ask(jwt(), { 'x-slurm-user-name': 'ann' })).toBeUndefined();
  expect(await ask(jwt(), { authorization: 'Basic dGVzdDp0ZXN0' })).toBeUndefined();
});

describe('a token is refused', () => {
  const publicPem = () => rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const CASES: Record<string, [token: () => string, reason: RegExp]> = {
    'that has expired': [() => sign({ ...good, exp: NOW }), /expired/],
    'that expired long ago': [() => sign({ ...good, exp: 1 }), /expired/],
    'that never expires': [() => sign({ sun: 'ann' }), /claim exp/],
    'whose expiry is text': [() => sign({ ...good, exp: '9999999999' }), /claim exp/],
    'that is not valid yet': [() => sign({ ...good, nbf: NOW + 60 }), /not valid yet/],
    'of another key': [() => sign(good, { alg: 'HS256' }, 'another key'), /signature/],
    'with alg none': [() => `${base64({ alg: 'none' })}.${base64(good)}.`, /not signed with/],
    'with alg None and a signature': [() => sign(good, { alg: 'None' }), /not signed with/],
    'with alg HS512': [() => sign(good, { alg: 'HS512' }), /not signed with/],
    'signed with the public RSA key as a secret': [
      () => sign(good, { alg: 'HS256', kid: 'site' }, publicPem()),
      /signature/,
    ],
    'that claims RS256 and is not': [() => sign(good, { alg: 'RS256', kid: 'site' }), /signature/],
    'with a kid of no key': [() => sign(good, { alg: 'RS256', kid: '../../etc/passwd' }), /signature/],
    'that brings its own key': [
      () => sign(good, { alg: 'HS256', jwk: { kty: 'oct', k: base64('x') } }, 'x'),
      /signature/,
    ],
    'with a critical extension': [
      () => sign(good, { alg: 'HS256', crit: ['b64'], b64: false }),
      /signature|not a JSON/,
    ],
    'with changed claims': [
      () => sign(good).replace(/\.[^.]+\./, `.${base64({ ...good, sun: 'root' })}.`),
      /signature/,
    ],
    'without its signature': [() => sign(good).replace(/[^.]+$/, ''), /signature/],
    'of no user': [() => sign({ exp: NOW + 60 }), /names no user/],
    'of a user that is no text': [() => sign({ sun: 0, exp: NOW + 60 }), /names no user/],
    'that is no token': [() => 'abc', /not a JSON Web Token/],
    'that is empty': [() => '', /not a JSON Web Token/],
    'of a user nobody knows': [() => sign({ ...good, sun: 'eve' }), /knows no user eve/],
  };
  test.each(Object.entries(CASES))('%s', async (_, [token, reason]) => {
    await expect(bring(token())).rejects.toMatchObject({
      status: 403,
      message: expect.stringMatching(reason),
    });
  });

  test.each([
    [{ 'x-slurm-user-name': 'bob' }],
    [{ 'x-slurm-user-name': 'root' }],
    [{ 'x-slurm-user-id': '0' }],
    [{ 'x-slurm-user-name': 'ann', 'x-slurm-user-id': '1001' }],
  ])('of ann for %o', async (headers) => {
    await expect(bring(sign(good), headers as Record<string, string>)).rejects.toMatchObject({
      code: 'USER_MISMATCH',
    });
  });

  test('of HS256 where there is only a key set, and the other way round', async () => {
    const rs256 = await new SignJWT(good)
      .setProtectedHeader({ alg: 'RS256', kid: 'site' })
      .sign(rsa.privateKey);
    const refused = { code: 'TOKEN_REFUSED' };
    await expect(ask(jwt({ jwks: files.jwks }), { 'x-slurm-user-token': sign(good) })).rejects.toMatchObject(
      refused,
    );
    await expect(ask(jwt({ hmac: files.hmac }), { 'x-slurm-user-token': rs256 })).rejects.toMatchObject(
      refused,
    );
  });

  test('once it expires, and once its key is replaced, although it was taken before', async () => {
    const keyFile = path.join(folder, 'replaced.key');
    writeFileSync(keyFile, SECRET, { mode: 0o600 });
    const authenticator = jwt({ hmac: keyFile });
    const headers = { 'x-slurm-user-token': sign(good) };
    expect(await ask(authenticator, headers)).toMatchObject({ name: 'ann' });
    try {
      clock = NOW * 1000 + 60_000;
      await expect(ask(authenticator, headers)).rejects.toThrow(/expired/);
      clock = NOW * 1000 + 2000;
      expect(await ask(authenticator, headers)).toMatchObject({ name: 'ann' });
      writeFileSync(keyFile, 'another key of the same machine', { mode: 0o600 });
      clock = NOW * 1000 + 4000;
      await expect(ask(authenticator, headers)).rejects.toThrow(/signature/);
    } finally {
      clock = NOW * 1000;
    }
  });
});

describe('a key file', () => {
  test.each([
    ['that everybody may read', () => [SECRET, 0o604] as const, /everybody may read/],
    ['that is too short', () => [Buffer.from('short'), 0o600] as const, /at least 16 bytes/],
  ])('%s is not used', async (_, content, problem) => {
    const [bytes, mode] = content();
    const file = path.join(folder, `bad-${mode}`);
    writeFileSync(file, bytes);
    chmodSync(file, mode);
    await expect(ask(jwt({ hmac: file }), { 'x-slurm-user-token': sign(good) })).rejects.toThrow(problem);
  });

  test('is made once, for its owner only, and mints tokens that are taken', async () => {
    const file = path.join(folder, 'state', 'jwt_hs256.key');
    await Promise.all([ensureKeyFile(file), ensureKeyFile(file), ensureKeyFile(file)]);
    const { readdirSync, readFileSync, statSync } = await import('node:fs');
    expect(readdirSync(path.dirname(file))).toEqual(['jwt_hs256.key']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file)).toHaveLength(32);
    const before = readFileSync(file);
    await ensureKeyFile(file);
    expect(readFileSync(file)).toEqual(before);

    const authenticator = jwtAuthenticator({
      keys: tokenKeys({ hmac: file }),
      accounts: people,
      privileged: new Set(),
    });
    const token = await mintToken(file, 'bob', 60);
    expect(await ask(authenticator, { 'x-slurm-user-token': token })).toMatchObject({ name: 'bob' });
  });
});
