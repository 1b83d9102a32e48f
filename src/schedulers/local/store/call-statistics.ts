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

type Sum = { -readonly [Member in keyof RpcStatistics]: RpcStatistics[Member] };

/** Adds operations up, in a few numbers however many they are. */
export class CallTally {
  readonly #types = new Map<number, Sum>();
  readonly #users = new Map<number, Sum>();
  #size = 0;

  /** How many were added. */
  get size(): number {
    return this.#size;
  }

  add({ rpc, id, user, uid, microseconds }: Call): void {
    this.#size++;
    addTo(this.#types, { name: rpc, id, count: 1, total_time: microseconds });
    addTo(this.#users, { name: user, id: uid, count: 1, total_time: microseconds });
  }

  /** These and those that are known, the most frequent first. */
  with(known: CallStatistics): CallStatistics {
    return {
      rpcs_by_type: together(known.rpcs_by_type, this.#types),
      rpcs_by_user: together(known.rpcs_by_user, this.#users),
    };
  }
}

function addTo(sums: Map<number, Sum>, { id, name, count, total_time }: RpcStatistics): void {
  const sum = sums.get(id);
  if (sum) {
    sum.count += count;
    sum.total_time += total_time;
  } else sums.set(id, { id, name, count, total_time });
}

function together(known: readonly RpcStatistics[], more: ReadonlyMap<number, Sum>): RpcStatistics[] {
  const sums = new Map<number, Sum>();
  for (const entry of known) addTo(sums, entry);
  for (const entry of more.values()) addTo(sums, entry);
  return [...sums.values()].sort((a, b) => b.count - a.count);
}
