import { describe, expect, test } from 'vitest';
import { jobsAhead, progressDetails, progressText } from '../../../src/ui/progress/job-progress.ts';
import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';

const NOW = 1_800_000_000;
const job = (job_id: number, members: object = {}): V1Job =>
  ({
    job_id,
    job_state: 'PENDING',
    partition: 'debug',
    priority: 10,
    state_reason: 'Resources',
    ...members,
  }) as V1Job;

describe('the state', () => {
  test.each([
    [[job(5)], 'Job 5 PENDING (Resources)'],
    [[job(5, { job_state: 'RUNNING', nodes: 'host1' })], 'Job 5 RUNNING on host1'],
    [[job(5, { job_state: 'COMPLETING' })], 'Job 5 COMPLETING'],
    [[job(5, { state_desc: 'a\u001b[2J' })], 'Job 5 PENDING (a?[2J)'],
    [[job(5, { array_job_id: 5, array_task_str: '1-9%2' })], 'Job 5: 9 PENDING'],
    [
      [
        job(5, { array_job_id: 5, array_task_str: '3,4' }),
        job(6, { job_state: 'RUNNING' }),
        job(7, { job_state: 'FAILED' }),
      ],
      'Job 5: 2 PENDING, 1 RUNNING, 1 FAILED',
    ],
  ])('%#: in words', (jobs, text) => {
    expect(progressText(5, jobs)).toBe(text);
  });
});

describe('the details', () => {
  test('of a job that waits: its place and when it is to start', () => {
    expect(progressDetails([job(5)], 3, NOW)).toEqual(['3 ahead in debug']);
    expect(progressDetails([job(5)], 0, NOW)).toEqual(['next in debug']);
    expect(progressDetails([job(5, { start_time: NOW + 60 })], undefined, NOW)).toEqual([
      expect.stringMatching(/^expected to start 2027-01-15T/),
    ]);
  });

  test('of a job that runs: for how long, of how long', () => {
    const running = { job_state: 'RUNNING', start_time: NOW - 83 };
    expect(progressDetails([job(5, running)], undefined, NOW)).toEqual(['1:23']);
    expect(progressDetails([job(5, { ...running, time_limit: 10 })], 3, NOW)).toEqual(['1:23 of 10:00']);
  });

  test('of a job that is ending: none', () => {
    expect(progressDetails([job(5, { job_state: 'COMPLETING' })], 3, NOW)).toEqual([]);
  });
});

test('who is ahead: more priority, or as much and earlier, in the same partition', () => {
  const queue = [
    job(1, { priority: 20 }),
    job(2),
    job(5),
    job(6),
    job(7, { priority: 5 }),
    job(3, { priority: 20, partition: 'night' }),
    job(4, { priority: 20, job_state: 'RUNNING' }),
  ];
  expect(jobsAhead([job(5)], queue)).toBe(2);
  expect(jobsAhead([job(5, { priority: 0 })], queue)).toBeUndefined();
  expect(jobsAhead([job(5, { job_state: 'RUNNING' })], queue)).toBeUndefined();
});
