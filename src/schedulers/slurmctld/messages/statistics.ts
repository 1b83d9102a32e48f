import type { Diagnostics, RpcStatistics } from '../../../slurm/diagnostics.ts';
import { compileDecoder, onceAVersion } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Reader } from '../wire/reader.ts';
import { rpcName } from './rpc-name.ts';

/** Source: _unpack_stats_response_msg of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  parts_packed:u32@-43
  [parts_packed
    req_time:time req_time_start:time server_thread_count:u32 agent_queue_size:u32 agent_count:u32
    agent_thread_count:u32 dbd_agent_queue_size:u32 gettimeofday_latency:u32 jobs_submitted:u32 jobs_started:u32
    jobs_completed:u32 jobs_canceled:u32 jobs_failed:u32 jobs_pending:u32 jobs_running:u32 job_states_ts:time
    schedule_cycle_max:u32 schedule_cycle_last:u32 schedule_cycle_sum:u32@-43 schedule_cycle_sum:u64@44-
    schedule_cycle_counter:u32 schedule_cycle_depth:u32 schedule_exit:u32s@40- schedule_queue_len:u32
    bf_backfilled_jobs:u32 bf_last_backfilled_jobs:u32 bf_cycle_counter:u32 bf_cycle_sum:u64 bf_cycle_last:u32
    bf_last_depth:u32 bf_last_depth_try:u32 bf_queue_len:u32 bf_cycle_max:u32 bf_when_last_cycle:time
    bf_depth_sum:u32 bf_depth_try_sum:u32 bf_queue_len_sum:u32 bf_table_size:u32 bf_table_size_sum:u32
    bf_active:u32 bf_backfilled_het_jobs:u32 bf_exit:u32s@40-
  ]
  rpc_type_size:u32 rpc_type_id:u16s rpc_type_cnt:u32s rpc_type_time:u64s rpc_queue_enabled:bool@41-
  [rpc_queue_enabled
    rpc_type_queued:u16s@41- rpc_type_dropped:u64s@41- rpc_type_cycle_last:u16s@41- rpc_type_cycle_max:u16s@41-
  ]
  rpc_user_size:u32 rpc_user_id:u32s rpc_user_cnt:u32s rpc_user_time:u64s rpc_queue_type_id:u32s
  rpc_queue_count:u32s rpc_dump_types:u32s rpc_dump_hostlist:strings
`);

/** Why a main scheduling cycle ended, in the order of the counters. */
const SCHEDULE_EXITS = [
  'end_job_queue',
  'default_queue_depth',
  'max_job_start',
  'licenses',
  'max_rpc_cnt',
  'max_sched_time',
];
/** Why a backfill cycle ended, in the order of the counters. */
const BACKFILL_EXITS = [
  'end_job_queue',
  'bf_max_job_start',
  'bf_max_job_test',
  'bf_max_time',
  'bf_node_space_size',
  'state_changed',
];

const BLANK_DIAGNOSTICS: Diagnostics = {
  parts_packed: 1,
  req_time: 0,
  req_time_start: 0,
  server_thread_count: 0,
  agent_queue_size: 0,
  agent_count: 0,
  agent_thread_count: 0,
  dbd_agent_queue_size: 0,
  gettimeofday_latency: 0,
  schedule_cycle_max: 0,
  schedule_cycle_last: 0,
  schedule_cycle_sum: 0,
  schedule_cycle_counter: 0,
  schedule_cycle_depth: 0,
  schedule_queue_len: 0,
  schedule_exit: {},
  jobs_submitted: 0,
  jobs_started: 0,
  jobs_completed: 0,
  jobs_canceled: 0,
  jobs_failed: 0,
  jobs_pending: 0,
  jobs_running: 0,
  job_states_ts: 0,
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
  bf_queue_len: 0,
  bf_queue_len_sum: 0,
  bf_table_size: 0,
  bf_table_size_sum: 0,
  bf_when_last_cycle: 0,
  bf_active: 0,
  bf_exit: {},
  rpcs_by_type: [],
  rpcs_by_user: [],
  rpcs_pending: [],
  rpcs_pending_hosts: [],
};

/** Statistics of RPCs whose names depend on who asks. */
type Named = (nameOf: (id: number) => string) => RpcStatistics[];

const decoderAt = onceAVersion((version) =>
  compileDecoder<Omit<Diagnostics, 'rpcs_by_user'> & { rpcs_by_user: Named }>(TABLE, {
    version,
    blank: { ...BLANK_DIAGNOSTICS, rpcs_by_user: () => [] },
    derive: {
      schedule_exit: { from: ['schedule_exit'], by: byName(SCHEDULE_EXITS) },
      bf_exit: { from: ['bf_exit'], by: byName(BACKFILL_EXITS) },
      rpcs_by_type: {
        from: [
          ...['rpc_type_id', 'rpc_type_cnt', 'rpc_type_time', 'rpc_type_queued', 'rpc_type_dropped'],
          ...['rpc_type_cycle_last', 'rpc_type_cycle_max'],
        ],
        by: (...[ids, counts, times, ...queue]: [...Columns, ...QueueColumns]) =>
          statisticsOf([ids, counts, times], rpcName, queue),
      },
      rpcs_pending: {
        from: ['rpc_queue_type_id', 'rpc_queue_count'],
        by: (ids: readonly number[], counts: readonly number[]) =>
          ids.map((id, at) => ({ name: rpcName(id), id, count: counts[at] ?? 0 })),
      },
      rpcs_pending_hosts: {
        from: ['rpc_dump_types', 'rpc_dump_hostlist'],
        by: (ids: readonly number[], hosts: readonly string[]) =>
          ids.map((id, at) => ({ name: rpcName(id), id, hosts: hosts[at] ?? '' })),
      },
      rpcs_by_user: {
        from: ['rpc_user_id', 'rpc_user_cnt', 'rpc_user_time'],
        by:
          (...columns: Columns): Named =>
          (nameOf) =>
            statisticsOf(columns, nameOf),
      },
    },
  }),
);

/** Reads RESPONSE_STATS_INFO. */
export function decodeStatistics(
  reader: Reader,
  version: number,
  userName: (uid: number) => string,
): Diagnostics {
  const { rpcs_by_user, ...statistics } = decoderAt(version).read(reader);
  return { ...statistics, rpcs_by_user: rpcs_by_user(userName) };
}

function byName(names: readonly string[]) {
  return (counts: readonly number[] | undefined) =>
    Object.fromEntries((counts ?? []).map((count, index) => [names[index] ?? `exit_${index}`, count]));
}

/** Ids, counts and times in microseconds, side by side. */
type Columns = [ids: readonly number[], counts: readonly number[], times: readonly number[]];
/** What the controller tells where it queues RPCs. */
type QueueColumns = (readonly number[] | undefined)[];
const QUEUE = ['queued', 'dropped', 'cycle_last', 'cycle_max'] as const;

/** The columns are as long as the tables of the controller; unused ends of them are all zero. */
function statisticsOf(
  [ids, counts, times]: Columns,
  nameOf: (id: number) => string,
  queue: QueueColumns = [],
): RpcStatistics[] {
  return ids.flatMap((id, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) return [];
    const queued = QUEUE.flatMap((name, at) => (queue[at] ? [[name, queue[at]![index] ?? 0]] : []));
    return [{ name: nameOf(id), id, count, total_time: times[index] ?? 0, ...Object.fromEntries(queued) }];
  });
}
