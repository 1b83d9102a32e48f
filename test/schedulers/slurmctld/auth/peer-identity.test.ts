import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asPeer } from '../../../../src/schedulers/slurmctld/auth/peer-identity.ts';

/** Effective users of all threads of this process (proc(5), `Uid:`). */
function effectiveUsers(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const status = readFileSync(`/proc/self/task/${thread}/status`, 'utf8');
    return Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1]);
  });
}

const other = { uid: 54_321, gid: 54_321 };

test('changes this thread only, and only while the action runs; who may not is told so', () => {
  const before = process.geteuid!();
  const act = () =>
    asPeer(other, () => ({ uid: process.geteuid!(), gid: process.getegid!(), all: effectiveUsers() }));
  if (before === 0) {
    const { all, ...seen } = act();
    expect(seen).toEqual(other);
    expect(all.length).toBeGreaterThan(1);
    expect(all.filter((uid) => uid === other.uid)).toHaveLength(1);
  } else {
    expect(act).toThrow(expect.objectContaining({ code: 'IDENTITY_UNAVAILABLE' }));
  }
  expect(effectiveUsers().every((uid) => uid === before)).toBe(true);
});

test('an action that throws leaves nothing changed', () => {
  const before = process.geteuid!();
  expect(() =>
    asPeer(before === 0 ? other : undefined, () => {
      throw new RangeError('it failed');
    }),
  ).toThrow(RangeError);
  expect(process.geteuid!()).toBe(before);
  expect(process.getegid!()).toBe(process.getgid!());
});
