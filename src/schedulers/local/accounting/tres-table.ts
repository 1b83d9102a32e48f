import type { TresConditions } from '../../../slurm/accounting/conditions.ts';
import type { Tres } from '../../../slurm/accounting/tres.ts';

/** Slurm's own kinds, in the order of their ids from 1 on; sacctmgr(1), "TRES". */
const BUILT_IN = ['cpu', 'mem', 'energy', 'node', 'billing', 'fs/disk', 'vmem', 'pages'];
/** Ids of others begin after this one. */
const OTHERS = 1000;

/** The kinds of resources there are, and their ids. */
export interface TresTable {
  list(conditions: TresConditions): Tres[];
  /** Of `cpu=4,mem=2G` what accounting has: `1=4,2=2048`, memory in MiB. Unknown kinds are left out. */
  ids(text: string): string;
  /** The same the other way. */
  names(ids: string): string;
}

/** @param known kinds of this cluster, by their numbers from 1 on */
export function tresTable(known: ReadonlyMap<string, number>): TresTable {
  const idOf = new Map(BUILT_IN.map((name, index) => [name, index + 1]));
  for (const [name, number] of known) idOf.set(name, OTHERS + number);
  const nameOf = new Map([...idOf].map(([name, id]) => [id, name]));
  const all = [...idOf].map(([full, id]): Tres => {
    const [type = '', ...name] = full.split('/');
    return { id, type, name: name.join('/'), count: 0 };
  });
  return {
    list: ({ id_list, name_list, type_list }) =>
      all
        .filter(({ id }) => fits(id_list, String(id)))
        .filter(({ type }) => fits(type_list, type))
        .filter(({ name }) => fits(name_list, name))
        .sort((a, b) => a.id - b.id),
    ids: (text) =>
      text
        .split(',')
        .flatMap((part) => {
          const [name = '', amount = ''] = part.split('=');
          const id = idOf.get(name);
          return id === undefined ? [] : `${id}=${name === 'mem' ? mebibytes(amount) : amount}`;
        })
        .join(','),
    names: (ids) =>
      ids
        .split(',')
        .flatMap((part) => {
          const [id = '', amount = ''] = part.split('=');
          const name = nameOf.get(Number(id));
          return name === undefined ? [] : `${name}=${name === 'mem' ? `${amount}M` : amount}`;
        })
        .join(','),
  };
}

/** Whether a list of conditions asks for a value; none asks for everything. */
export function fits(list: readonly string[] | undefined, value: string): boolean {
  return list === undefined || list.length === 0 || list.includes(value);
}

function mebibytes(amount: string): number {
  return Number.parseInt(amount, 10) * (amount.endsWith('G') ? 1024 : 1);
}
