import type { RpcStatistics } from '../../slurm/diagnostics.ts';
import { growthOf } from './diagnostics-history.ts';

/** One line of a table of remote procedure calls. */
export interface RpcRow {
  readonly name: string;
  readonly count: number;
  /** Calls since the figures before; undefined before the second figures. */
  readonly growth: number | undefined;
  /** Microseconds. */
  readonly average: number;
  /** Microseconds. */
  readonly total: number;
}

/** What a table of calls is ordered by, in the order `s` goes through them. */
export const RPC_SORTS = ['total', 'count', 'growth', 'average', 'name'] as const;

export type RpcSort = (typeof RPC_SORTS)[number];

/** The calls of one table with what happened since `before`, ordered. */
export function rpcRows(
  now: readonly RpcStatistics[] | undefined,
  before: readonly RpcStatistics[] | undefined,
  sort: RpcSort,
  reversed: boolean,
): readonly RpcRow[] {
  const earlier = new Map(before?.map((rpc) => [rpc.name, rpc]));
  const rows = (now ?? []).map(
    (rpc): RpcRow => ({
      name: rpc.name,
      count: rpc.count,
      growth: before && growthOf(earlier.get(rpc.name)?.count ?? 0, rpc.count),
      average: rpc.count > 0 ? Math.trunc(rpc.total_time / rpc.count) : 0,
      total: rpc.total_time,
    }),
  );
  const order = (a: RpcRow, b: RpcRow) => {
    const byName = a.name < b.name ? -1 : 1;
    return sort === 'name' ? byName : (b[sort] ?? 0) - (a[sort] ?? 0) || byName;
  };
  rows.sort((a, b) => (reversed ? order(b, a) : order(a, b)));
  return rows;
}
