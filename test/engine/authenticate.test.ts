import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { briefAuthenticate } from '../../src/engine/authenticate.ts';
import type { Authenticator } from '../../src/engine/authenticator.ts';
import type { FieldsMemory, HeaderFields } from '../../src/engine/message.ts';
import { SlurmError } from '../../src/slurm/error.ts';
import { TCP } from './caller.ts';

let asked = 0;
let refuse = false;
const authenticator: Authenticator = {
  name: 'jwt',
  async authenticate() {
    asked += 1;
    if (refuse) throw new SlurmError('NOT_AUTHENTICATED', {});
    return { uid: asked, gid: 0, name: 'alice', credential: 'token' };
  },
};

beforeEach(() => {
  asked = 0;
  refuse = false;
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const fieldsWith = (memory?: FieldsMemory): HeaderFields => ({
  get: () => null,
  has: () => false,
  ...(memory && { memory }),
});
const callerOf = (headers: HeaderFields) => briefAuthenticate([authenticator], headers, TCP);

test('fields that come again are of the caller they were of, for a fifth of a second', async () => {
  const headers = fieldsWith({ caller: undefined });
  expect((await callerOf(headers)).uid).toBe(1);
  vi.advanceTimersByTime(199);
  expect((await callerOf(headers)).uid).toBe(1);
  vi.advanceTimersByTime(1);
  expect((await callerOf(headers)).uid).toBe(2);
});

test('other fields, and those nobody remembers, are asked about', async () => {
  expect((await callerOf(fieldsWith({ caller: undefined }))).uid).toBe(1);
  expect((await callerOf(fieldsWith({ caller: undefined }))).uid).toBe(2);
  expect((await callerOf(fieldsWith())).uid).toBe(3);
  expect((await callerOf(fieldsWith())).uid).toBe(4);
});

test('who is refused is asked about again', async () => {
  const headers = fieldsWith({ caller: undefined });
  refuse = true;
  await expect(callerOf(headers)).rejects.toThrow(SlurmError);
  refuse = false;
  expect((await callerOf(headers)).uid).toBe(2);
});
