import { expect, test } from 'vitest';
import { outcomeOf } from '../reliability/fault.ts';
import { faults } from './faults/faults.ts';

// A few of each; `npm run soak -- --cluster` provokes many, and writes them into docs/RELIABILITY.md.
for (const fault of faults) {
  test(`${fault.name}: ${fault.promise}`, async () => {
    const { injected, violations } = await outcomeOf(fault, fault.quick, 1);
    expect(violations).toEqual([]);
    expect(Object.keys(injected)).not.toEqual([]);
  });
}
