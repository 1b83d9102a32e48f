import type { Diagnostics, RpcStatistics } from '../../../slurm/diagnostics.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import { type RecordTable, recordTable, revised } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import type { ByVersion } from '../version.ts';

function mean(sum: number, count: number): number {
  return count === 0 ? 0 : Math.floor(sum / count);
}

/** Cycles a minute since counting began. */
function perMinute({ schedule_cycle_counter: cycles, req_time, req_time_start }: Diagnostics): number {
  return mean(cycles, Math.floor((req_time - req_time_start) / 60));
}

function byType(call: RpcStatistics): object {
  return {
    type_id: call.id,
    message_type: call.name,
    count: call.count,
    queued: call.queued ?? 0,
    dropped: call.dropped ?? 0,
    cycle_last: call.cycle_last ?? 0,
    cycle_max: call.cycle_max ?? 0,
    ...times(call),
  };
}

function byUser(call: RpcStatistics): object {
  return { user_id: call.id, user: call.name, count: call.count, ...times(call) };
}

function times({ total_time, count }: RpcStatistics): object {
  return { total_time, average_time: numberObject(mean(total_time, count)) };
}

/** Counters that Slurm before 23.11 does not keep are 0. */
function counts(names: readonly string[], counted: Readonly<Record<string, number>>): object {
  return Object.fromEntries(names.map((name) => [name, counted[name] ?? 0]));
}

export const SCHEDULE_EXITS =
  'end_job_queue default_queue_depth max_job_start max_rpc_cnt max_sched_time licenses'.split(' ');
export const BACKFILL_EXITS =
  'end_job_queue bf_max_job_start bf_max_job_test bf_max_time bf_node_space_size state_changed'.split(' ');

const STATISTICS_42: RecordTable<Diagnostics> = recordTable(
  `parts_packed:int32 req_time:uint64 req_time_start:uint64 server_thread_count:int32 agent_queue_size:int32
   agent_count:int32 agent_thread_count:int32 dbd_agent_queue_size:int32 gettimeofday_latency:int32
   schedule_cycle_max:int32 schedule_cycle_last:int32 schedule_cycle_sum:int64 schedule_cycle_total:int32
   schedule_cycle_mean:int64 schedule_cycle_mean_depth:int64 schedule_cycle_per_minute:int64
   schedule_cycle_depth:int32 schedule_exit:schedule_exit_fields schedule_queue_length:int32 jobs_submitted:int32
   jobs_started:int32 jobs_completed:int32 jobs_canceled:int32 jobs_failed:int32 jobs_pending:int32
   jobs_running:int32 job_states_ts:uint64 bf_backfilled_jobs:int32 bf_last_backfilled_jobs:int32
   bf_backfilled_het_jobs:int32 bf_cycle_counter:int32 bf_cycle_mean:int64 bf_depth_mean:int64
   bf_depth_mean_try:int64 bf_cycle_sum:int64 bf_cycle_last:int32 bf_cycle_max:int32 bf_exit:bf_exit_fields
   bf_last_depth:int32 bf_last_depth_try:int32 bf_depth_sum:int32 bf_depth_try_sum:int32 bf_queue_len:int32
   bf_queue_len_mean:int64 bf_queue_len_sum:int32 bf_table_size:int32 bf_table_size_sum:int32
   bf_table_size_mean:int64 bf_when_last_cycle:uint64 bf_active:boolean
   rpcs_by_message_type:stats_msg_rpcs_by_type rpcs_by_user:stats_msg_rpcs_by_user
   pending_rpcs:stats_msg_rpcs_queue pending_rpcs_by_hostlist:stats_msg_rpcs_dump`,
  {
    names: {
      schedule_cycle_total: 'schedule_cycle_counter',
      schedule_queue_length: 'schedule_queue_len',
    },
    read: {
      schedule_cycle_mean: (diag) => mean(diag.schedule_cycle_sum, diag.schedule_cycle_counter),
      schedule_cycle_mean_depth: (diag) => mean(diag.schedule_cycle_depth, diag.schedule_cycle_counter),
      schedule_cycle_per_minute: perMinute,
      schedule_exit: (diag) => counts(SCHEDULE_EXITS, diag.schedule_exit),
      bf_cycle_mean: (diag) => mean(diag.bf_cycle_sum, diag.bf_cycle_counter),
      bf_depth_mean: (diag) => mean(diag.bf_depth_sum, diag.bf_cycle_counter),
      bf_depth_mean_try: (diag) => mean(diag.bf_depth_try_sum, diag.bf_cycle_counter),
      bf_exit: (diag) => counts(BACKFILL_EXITS, diag.bf_exit),
      bf_queue_len_mean: (diag) => mean(diag.bf_queue_len_sum, diag.bf_cycle_counter),
      bf_table_size_mean: (diag) => mean(diag.bf_table_size_sum, diag.bf_cycle_counter),
      bf_active: (diag) => diag.bf_active !== 0,
      rpcs_by_message_type: (diag) => diag.rpcs_by_type.map(byType),
      rpcs_by_user: (diag) => diag.rpcs_by_user.map(byUser),
      pending_rpcs: ({ rpcs_pending }) =>
        rpcs_pending.map(({ id, name, count }) => ({ type_id: id, message_type: name, count })),
      pending_rpcs_by_hostlist: ({ rpcs_pending_hosts }) =>
        rpcs_pending_hosts.map(({ id, name, hosts }) => ({
          type_id: id,
          message_type: name,
          count: expandHostlist(hosts),
        })),
    },
  },
);

/** The counters of diag in each version. */
export const STATISTICS_TABLES: ByVersion<RecordTable<Diagnostics>> = {
  42: STATISTICS_42,
  43: STATISTICS_42,
  44: STATISTICS_42,
  45: revised(STATISTICS_42, { without: ['parts_packed'] }),
};
