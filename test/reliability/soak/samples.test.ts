import { expect, test } from 'vitest';
import { isFlat, type Sample, sample, trendOf } from './samples.ts';

const MIB = 1024;

/** Half an hour in which the kinds of memory grow by so many MiB. */
function halfAnHour(anonymous: number, files: number): Sample[] {
  return Array.from({ length: 300 }, (_, index) => {
    const anonymousKib = Math.round((100 + (anonymous * index) / 300) * MIB);
    const filesKib = Math.round((100 + (files * index) / 300) * MIB);
    return {
      at: index * 6,
      residentKib: anonymousKib + filesKib,
      anonymousKib,
      filesKib,
      descriptors: 1,
      threads: 1,
    };
  });
}

test('a store that grows is no leak, a heap that grows is one', () => {
  const verdict = (samples: Sample[]) => isFlat(trendOf(samples, 'anonymousKib')!);
  expect(verdict(halfAnHour(2, 300))).toBe(true);
  expect(verdict(halfAnHour(60, 0))).toBe(false);
  expect(trendOf(halfAnHour(0, 300), 'filesKib')).toMatchObject({ firstMib: 209.5, mibPerHour: 600 });
});

test('resident memory is what is anonymous and what is of files', () => {
  const { residentKib, anonymousKib, filesKib } = sample(process.pid, 0);
  expect(anonymousKib).toBeGreaterThan(0);
  expect(filesKib).toBeGreaterThan(0);
  // The kernel counts by processor and adds up when asked, so the three are of about the same moment only.
  expect(Math.abs(anonymousKib + filesKib - residentKib) / residentKib).toBeLessThan(0.1);
});
