import type { RpcStatistics } from '../../../slurm/diagnostics.ts';

/** One operation that was carried out, or refused. */
export interface Call {
  /** Message that asks slurmctld for the same. */
  readonly rpc: string;
  /** Its number. */
  readonly id: number;
  readonly user: string;
  readonly uid: number;
  readonly microseconds: number;
}

/** Counted operations, as sdiag(1) lists RPCs. */
export interface CallStatistics {
  readonly rpcs_by_type: readonly RpcStatistics[];
  readonly rpcs_by_user: readonly RpcStatistics[];
}

export const NO_CALLS: CallStatistics = { rpcs_by_type: [], rpcs_by_user: [] };

/** Counts more operations; the most frequent come first. */
export function addCalls(known: CallStatistics, calls: readonly Call[]): CallStatistics {
  return {
    rpcs_by_type: counted(known.rpcs_by_type, calls, ({ rpc, id }) => ({ name: rpc, id })),
    rpcs_by_user: counted(known.rpcs_by_user, calls, ({ user, uid }) => ({ name: user, id: uid })),
  };
}

function counted(
  known: readonly RpcStatistics[],
  calls: readonly Call[],
  keyOf: (call: Call) => { readonly name: string; readonly id: number },
): RpcStatistics[] {
  const sums = new Map(known.map((entry) => [entry.id, { ...entry }]));
  for (const call of calls) {
    const key = keyOf(call);
    const sum = sums.get(key.id) ?? { ...key, count: 0, total_time: 0 };
    sums.set(key.id, {
      ...sum,
      count: sum.count + 1,
      total_time: sum.total_time + call.microseconds,
    });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
}
