import { describe, expect, it } from 'vitest';
import { cellContext } from '../../../src/ui/squeue/listing.ts';
import { parseSort, sortJobs } from '../../../src/ui/squeue/sort.ts';
import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';
import { JobView } from '../../../src/ui/watch/job-view.ts';
import { applyChanges, keepUnchanged } from '../../../src/ui/watch/unchanged.ts';
import { manyJobs, NOW } from './fixture-jobs.ts';

const context = cellContext({}, NOW);
const SORT = parseSort('P,-Q,i');

function viewOf(jobs: readonly V1Job[]): JobView {
  const view = new JobView(context);
  view.setSort(SORT);
  view.update(jobs, context);
  return view;
}

const ids = (jobs: readonly V1Job[]) => jobs.map((job) => job.job_id);

/** A snapshot after some jobs changed, some went and some came. */
function later(jobs: readonly V1Job[]): readonly V1Job[] {
  const changed = jobs.map((job) =>
    job.job_id % 17 === 0 ? { ...job, priority: job.job_id, job_state: 'FAILED' } : job,
  );
  const left = changed.filter((job) => job.job_id % 41 !== 0);
  return [...left, ...manyJobs(2_050).slice(2_000)];
}

describe('JobView', () => {
  it('is in the order of a whole sort after every change', () => {
    const jobs = manyJobs(2_000);
    const view = viewOf(jobs);
    const next = later(jobs);
    view.update(next, context);
    expect(ids(view.rows())).toEqual(ids(sortJobs(next, SORT, context)));
    expect(Object.fromEntries(view.counts)).toEqual(Object.fromEntries(viewOf(next).counts));
  });

  it('filters what changes as it filtered what was there', () => {
    const jobs = manyJobs(300);
    const view = viewOf(jobs);
    view.setFilter((job) => job.job_state === 'RUNNING');
    const [first] = view.rows();
    view.update(
      jobs.map((job) => (job === first ? { ...job, job_state: 'FAILED' } : job)),
      context,
    );
    expect(ids(view.rows())).not.toContain(first!.job_id);
    expect(view.rows().length).toBe(49);
    expect(view.counts.get('FAILED')).toBe(51);
  });

  it('looks only at what changed', () => {
    const jobs = manyJobs(1_000);
    const view = viewOf(jobs);
    const looked: number[] = [];
    view.setFilter((job) => looked.push(job.job_id) > 0);
    looked.length = 0;
    view.update(
      jobs.map((job) => (job.job_id === 500 ? { ...job } : job)),
      context,
    );
    expect(looked).toEqual([500]);
  });

  it('is of the jobs it selects only, counts them, and takes in what becomes one of them', () => {
    const jobs = manyJobs(300);
    const view = new JobView(context, (job) => job.job_state === 'RUNNING');
    view.setSort(SORT);
    view.update(jobs, context);
    expect([view.length, view.total, view.jobs.length]).toEqual([50, 50, 50]);
    expect([...view.counts.keys()]).toEqual(['RUNNING']);
    const next = jobs.map((job) => (job.job_id <= 2 ? { ...job, job_state: 'RUNNING' } : job));
    view.update(next, context);
    expect([view.length, view.total, view.jobs.length]).toEqual([52, 52, 52]);
    view.update(jobs.slice(2), context);
    expect(view.total).toBe(view.rows().length);
    expect(ids(view.rows())).not.toContain(1);
  });

  it('keeps the order of a time that runs as the time goes on', () => {
    const jobs = manyJobs(600);
    const sort = parseSort('-M');
    const view = new JobView(context);
    view.setSort(sort);
    view.update(jobs, context);
    for (const seconds of [1, 60, 40_000]) {
      const later = { ...context, now: NOW + seconds };
      view.update(jobs, later);
      expect(ids(view.rows())).toEqual(ids(sortJobs(jobs, parseSort('-M,i'), later)));
    }
  });

  it('finds a job wherever it has moved', () => {
    const view = viewOf(manyJobs(100));
    const place = view.rows().findIndex((job) => job.job_id === 42);
    expect(view.indexOf(42, place)).toBe(place);
    expect(view.indexOf(42, 0)).toBe(place);
    expect(view.indexOf(4242, 0)).toBe(-1);
  });
});

describe('keepUnchanged', () => {
  it('keeps the objects of jobs that are as before, and the list where all are', () => {
    const jobs = manyJobs(20);
    const copy = () => structuredClone(jobs) as V1Job[];
    expect(keepUnchanged(jobs, copy())).toBe(jobs);
    const changed = copy();
    changed[3] = { ...changed[3]!, array_task_id: 7 };
    const kept = keepUnchanged(jobs, changed);
    expect(kept[2]).toBe(jobs[2]);
    expect(kept[3]).toBe(changed[3]);
    expect(keepUnchanged(jobs, copy().slice(1))[0]).toBe(jobs[1]);
  });

  it('puts jobs in the order of their ids', () => {
    const jobs = manyJobs(50);
    expect(ids(keepUnchanged([], jobs.toReversed()))).toEqual(ids(jobs));
  });
});

describe('applyChanges', () => {
  it('changes, takes out and puts in what it is told, and keeps the rest and its order', () => {
    const jobs = manyJobs(20).filter(({ job_id }) => job_id !== 7);
    const changed = { ...jobs[2]!, priority: 1 };
    const late = manyJobs(30)[29]!;
    const early = manyJobs(7)[6]!;
    const now = applyChanges(jobs, [changed, early, late], [5, 20, 999]);
    expect(ids(now)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 30]);
    expect(now[2]).toBe(changed);
    expect(now[3]).toBe(jobs[3]);
    expect(applyChanges(jobs, [], [])).toBe(jobs);
  });
});
