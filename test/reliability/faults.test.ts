import { expect, test } from 'vitest';
import { outcomeOf } from './fault.ts';
import { faults } from './faults.ts';

// A few of each; `npm run soak` provokes many, and writes docs/RELIABILITY.md.
for (const fault of faults) {
  test.skipIf(fault.unavailable?.() !== undefined)(`${fault.name}: ${fault.promise}`, async () => {
    const { injected, checked, violations } = await outcomeOf(fault, fault.quick, 1);
    expect(violations).toEqual([]);
    expect(Object.values(injected).reduce((sum, times) => sum + times, 0)).toBeGreaterThanOrEqual(
      fault.quick,
    );
    expect(Object.keys(checked)).not.toEqual([]);
  });
}
