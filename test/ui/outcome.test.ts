import { expect, test } from 'vitest';
import { allCompleted, outcomeLines } from '../../src/ui/outcome.ts';

test('tasks of an array that ended alike share a line', () => {
  const task = (array_task_id: number, job_state: string, exit_code: number) => ({
    job_id: 100 + array_task_id,
    array_job_id: 100,
    array_task_id,
    job_state,
    exit_code,
  });
  const jobs = [
    task(3, 'COMPLETED', 0),
    task(1, 'COMPLETED', 0),
    task(2, 'FAILED', 3 << 8),
    task(4, 'COMPLETED', 0),
  ];
  expect(outcomeLines(jobs)).toEqual(['Job 100_[1,3-4] COMPLETED', 'Job 100_2 FAILED, exit code 3']);
  expect(allCompleted(jobs)).toBe(false);
});

test('a signal is named', () => {
  const jobs = [{ job_id: 7, job_state: 'TIMEOUT', exit_code: 15 }];
  expect(outcomeLines(jobs)).toEqual(['Job 7 TIMEOUT, ended by signal 15']);
});
