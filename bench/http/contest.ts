import { type Figure, figure } from '../report/figure.ts';
import type { Load } from './load.ts';
import { processorMs } from './servers.ts';

/** What one side came to over all rounds. */
export interface Loads {
  readonly perSecond: Figure;
  readonly p50: Figure;
  readonly p99: Figure;
  /** Of a processor, for one request. */
  readonly processor: Figure;
  /** Length of a body. */
  readonly bytes: number;
}

/** One of those that are compared: the process that answers, and how it is loaded. */
export interface Contestant {
  readonly pid: number;
  run(): Promise<Load>;
}

interface Round extends Load {
  readonly processorMs: number;
}

/**
 * Loads all sides in turns, so many times: the machine's other work then troubles them alike. Every other time they come
 * in the opposite order, as what one has slurmctld do may still be going on beside the next.
 */
export async function contest<Side extends string>(
  sides: Readonly<Record<Side, Contestant>>,
  rounds: number,
): Promise<Record<Side, Loads>> {
  const names = Object.keys(sides) as Side[];
  const found = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Side, Round[]>;
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { pid, run } = sides[name];
      const before = processorMs(pid);
      const load = await run();
      found[name].push({ ...load, processorMs: (processorMs(pid) - before) / load.requests });
    }
  return Object.fromEntries(names.map((name) => [name, summarise(found[name])])) as Record<Side, Loads>;
}

function summarise(loads: readonly Round[]): Loads {
  return {
    perSecond: figure('/s', ...loads.map(({ perSecond }) => perSecond)),
    p50: figure('ms', ...loads.map(({ p50 }) => p50)),
    p99: figure('ms', ...loads.map(({ p99 }) => p99)),
    processor: figure('ms', ...loads.map((load) => load.processorMs)),
    bytes: loads[0]!.bytes,
  };
}
