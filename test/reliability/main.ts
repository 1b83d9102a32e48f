// `npm run soak`: provokes every fault, then runs the soak, and writes docs/RELIABILITY.md from what it measured.
import { parseArgs } from 'node:util';
import { type Fault, type Outcome, outcomeOf } from './fault.ts';
import { keepFaults, keepSoak, writeReport } from './report.ts';
import { soak } from './soak/soak.ts';

const { values: flags } = parseArgs({
  options: {
    /** Of the soak; 0: none. With --no-faults that only writes the report anew. */
    seconds: { type: 'string', default: '3600' },
    /** The soak alone. */
    'no-faults': { type: 'boolean', default: false },
    /** Faults in front of the real cluster whose env file was sourced (test/cluster/README.md), and no soak. */
    cluster: { type: 'boolean', default: false },
    /** As often as the suite does. */
    quick: { type: 'boolean', default: false },
    /** Only the faults with this in their name, and no soak; nothing is written. */
    only: { type: 'string' },
    /** How often each fault is provoked, instead of its own number. */
    times: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const { only } = flags;
const seed = Number(flags.seed);
const seconds = only === undefined && !flags.cluster ? Number(flags.seconds) : 0;
const words = process.argv.slice(2);
const command = ['npm run soak', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
const say = (text: string) => process.stderr.write(`${text}\n`);
const isBroken = ({ violations }: { readonly violations: readonly string[] }) => violations.length > 0;

if (!flags['no-faults']) {
  const { faults, name, title } = flags.cluster
    ? await import('../cluster/faults/faults.ts')
    : await import('./faults.ts');
  const chosen = faults.filter((fault) => only === undefined || fault.name.includes(only));
  const outcomes = new Map<Fault, Outcome>();
  const waiting = chosen.values();
  // Each has a cluster of its own where that is an embedded one, and waits more than it works.
  const lane = async () => {
    for (const fault of waiting) {
      const missing = fault.unavailable?.();
      if (missing !== undefined) {
        say(`${fault.name}: not provoked, ${missing}`);
        continue;
      }
      const times = flags.times ? Number(flags.times) : flags.quick ? fault.quick : fault.thorough;
      const outcome = await outcomeOf(fault, times, seed);
      say(JSON.stringify(outcome, undefined, 1));
      outcomes.set(fault, outcome);
    }
  };
  await Promise.all(Array.from({ length: flags.cluster ? 1 : 3 }, lane));
  const inOrder = chosen.flatMap((fault) => outcomes.get(fault) ?? []);
  if (only === undefined) keepFaults(name, title, command, inOrder);
  if (inOrder.some(isBroken)) process.exitCode = 1;
}
if (seconds > 0) {
  say(`soak: ${seconds} s`);
  const outcome = await soak(seconds, seed);
  say(JSON.stringify({ ...outcome, samples: undefined }, undefined, 1));
  keepSoak(command, outcome);
  if (isBroken(outcome)) process.exitCode = 1;
}
if (flags['no-faults'] && seconds === 0) writeReport();
