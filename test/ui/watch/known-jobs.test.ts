import { describe, expect, it } from 'vitest';
import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';
import { KnownJobs } from '../../../src/ui/watch/known-jobs.ts';
import { manyJobs } from './fixture-jobs.ts';

const ids = (jobs: readonly V1Job[]) => jobs.map((job) => job.job_id);

function knowing(jobs: readonly V1Job[]): KnownJobs {
  const known = new KnownJobs();
  known.replace(jobs);
  return known;
}

describe('an answer of all jobs', () => {
  it('keeps the objects of jobs that are as before, and the list where all are', () => {
    const copy = () => structuredClone(manyJobs(20)) as V1Job[];
    const known = new KnownJobs();
    const first = known.replace(copy());
    const jobs = [...first.jobs];
    expect(first.changes).toBeUndefined();
    expect(known.replace(copy())).toBe(first);

    const changed = copy().slice(1);
    changed[3] = { ...changed[3]!, array_task_id: 7 };
    const second = known.replace(changed);
    expect(second.jobs[2]).toBe(jobs[3]);
    expect(second.jobs[3]).toBe(changed[3]);
    expect(second.changes).toEqual([
      [jobs[0], undefined],
      [jobs[4], changed[3]],
    ]);
  });

  it('is put in the order of the ids', () => {
    const jobs = manyJobs(50);
    expect(ids(new KnownJobs().replace(jobs.toReversed()).jobs)).toEqual(ids(jobs));
  });

  it('may be empty', () => {
    const known = new KnownJobs();
    const none = known.replace([]);
    expect(none).toEqual({ jobs: [] });
    expect(known.replace([])).toBe(none);
  });
});

describe('an answer of changes', () => {
  it('changes, takes out and puts in what it is told, and keeps the rest and its order', () => {
    const jobs = manyJobs(20).filter(({ job_id }) => job_id !== 7);
    const known = knowing(jobs);
    const changed = { ...jobs[2]!, priority: 1 };
    const late = manyJobs(30)[29]!;
    const early = manyJobs(7)[6]!;
    const { jobs: now, changes } = known.apply([changed, early, late], [5, 20, 999]);
    expect(ids(now)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 30]);
    expect(now[2]).toBe(changed);
    expect(now[3]).toBe(jobs[3]);
    expect(changes).toEqual([
      [jobs[2], changed],
      [undefined, early],
      [undefined, late],
      [jobs[4], undefined],
      [jobs[18], undefined],
    ]);
  });

  it('of nothing is the list as it was', () => {
    const known = knowing(manyJobs(3));
    const list = known.apply([{ ...manyJobs(1)[0]!, priority: 5 }], []);
    expect(known.apply([], [])).toBe(list);
  });
});
