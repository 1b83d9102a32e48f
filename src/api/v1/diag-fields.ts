import { Type } from '@sinclair/typebox';
import { once } from '../../engine/once.ts';
import type { Diagnostics, RpcStatistics } from '../../slurm/diagnostics.ts';
import { type Field, fieldsOf } from './field.ts';

const { number, time, other } = fieldsOf<Diagnostics>();

const COUNTS = Type.Object({}, { additionalProperties: Type.Number() });

const RPCS = Type.Array(
  Type.Object({
    name: Type.String({ description: 'Message or user.' }),
    id: Type.Integer({ description: 'Message number or uid.' }),
    count: Type.Integer({ minimum: 0 }),
    total_time: Type.Number({ description: 'Microseconds spent in all of them.' }),
  }),
);

function calls(statistics: readonly RpcStatistics[]): object[] {
  return statistics.map(({ name, id, count, total_time }) => ({ name, id, count, total_time }));
}

/** Diagnostics with the names and in the order of the slides, then what sdiag shows beside. */
export const diagFields = once((): readonly Field<Diagnostics>[] => [
  number('parts_packedg', '1 when the counters are there.', (diag) => diag.parts_packed),
  time('req_timeg', 'When the figures were taken.', (diag) => diag.req_time),
  time('req_time_startg', 'When counting began.', (diag) => diag.req_time_start),
  number('server_thread_count', 'Live threads of the controller.'),
  number('agent_queue_size', 'Messages to nodes that wait.'),
  number('agent_count', 'Agents that send them.'),
  number('dbd_agent_queue_size', 'Messages to slurmdbd that wait.'),
  number('gettimeofday_latency', 'Microseconds for 1,000 calls of gettimeofday.'),
  number('schedule_cycle_max', 'Longest scheduling cycle in microseconds.'),
  number('schedule_cycle_last', 'Last scheduling cycle in microseconds.'),
  number('schedule_cycle_sum', 'All scheduling cycles in microseconds.'),
  number('schedule_cycle_counter', 'Scheduling cycles.'),
  number('schedule_cycle_depth', 'Jobs looked at in all cycles.'),
  number('schedule_queue_len', 'Jobs in the queue of the last cycle.'),
  number('jobs_submitted', 'Jobs submitted.'),
  number('jobs_started', 'Jobs started.'),
  number('jobs_completed', 'Jobs completed.'),
  number('jobs_canceled', 'Jobs cancelled.'),
  number('jobs_failed', 'Jobs failed.'),
  number('jobs_pending', 'Jobs pending at job_states_ts.'),
  number('jobs_running', 'Jobs running at job_states_ts.'),
  time('job_states_ts', 'When the states were counted.'),
  number('bf_backfilled_jobs', 'Jobs started by backfill since the controller started.'),
  number('bf_last_backfilled_jobs', 'Jobs started by backfill since counting began.'),
  number(
    'bf_backfilled_pack_jobs',
    'Het job components started by backfill.',
    (diag) => diag.bf_backfilled_het_jobs,
  ),
  number('bf_cycle_counter', 'Backfill cycles.'),
  number('bf_cycle_sum', 'All backfill cycles in microseconds.'),
  number('bf_cycle_last', 'Last backfill cycle in microseconds.'),
  number('bf_cycle_max', 'Longest backfill cycle in microseconds.'),
  number('bf_last_depth', 'Jobs looked at in the last backfill cycle.'),
  number('bf_last_depth_try', 'Jobs that could have started in it.'),
  number('bf_depth_sum', 'Jobs looked at in all backfill cycles.'),
  number('bf_depth_try_sum', 'Jobs that could have started in them.'),
  number('bf_queue_len', 'Jobs in the queue of the last backfill cycle.'),
  number('bf_queue_len_sum', 'The same of all backfill cycles.'),
  time('bf_when_last_cycle', 'When the last backfill cycle began.'),
  number('bf_active', '1 while backfill runs.'),
  number('agent_thread_count', 'Threads of those agents.'),
  number('bf_table_size', 'Slots of time the last backfill cycle looked at.'),
  number('bf_table_size_sum', 'The same of all backfill cycles.'),
  other(COUNTS, 'schedule_exit', 'Why scheduling cycles ended.', (diag) => diag.schedule_exit),
  other(COUNTS, 'bf_exit', 'Why backfill cycles ended.', (diag) => diag.bf_exit),
  other(RPCS, 'rpcs_by_type', 'Requests by message type.', (diag) => calls(diag.rpcs_by_type)),
  other(RPCS, 'rpcs_by_user', 'Requests by user.', (diag) => calls(diag.rpcs_by_user)),
]);
