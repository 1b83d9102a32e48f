import { type Figure, figure } from '../report/figure.ts';
import type { Load } from './load.ts';

/** What one side came to over all rounds. */
export interface Loads {
  readonly perSecond: Figure;
  readonly p50: Figure;
  readonly p99: Figure;
  /** Length of a body. */
  readonly bytes: number;
}

/** Loads all sides in turns, so many times: the machine's other work then troubles them alike. */
export async function contest<Side extends string>(
  sides: Readonly<Record<Side, () => Promise<Load>>>,
  rounds: number,
): Promise<Record<Side, Loads>> {
  const names = Object.keys(sides) as Side[];
  const found = Object.fromEntries(names.map((name) => [name, [] as Load[]])) as Record<Side, Load[]>;
  for (let round = 0; round < rounds; round++)
    for (const name of names) found[name].push(await sides[name]());
  return Object.fromEntries(names.map((name) => [name, summarise(found[name])])) as Record<Side, Loads>;
}

function summarise(loads: readonly Load[]): Loads {
  return {
    perSecond: figure('/s', ...loads.map(({ perSecond }) => perSecond)),
    p50: figure('ms', ...loads.map(({ p50 }) => p50)),
    p99: figure('ms', ...loads.map(({ p99 }) => p99)),
    bytes: loads[0]!.bytes,
  };
}
