import { problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';

/** A trackable resource as SchedMD's API has it. */
export interface Tres {
  readonly type: string;
  readonly name: string;
  readonly id: number;
  readonly count: number;
}

/** Ids that are the same on every cluster, by their place. Source: slurm/slurmdb.h, TRES_…. */
const STATIC = ['', 'cpu', 'mem', 'energy', 'node', 'billing', 'fs/disk', 'vmem', 'pages'];
/** ESLURM_DATA_EXPECTED_LIST. */
const NO_LIST = 9208;

const nameOf = ({ type, name }: Pick<Tres, 'type' | 'name'>) => (name === '' ? type : `${type}/${name}`);

/** @throws Refused for what is no list */
export function readTres(value: unknown, at: string): Tres[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    const kind = typeof value === 'object' ? 'dictionary' : typeof value;
    throw new Refused([problem(`TRES should be LIST but is type ${kind}`, NO_LIST, at)]);
  }
  return value.map((entry) => {
    const { type = '', name = '', id = 0, count = 0 } = (entry ?? {}) as Record<string, unknown>;
    const known = STATIC.indexOf(nameOf({ type: String(type), name: String(name) }));
    return {
      type: String(type),
      name: String(name),
      id: Number(id) || Math.max(known, 0),
      count: Number(count),
    };
  });
}

/** As slurmctld reads them. */
export function tresText(tres: readonly Tres[]): string {
  return tres.map((one) => `${nameOf(one)}=${one.count}`).join(',');
}
