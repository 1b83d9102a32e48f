import type { Diagnostics } from '../../slurm/diagnostics.ts';
import { isPending, isStarted } from './job/job-record.ts';
import { taskCount } from './job/record-tasks.ts';
import type { Store } from './store/store.ts';

/** The counters on disk, and what is counted from the jobs themselves. */
export function diagnostics(store: Store): Diagnostics {
  const { since, end_job_queue, default_queue_depth, bf_end_job_queue, bf_max_job_test, ...counters } =
    store.statistics();
  const mirror = store.refresh();
  const now = Date.now();
  let pending = 0;
  let queue = 0;
  let running = 0;
  for (const record of mirror.records.values()) {
    if (isPending(record)) {
      pending += taskCount(record);
      if (record.eligibleTime > 0) queue++;
    } else if (isStarted(record)) running++;
  }
  return {
    parts_packed: 1,
    req_time: Math.floor(now / 1000),
    req_time_start: since,
    server_thread_count: 1,
    agent_queue_size: 0,
    agent_count: 0,
    agent_thread_count: 0,
    dbd_agent_queue_size: 0,
    gettimeofday_latency: clockLatency(),
    ...counters,
    schedule_queue_len: queue,
    schedule_exit: { end_job_queue, default_queue_depth },
    jobs_pending: pending,
    jobs_running: running,
    job_states_ts: Math.floor(now / 1000),
    bf_queue_len: queue,
    bf_table_size: 0,
    bf_table_size_sum: 0,
    bf_active: 0,
    bf_exit: { end_job_queue: bf_end_job_queue, bf_max_job_test },
    rpcs_pending: [],
    rpcs_pending_hosts: [],
    ...store.callStatistics(),
  };
}

/** Microseconds that 1000 looks at the clock take, as slurmctld measures it. */
function clockLatency(): number {
  const begun = process.hrtime.bigint();
  for (let look = 0; look < 1000; look++) Date.now();
  return Number((process.hrtime.bigint() - begun) / 1000n);
}
