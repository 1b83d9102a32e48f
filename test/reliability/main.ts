// `npm run soak`
import { parseArgs } from 'node:util';
import { outcomeOf } from './fault.ts';
import { FAULTS } from './faults.ts';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    times: { type: 'string' },
  },
});
for (const fault of FAULTS) {
  if (flags.only !== undefined && !fault.name.includes(flags.only)) continue;
  const times = flags.times ? Number(flags.times) : flags.quick ? fault.quick : fault.thorough;
  const outcome = await outcomeOf(fault, times, Number(flags.seed));
  process.stderr.write(`${JSON.stringify(outcome, null, 1)}\n`);
}
