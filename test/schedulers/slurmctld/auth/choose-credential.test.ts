import { describe, expect, test } from 'vitest';
import {
  chooseCredential,
  type Means,
  type Self,
} from '../../../../src/schedulers/slurmctld/auth/choose-credential.ts';
import type { Caller } from '../../../../src/slurm/caller.ts';

const alice: Caller = { uid: 1001, gid: 1001, name: 'alice', credential: 'local' };
const root: Caller = { uid: 0, gid: 0, name: 'root', credential: 'local' };
const asAlice: Self = { uid: 1001, name: 'alice', isSlurmUser: false };
const asRest: Self = { uid: 990, name: 'rest', isSlurmUser: false };
const asRoot: Self = { uid: 0, name: 'root', isSlurmUser: false };
const asSlurm: Self = { uid: 64030, name: 'slurm', isSlurmUser: true };

const means = (given: Partial<Means> = {}): Means => ({
  accepted: ['auth/munge', 'auth/jwt'],
  munge: true,
  sack: false,
  jwtKey: false,
  slurmKey: false,
  ...given,
});
const onSlurmAuth = (given: Partial<Means> = {}) =>
  means({ accepted: ['auth/slurm'], munge: false, ...given });
const refused = expect.objectContaining({ code: 'IDENTITY_UNAVAILABLE', status: 403 });

describe('a caller with a token', () => {
  const caller: Caller = { ...alice, credential: 'token', token: 'abc' };
  test.each([asAlice, asRest, asRoot, asSlurm])('runs on it, whoever the daemon is: $name', (self) => {
    expect(chooseCredential(caller, self, means({ jwtKey: true }))).toEqual({
      kind: 'token',
      token: 'abc',
      user: 'alice',
    });
  });
  test('but not where the cluster takes no tokens', () => {
    expect(() => chooseCredential(caller, asRest, means({ accepted: ['auth/munge'] }))).toThrow(refused);
  });
});

describe('the own user of the daemon', () => {
  test('runs as itself', () => {
    expect(chooseCredential(alice, asAlice, means())).toEqual({ kind: 'munge', asCaller: false });
    expect(chooseCredential(root, asRoot, means())).toEqual({ kind: 'munge', asCaller: false });
    expect(chooseCredential(alice, asAlice, onSlurmAuth({ sack: true }))).toEqual({
      kind: 'sack',
      asCaller: false,
    });
    expect(chooseCredential(alice, asAlice, means({ munge: false, jwtKey: true }))).toEqual({
      kind: 'jwtKey',
    });
  });
  test('is refused where nothing can make a credential', () => {
    expect(() => chooseCredential(alice, asAlice, means({ munge: false }))).toThrow(refused);
  });
});

describe('somebody else', () => {
  test('is refused by a daemon of an ordinary user, keys or not', () => {
    const everything = means({ sack: true, jwtKey: true, slurmKey: true });
    expect(() => chooseCredential(alice, asRest, everything)).toThrow(refused);
    expect(() => chooseCredential(root, asRest, everything)).toThrow(refused);
  });

  test('runs in their own name under a root daemon, never in its', () => {
    expect(chooseCredential(alice, asRoot, means())).toEqual({ kind: 'munge', asCaller: true });
    expect(chooseCredential(alice, asRoot, onSlurmAuth({ sack: true }))).toEqual({
      kind: 'sack',
      asCaller: true,
    });
    expect(chooseCredential(alice, asRoot, onSlurmAuth({ slurmKey: true }))).toEqual({ kind: 'slurmKey' });
    expect(chooseCredential(alice, asRoot, means({ munge: false, jwtKey: true }))).toEqual({
      kind: 'jwtKey',
    });
    expect(() => chooseCredential(alice, asRoot, means({ munge: false }))).toThrow(refused);
  });

  test('runs on a token in their name under SlurmUser, which munge would not tell from it', () => {
    expect(chooseCredential(alice, asSlurm, means({ jwtKey: true }))).toEqual({ kind: 'jwtKey' });
    expect(chooseCredential(alice, asSlurm, onSlurmAuth({ sack: true, slurmKey: true }))).toEqual({
      kind: 'slurmKey',
    });
    expect(() => chooseCredential(alice, asSlurm, means())).toThrow(refused);
    expect(() => chooseCredential(alice, asSlurm, onSlurmAuth({ sack: true }))).toThrow(refused);
  });
});
