import { NOW } from './fixture-jobs.ts';

const RPCS = [
  ['REQUEST_PARTITION_INFO', 2009, 812, 97_440],
  ['REQUEST_JOB_INFO', 2003, 640, 2_048_000],
  ['MESSAGE_NODE_REGISTRATION_STATUS', 1002, 210, 63_000],
  ['REQUEST_SUBMIT_BATCH_JOB', 4003, 130, 91_000],
  ['REQUEST_PING', 1008, 64, 1_920],
  ['REQUEST_STATS_INFO', 2035, 12, 1_440],
] as const;

const USERS = [
  ['root', 0, 1086, 211_000],
  ['ann', 1001, 520, 1_640_000],
  ['nate', 1000, 262, 451_800],
] as const;

/** How many jobs were submitted between two answers, over and over. */
const WAVE = [0, 3, 8, 21, 34, 21, 13, 5, 2, 0, 0, 1];

const sum = (turn: number) =>
  Array.from({ length: turn }, (_, index) => WAVE[index % WAVE.length]!).reduce((a, b) => a + b, 0);

/** Moment of the answer number `turn`, in milliseconds: ten seconds from one to the next. */
export const momentOf = (turn: number) => (NOW + turn * 10) * 1000;

/** The answer number `turn` of `GET /slurm/v1/diag`; the first has the figures of the slides. */
export function diagnosticsAt(turn: number): Record<string, unknown> {
  const jobs = sum(turn);
  const cycles = turn * 3;
  return {
    parts_packedg: 1,
    req_timeg: NOW + turn * 10,
    req_time_startg: NOW - 4780,
    server_thread_count: 3 + (turn % 2),
    agent_queue_size: 0,
    agent_count: 0,
    dbd_agent_queue_size: turn > 5 ? 12 : 0,
    gettimeofday_latency: 18,
    schedule_cycle_max: 12_041,
    schedule_cycle_last: 18 + WAVE[turn % WAVE.length]! * 32,
    schedule_cycle_sum: 1_008_716 + jobs * 340,
    schedule_cycle_counter: 1138 + cycles,
    schedule_cycle_depth: 5109 + jobs,
    schedule_queue_len: WAVE[turn % WAVE.length]!,
    jobs_submitted: 2130 + jobs,
    jobs_started: 2083 + Math.floor(jobs * 0.9),
    jobs_completed: 2082 + Math.floor(jobs * 0.7),
    jobs_canceled: 54,
    jobs_failed: turn > 6 ? 2 : 0,
    jobs_pending: Math.ceil(jobs * 0.1),
    jobs_running: Math.floor(jobs * 0.2),
    job_states_ts: NOW - 9,
    bf_backfilled_jobs: 1 + turn,
    bf_last_backfilled_jobs: 1 + turn,
    bf_backfilled_pack_jobs: 0,
    bf_cycle_counter: 130 + turn,
    bf_cycle_sum: 37_282 + turn * 300,
    bf_cycle_last: 65 + ((turn * 37) % 101),
    bf_cycle_max: 690,
    bf_last_depth: 1,
    bf_last_depth_try: 1,
    bf_depth_sum: 3356,
    bf_depth_try_sum: 260,
    bf_queue_len: 0,
    bf_queue_len_sum: 0,
    bf_when_last_cycle: NOW - 461,
    bf_active: 0,
    schedule_exit: { 'End of job queue': 1130 + cycles, 'Hit sched_max_job_start': 8, 'Hit max_rpc_cnt': 0 },
    rpcs_by_type: RPCS.map(([name, id, count, time], index) => ({
      name,
      id,
      count: count + turn * (index + 1),
      total_time: time + turn * (index + 1) * 150,
    })),
    rpcs_by_user: USERS.map(([name, id, count, time]) => ({
      name,
      id,
      count: count + turn,
      total_time: time + turn,
    })),
  };
}
