import { expect, it } from 'vitest';
import { staleLine } from '../../../src/ui/watch/freshness.ts';
import type { Polled } from '../../../src/ui/watch/poller.ts';

const NOW = 1_700_000_000_000;

function banner(polled: Partial<Polled<unknown>>): string | undefined {
  const fresh = {
    data: [],
    at: NOW - 30_000,
    failure: undefined,
    failures: 0,
    paused: false,
    interval: 2,
    pace: 2,
  };
  return staleLine({ ...fresh, ...polled }, NOW, 80)
    ?.map(({ text }) => text.trim())
    .join('');
}

it('says how old the data is, why, and what comes next', () => {
  expect(banner({ failure: 'No answer.' })).toBe('Stale: as of 30 s ago. No answer. Trying again every 2 s.');
  expect(banner({})).toBe('Stale: as of 30 s ago. No answer. Trying again every 2 s.');
  expect(banner({ failure: 'No answer.', paused: true })).toBe('Stale: as of 30 s ago. No answer. Paused.');
  expect(banner({ paused: true })).toBeUndefined();
  expect(banner({ at: NOW - 1000 })).toBeUndefined();
});
