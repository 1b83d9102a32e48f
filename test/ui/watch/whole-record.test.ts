import { expect, test, vi } from 'vitest';
import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';
import { WholeRecord } from '../../../src/ui/watch/whole-record.ts';
import { FIXTURE_JOBS } from './fixture-jobs.ts';
import { FixtureSource } from './fixture-source.ts';

const [first, second] = FIXTURE_JOBS as [V1Job, V1Job];

test('a job is asked about once, shown as the list has it until then, and anew when it has changed', async () => {
  const whole = vi.fn(async (job: V1Job) => ({ ...job, comment: `all of ${job.name}` }) as V1Job);
  const changed = vi.fn();
  const record = new WholeRecord(Object.assign(new FixtureSource([]), { whole }), changed);
  expect(record.of(first)).toBe(first);
  expect(record.of(first)).toBe(first);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  expect(record.of(first)).toMatchObject({ comment: 'all of test18.1' });
  expect(whole).toHaveBeenCalledTimes(1);

  const other = { ...first, name: 'other' };
  expect(record.of(other)).toMatchObject({ comment: 'all of test18.1' });
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
  expect(record.of(other)).toMatchObject({ comment: 'all of other' });

  expect(record.of(second)).toBe(second);
});

test('what the list has stays where the rest cannot be had, or need not be', async () => {
  const whole = vi.fn(async (): Promise<V1Job> => {
    throw new Error('gone');
  });
  const failing = new WholeRecord(Object.assign(new FixtureSource([]), { whole }), () => {});
  expect(failing.of(first)).toBe(first);
  await vi.waitFor(() => expect(whole).toHaveBeenCalled());
  expect(failing.of(first)).toBe(first);
  expect(whole).toHaveBeenCalledTimes(1);
  expect(new WholeRecord(new FixtureSource([]), () => {}).of(first)).toBe(first);
});
