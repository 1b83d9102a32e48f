import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialHeaders, readCredentials } from '../../src/client/credentials.ts';
import { EXIT } from '../../src/slurm/error-table.ts';

const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-'));
  vi.stubEnv('SLURM_JWT', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('without a token the user is the one of this process, and no header says so', () => {
  const credentials = readCredentials(undefined);
  expect(credentials).toEqual({ user: userInfo().username, token: undefined });
  expect(credentialHeaders(credentials)).toEqual({});
});

test('a token names its user', () => {
  const jwt = token({ sun: 'nate', exp: 1 });
  vi.stubEnv('SLURM_JWT', jwt);
  expect(credentialHeaders(readCredentials(undefined))).toEqual({
    'X-SLURM-USER-NAME': 'nate',
    'X-SLURM-USER-TOKEN': jwt,
  });
});

test('a file comes before the variable, as scontrol prints it', () => {
  const jwt = token({ sun: 'eve' });
  vi.stubEnv('SLURM_JWT', token({ sun: 'nate' }));
  const file = path.join(folder, 'token');
  writeFileSync(file, `SLURM_JWT=${jwt}\n`);
  expect(readCredentials(file)).toEqual({ user: 'eve', token: jwt });
});

test('a file without a token is refused', () => {
  const file = path.join(folder, 'token');
  writeFileSync(file, 'two words');
  const refused = { code: 'TOKEN_UNREADABLE', exitCode: EXIT.denied };
  expect(() => readCredentials(file)).toThrow(expect.objectContaining(refused));
  expect(() => readCredentials(path.join(folder, 'none'))).toThrow(expect.objectContaining(refused));
});
