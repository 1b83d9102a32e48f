import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/slurm/ordered-lists.ts';
import { cellContext } from '../../../src/ui/squeue/listing.ts';
import { parseSort, sortJobs } from '../../../src/ui/squeue/sort.ts';
import { idOf, type V1Job } from '../../../src/ui/squeue/v1-job.ts';
import { JobView } from '../../../src/ui/watch/job-view.ts';
import type { JobList } from '../../../src/ui/watch/known-jobs.ts';
import { manyJobs, NOW } from './fixture-jobs.ts';

const context = cellContext({}, NOW);
const SORT = parseSort('P,-Q,i');

function viewOf(jobs: readonly V1Job[]): JobView {
  const view = new JobView(context);
  view.setSort(SORT);
  view.update({ jobs }, context);
  return view;
}

/** A job comes to have a priority, comes with it, or goes. */
const GONE = -1;
const CHANGE = fc.record({
  id: fc.integer({ min: 1, max: 70 }),
  priority: fc.integer({ min: GONE, max: 6 }),
});

/** An answer after another. */
const following = (before: readonly V1Job[], jobs: readonly V1Job[]): JobList => ({
  jobs,
  changes: [...differences(before, jobs, idOf)],
});

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
    view.update(following(jobs, next), context);
    expect(ids(view.rows())).toEqual(ids(sortJobs(next, SORT, context)));
    expect(Object.fromEntries(view.counts)).toEqual(Object.fromEntries(viewOf(next).counts));
  });

  it('is in order whatever changes, be it much or little, and knows where each job is', () => {
    fc.assert(
      fc.property(fc.array(fc.array(CHANGE, { maxLength: 30 }), { maxLength: 8 }), (steps) => {
        let jobs: readonly V1Job[] = manyJobs(60);
        const view = viewOf(jobs);
        for (const step of steps) {
          const priorities = new Map(step.map(({ id, priority }) => [id, priority]));
          const next = manyJobs(70).flatMap((job) => {
            const known = jobs.find(({ job_id }) => job_id === job.job_id) ?? job;
            const priority = priorities.get(job.job_id);
            if (priority === undefined) return jobs.includes(known) ? [known] : [];
            return priority === GONE ? [] : [{ ...known, priority }];
          });
          view.update(following(jobs, next), context);
          jobs = next;
          const sorted = sortJobs(jobs, SORT, context);
          expect(view.rows()).toEqual(sorted);
          expect(sorted.map(({ job_id }) => view.indexOf(job_id, 0))).toEqual([...sorted.keys()]);
          expect(Object.fromEntries(view.counts)).toEqual(Object.fromEntries(viewOf(jobs).counts));
        }
      }),
    );
  });

  it('filters what changes as it filtered what was there', () => {
    const jobs = manyJobs(300);
    const view = viewOf(jobs);
    view.setFilter((job) => job.job_state === 'RUNNING');
    const [first] = view.rows();
    const next = jobs.map((job) => (job === first ? { ...job, job_state: 'FAILED' } : job));
    view.update(following(jobs, next), context);
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
    const next = jobs.map((job) => (job.job_id === 500 ? { ...job } : job));
    view.update(following(jobs, next), context);
    expect(looked).toEqual([500]);
  });

  it('looks only at what changed where it is of a few, however much of the others changed', () => {
    const jobs = manyJobs(300);
    const looked = new Set<number>();
    const view = new JobView(context, (job) => looked.add(job.job_id).size > 0 && job.job_id <= 20);
    view.update({ jobs }, context);
    const next = jobs.map((job) => (job.job_id > 20 && job.job_id <= 120 ? { ...job, priority: 1 } : job));
    looked.clear();
    view.update(following(jobs, next), context);
    expect(looked.size).toBe(100);
    expect(view.length).toBe(20);
  });

  it('is of the jobs it selects only, counts them, and takes in what becomes one of them', () => {
    const jobs = manyJobs(300);
    const view = new JobView(context, (job) => job.job_state === 'RUNNING');
    view.setSort(SORT);
    view.update({ jobs }, context);
    expect([view.length, view.total, view.jobs.length]).toEqual([50, 50, 50]);
    expect([...view.counts.keys()]).toEqual(['RUNNING']);
    const next = jobs.map((job) => (job.job_id <= 2 ? { ...job, job_state: 'RUNNING' } : job));
    view.update(following(jobs, next), context);
    expect([view.length, view.total, view.jobs.length]).toEqual([52, 52, 52]);
    view.update(following(next, jobs.slice(2)), context);
    expect(view.total).toBe(view.rows().length);
    expect(ids(view.rows())).not.toContain(1);
  });

  it('keeps the order of a time that runs as the time goes on', () => {
    const jobs = manyJobs(600);
    const sort = parseSort('-M');
    const view = new JobView(context);
    view.setSort(sort);
    view.update({ jobs }, context);
    for (const seconds of [1, 60, 40_000]) {
      const later = { ...context, now: NOW + seconds };
      view.update(following(jobs, jobs), later);
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
