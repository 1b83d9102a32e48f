/** One kind of rollup of usage: hourly, daily or monthly; times in seconds. */
export interface Rollup {
  readonly count: number;
  /** When it was last made. */
  readonly timestamp: number;
  readonly time_last: number;
  readonly time_max: number;
  readonly time_total: number;
}

/** Requests of one kind, or of one user (slurmdb_rpc_obj_t). */
export interface RequestCount {
  readonly cnt: number;
  /** Number of the request, or uid. */
  readonly id: number;
  /** Microseconds, all together. */
  readonly time: number;
}

/** What an accounting storage counts (slurmdb_stats_rec_t, `sacctmgr show stats`). */
export interface AccountingStatistics {
  readonly time_start: number;
  readonly rollups: { readonly hourly: Rollup; readonly daily: Rollup; readonly monthly: Rollup };
  /** By name of the request, e.g. `DBD_GET_JOBS_COND`. */
  readonly rpc_list: readonly (RequestCount & { readonly name: string })[];
  readonly user_list: readonly RequestCount[];
}

/** Whether one server of an accounting storage answers. */
export interface StorageStatus {
  readonly hostname: string;
  readonly up: boolean;
  /** Microseconds until it answered or failed. */
  readonly latency: number;
  readonly primary: boolean;
  /** 0, or the Slurm errno of what went wrong. */
  readonly status: number;
}
