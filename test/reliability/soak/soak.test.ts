import { expect, test } from 'vitest';
import { soak } from './soak.ts';

// Half a minute of what `npm run soak` does for an hour.
test('64 clients and faults for half a minute: all that was accepted ran once, the counters are true, nothing is left', async () => {
  const { violations, jobs, injected } = await soak(30, 1);
  expect(violations).toEqual([]);
  expect(jobs.accepted).toBeGreaterThan(0);
  expect(injected).not.toEqual({});
});
