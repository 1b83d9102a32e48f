import { describe, expect, it } from 'vitest';
import { jobIdText } from '../../../src/ui/squeue/v1-job.ts';
import { parseFilter } from '../../../src/ui/watch/filter.ts';
import { FIXTURE_JOBS } from './fixture-jobs.ts';

function found(text: string): string[] {
  const filter = parseFilter(text, 'ann');
  return FIXTURE_JOBS.filter(filter.matches!).map((job) => jobIdText(job));
}

describe('parseFilter', () => {
  it.each([
    ['', FIXTURE_JOBS.length],
    ['nothing-like-it', 0],
  ])('%j finds %i jobs', (text, count) => {
    expect(found(text)).toHaveLength(count);
  });

  it.each([
    ['leaky', ['410']],
    ['HOST[5', ['1202_527']],
    ['sweep !1202_[', ['1202_526', '1202_527']],
    ['re:^40[34] ', ['403', '404']],
    ['^40[34]$', ['403', '404']],
    ['!^4|^1', []],
    ['name:^plot$|^leak', ['404', '410']],
    ['1202_[528-1000', ['1202_[528-1000%2]']],
    ['!re:debug|nate', ['403', '411']],
    ['state:r part:long', ['411']],
    ['state:complet', ['412']],
    ['st:CG,OOM', ['410', '412']],
    ['user:me state:PD', ['403', '404']],
    ['user:1002 !state:R', ['410', '412']],
    ['reason:depend name:plot', ['404']],
    ['account:', FIXTURE_JOBS.map((job) => jobIdText(job))],
  ])('%s', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it.each([
    ['re:(', 'Invalid regular expression'],
    ['color:red', 'color: is no field'],
    ['state:zz', 'zz is no job state'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(parseFilter(text, 'ann').problem).toContain(problem);
  });
});
