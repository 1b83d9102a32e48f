import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CredentialKeeper, type Credentials } from '../../src/client/credentials.ts';
import { SLURM_JWT } from '../../src/client/token-source.ts';
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

function file(name: string, text: string, mode = 0o600): string {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  chmodSync(full, mode);
  return full;
}

test('without a token the user is the one of this process, and no header says so', async () => {
  const keeper = new CredentialKeeper(SLURM_JWT);
  expect(await keeper.current()).toEqual({
    user: userInfo().username,
    token: undefined,
    expires: undefined,
  });
  expect(await keeper.headers()).toEqual({});
});

test('a token names its user and its end', async () => {
  const jwt = token({ sun: 'nate', exp: 1 });
  vi.stubEnv('SLURM_JWT', jwt);
  const keeper = new CredentialKeeper(SLURM_JWT);
  expect(await keeper.current()).toMatchObject({ user: 'nate', expires: 1 });
  expect(await keeper.headers()).toEqual({ 'X-SLURM-USER-NAME': 'nate', 'X-SLURM-USER-TOKEN': jwt });
});

test('what is no JWT is sent as it is', async () => {
  vi.stubEnv('SLURM_JWT', 'opaque');
  expect(await new CredentialKeeper(SLURM_JWT).current()).toMatchObject({
    token: 'opaque',
    expires: undefined,
  });
});

describe('a file', () => {
  test('may be as scontrol prints it', async () => {
    const jwt = token({ sun: 'eve' });
    const source = { kind: 'file', file: file('token', `SLURM_JWT=${jwt}\n`) } as const;
    expect(await new CredentialKeeper(source).current()).toMatchObject({ user: 'eve', token: jwt });
  });

  test('without a token is refused', async () => {
    const refused = { code: 'TOKEN_UNREADABLE', exitCode: EXIT.denied };
    for (const name of [file('token', 'two words'), path.join(folder, 'none')]) {
      const keeper = new CredentialKeeper({ kind: 'file', file: name });
      await expect(keeper.current()).rejects.toMatchObject(refused);
    }
  });
});

describe('a command', () => {
  /** A command that counts its runs and prints what `script` echoes. */
  const command = (script: string) =>
    ({
      kind: 'command',
      words: ['sh', '-c', `echo run >> "$0"; ${script}`, path.join(folder, 'runs')],
    }) as const;
  const runs = () => readFileSync(path.join(folder, 'runs'), 'utf8').split('\n').length - 1;

  test('is handed its words as they are, by no shell', async () => {
    const program = file('program', '#!/bin/sh\nprintf %s "$1" > "$2"\necho abc\n', 0o700);
    const seen = path.join(folder, 'seen');
    const keeper = new CredentialKeeper({ kind: 'command', words: [program, '$HOME; * "x"', seen] });
    expect(await keeper.current()).toMatchObject({ token: 'abc' });
    expect(readFileSync(seen, 'utf8')).toBe('$HOME; * "x"');
  });

  test('is run once while its token is valid, and again when that has expired', async () => {
    let now = 1_000_000;
    const jwt = token({ sun: 'ann', exp: now + 600 });
    const seen: Credentials[] = [];
    const keeper = new CredentialKeeper(
      command(`echo ${jwt}`),
      (read) => seen.push(read),
      () => now,
    );
    await Promise.all([keeper.current(), keeper.current(), keeper.headers()]);
    now += 500;
    await keeper.current();
    expect(runs()).toBe(1);
    now += 100;
    await Promise.all([keeper.current(), keeper.current()]);
    expect(runs()).toBe(2);
    // The same token over again is nothing new, and the command is not run for each request.
    await keeper.current();
    expect(runs()).toBe(2);
    expect(seen).toHaveLength(1);
  });

  test('that fails is told without what it printed', async () => {
    const failing = async (words: readonly string[]) => {
      const error: Error = await new CredentialKeeper({ kind: 'command', words }).current().catch((e) => e);
      expect(error).toMatchObject({ code: 'TOKEN_COMMAND_FAILED', exitCode: EXIT.denied });
      expect(String((error as { cause?: unknown }).cause)).not.toContain('hidden');
      return error.message;
    };
    const text = await failing(['sh', '-c', 'echo hidden-$0; echo hidden-$0 >&2; exit 3', 'secret']);
    expect(text).toContain('it ended with exit code 3');
    expect(text).not.toContain('hidden-secret');
    expect(await failing(['sh', '-c', 'kill -9 $$'])).toContain('it was ended by SIGKILL');
    expect(await failing([path.join(folder, 'none')])).toContain('there is no such program');
    expect(await failing([file('plain', 'text')])).toContain('it may not be run');
  });

  test('that prints no token is refused', async () => {
    const keeper = new CredentialKeeper(command('echo two words'));
    await expect(keeper.current()).rejects.toThrow(
      /Cannot take a token from the command .*it holds no token/,
    );
  });
});
