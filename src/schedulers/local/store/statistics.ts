const LATEST: ReadonlySet<string> = new Set([
  'schedule_cycle_last',
  'bf_last_backfilled_jobs',
  'bf_cycle_last',
  'bf_last_depth',
  'bf_last_depth_try',
  'bf_when_last_cycle',
]);
const HIGHEST: ReadonlySet<string> = new Set(['schedule_cycle_max', 'bf_cycle_max']);

const ZEROS = {
  jobs_submitted: 0,
  jobs_started: 0,
  jobs_completed: 0,
  jobs_canceled: 0,
  jobs_failed: 0,
  schedule_cycle_max: 0,
  schedule_cycle_last: 0,
  schedule_cycle_sum: 0,
  schedule_cycle_counter: 0,
  schedule_cycle_depth: 0,
  bf_backfilled_jobs: 0,
  bf_last_backfilled_jobs: 0,
  bf_backfilled_het_jobs: 0,
  bf_cycle_counter: 0,
  bf_cycle_sum: 0,
  bf_cycle_last: 0,
  bf_cycle_max: 0,
  bf_last_depth: 0,
  bf_last_depth_try: 0,
  bf_depth_sum: 0,
  bf_depth_try_sum: 0,
  bf_queue_len_sum: 0,
  bf_when_last_cycle: 0,
  // Why cycles ended: the whole queue was looked at, or as many jobs as one cycle looks at.
  end_job_queue: 0,
  default_queue_depth: 0,
  bf_end_job_queue: 0,
  bf_max_job_test: 0,
};

/**
 * Counters of sdiag(1) that outlive the processes which count. `*_max`, `*_last` and `bf_when_last_cycle` are
 * replaced, the others are added up. Cycle times are microseconds.
 */
export type Statistics = Readonly<Record<keyof typeof ZEROS, number>>;

export const NO_STATISTICS: Statistics = ZEROS;

/** Counts `more` into the counters. */
export function addStatistics(statistics: Statistics, more: Partial<Statistics>): Statistics {
  const sum: Record<string, number> = { ...statistics };
  for (const [name, value] of Object.entries(more)) {
    if (LATEST.has(name)) sum[name] = value;
    else if (HIGHEST.has(name)) sum[name] = Math.max(sum[name] ?? 0, value);
    else sum[name] = (sum[name] ?? 0) + value;
  }
  return sum as unknown as Statistics;
}
