/** Count and total time of one kind of RPC, or of one user's RPCs. */
export interface RpcStatistics {
  /** Message name (`REQUEST_PING`) or user name. */
  readonly name: string;
  /** Message number or uid. */
  readonly id: number;
  readonly count: number;
  /** Microseconds spent in all of them. */
  readonly total_time: number;
  /** Of message types the controller queues: those that wait, those given up, and how many a cycle took. */
  readonly queued?: number;
  readonly dropped?: number;
  readonly cycle_last?: number;
  readonly cycle_max?: number;
}

/**
 * What sdiag(1) shows: counters since {@link req_time_start}, cycle times in microseconds.
 * Member names are those of RESPONSE_STATS_INFO.
 */
export interface Diagnostics {
  /** 1 when the controller sent the block of counters. */
  readonly parts_packed: number;
  readonly req_time: number;
  readonly req_time_start: number;
  readonly server_thread_count: number;
  readonly agent_queue_size: number;
  readonly agent_count: number;
  readonly agent_thread_count: number;
  readonly dbd_agent_queue_size: number;
  readonly gettimeofday_latency: number;
  readonly schedule_cycle_max: number;
  readonly schedule_cycle_last: number;
  readonly schedule_cycle_sum: number;
  readonly schedule_cycle_counter: number;
  readonly schedule_cycle_depth: number;
  readonly schedule_queue_len: number;
  /** Why main scheduling cycles ended, by name. */
  readonly schedule_exit: Readonly<Record<string, number>>;
  readonly jobs_submitted: number;
  readonly jobs_started: number;
  readonly jobs_completed: number;
  readonly jobs_canceled: number;
  readonly jobs_failed: number;
  readonly jobs_pending: number;
  readonly jobs_running: number;
  readonly job_states_ts: number;
  readonly bf_backfilled_jobs: number;
  readonly bf_last_backfilled_jobs: number;
  readonly bf_backfilled_het_jobs: number;
  readonly bf_cycle_counter: number;
  readonly bf_cycle_sum: number;
  readonly bf_cycle_last: number;
  readonly bf_cycle_max: number;
  readonly bf_last_depth: number;
  readonly bf_last_depth_try: number;
  readonly bf_depth_sum: number;
  readonly bf_depth_try_sum: number;
  readonly bf_queue_len: number;
  readonly bf_queue_len_sum: number;
  readonly bf_table_size: number;
  readonly bf_table_size_sum: number;
  readonly bf_when_last_cycle: number;
  readonly bf_active: number;
  /** Why backfill cycles ended, by name. */
  readonly bf_exit: Readonly<Record<string, number>>;
  readonly rpcs_by_type: readonly RpcStatistics[];
  readonly rpcs_by_user: readonly RpcStatistics[];
  /** RPCs that wait to be sent, by type. */
  readonly rpcs_pending: readonly { readonly name: string; readonly id: number; readonly count: number }[];
  /** The same by whom they are for: a host list. */
  readonly rpcs_pending_hosts: readonly {
    readonly name: string;
    readonly id: number;
    readonly hosts: string;
  }[];
}
