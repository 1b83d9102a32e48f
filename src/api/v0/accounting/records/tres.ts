import type { Tres } from '../../../../slurm/accounting/tres.ts';
import type { Usage } from '../../../../slurm/accounting/usage.ts';
import { expandHostlist } from '../../../../slurm/hostlist.ts';
import type { Lookups } from '../lookups.ts';

/** TRES of a record, `1=4,2=8000`, as counts by id. Slurm's 64-bit words are signed here, as slurmrestd shows them. */
function counts(text: string): [id: number, count: number][] {
  return text
    .split(',')
    .filter((pair) => /^\d+=\d+$/.test(pair))
    .map((pair) => {
      const [id = '', count = ''] = pair.split('=');
      return [Number(id), Number(BigInt.asIntN(64, BigInt(count)))];
    });
}

/** One kind of TRES. */
export function tresObject({ type, name, id, count }: Tres): object {
  return { type, name, id, count };
}

/** The TRES of a record as objects. */
export function tresList(text: string, { tres }: Lookups): object[] {
  return counts(text).map(([id, count]) => {
    const { type = '', name = '' } = tres.get(id) ?? {};
    return { type, name, id, count };
  });
}

/** Of a step: the count of each TRES, and on which node and in which task it was the largest or smallest. */
export function tresExtremes(
  { count, node, task }: { readonly count: string; readonly node: string; readonly task: string },
  nodes: string,
  { tres }: Lookups,
): object[] {
  if (count === '' && node === '' && task === '') return [];
  const hosts = expandHostlist(nodes);
  const [byCount, byNode, byTask] = [count, node, task].map((text) => new Map(counts(text)));
  return [...tres.values()].flatMap(({ id, type, name }) => {
    const host = hosts[byNode!.get(id) ?? -1] ?? '';
    const [most = 0, rank = 0] = [byCount!.get(id), byTask!.get(id)];
    return most === 0 && rank === 0 && host === ''
      ? []
      : [{ type, name, id, count: most, task: rank, node: host }];
  });
}

/** What was used of a TRES in one period. */
export function usageObject({ alloc_secs, id, id_alt, period_start, tres_rec }: Usage): object {
  return {
    allocated: { seconds: alloc_secs },
    id,
    id_alt,
    start: period_start,
    TRES: tresObject(tres_rec),
  };
}
