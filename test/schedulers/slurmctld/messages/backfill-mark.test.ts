import { expect, test } from 'vitest';
import { markBackfilled } from '../../../../src/schedulers/slurmctld/messages/backfill-mark.ts';
import { BLANK_JOB, type Job } from '../../../../src/slurm/job.ts';

const job = (job_id: number, more: Partial<Job>): Job => ({
  ...BLANK_JOB,
  job_id,
  job_state: 'PENDING',
  bitflags: ['JOB_PART_ASSIGNED', 'BACKFILL_SCHED', 'TASKS_CHANGED'],
  last_sched_eval: 100,
  ...more,
});

const MARKED = ['JOB_PART_ASSIGNED', 'BACKFILL_SCHED', 'BACKFILL_LAST', 'TASKS_CHANGED'];

test('the last backfill cycle looked at a waiting job', () => {
  const jobs = [
    job(1, {}),
    job(2, { last_sched_eval: 99 }),
    job(3, { job_state: 'RUNNING' }),
    job(4, { bitflags: [] }),
  ];
  const marked = markBackfilled(jobs, 100);
  expect(marked[0]!.bitflags).toEqual(MARKED);
  expect(marked.slice(1)).toEqual(jobs.slice(1));
  for (const index of [1, 2, 3]) expect(marked[index]).toBe(jobs[index]);
});

test('a record has the same marked one each time, and goes back to itself', () => {
  const jobs = [job(1, {})];
  expect(markBackfilled(jobs, 100)[0]).toBe(markBackfilled(jobs, 90)[0]);
  expect(markBackfilled(jobs, 101)).toBe(jobs);
  expect(markBackfilled(jobs, 0)).toBe(jobs);
});
