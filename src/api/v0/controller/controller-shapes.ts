import { STATISTICS_WORDS } from '../openapi/member-words.ts';
import { answer, list, object, record, type Shape } from '../openapi/shape.ts';
import { PING_TABLES } from './controller.ts';
import { BACKFILL_EXITS, SCHEDULE_EXITS, STATISTICS_TABLES } from './statistics-table.ts';

const counts = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${name}:int32`, `How often the reason was ${name}.`]));

const RPC = {
  'total_time:int64': 'Microseconds spent in all of them.',
  'average_time:uint64': 'Microseconds spent in one, on average.',
};

/** What controllers tell of themselves. */
export const CONTROLLER_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_ping_array_resp: answer('The controllers.', { 'pings:controller_ping_array': 'The controllers.' }),
  controller_ping_array: list('controller_ping', 'The controllers.'),
  controller_ping: record('A controller.', PING_TABLES, {
    hostname: 'Host it runs on.',
    pinged: 'UP or DOWN.',
    responding: 'It answers.',
    latency: 'Microseconds until it answered.',
    mode: 'primary or backup.',
    primary: 'It is the primary controller.',
    status: "Slurm's words for what came of asking.",
  }),
  openapi_diag_resp: answer('The counters of sdiag.', { 'statistics:stats_msg': 'The counters.' }),
  stats_msg: record('The counters of sdiag.', STATISTICS_TABLES, STATISTICS_WORDS),
  schedule_exit_fields: object('Why scheduling cycles ended.', counts(SCHEDULE_EXITS)),
  bf_exit_fields: object('Why backfill cycles ended.', counts(BACKFILL_EXITS)),
  stats_msg_rpcs_by_type: list('stats_msg_rpc_type', 'Requests by message type.'),
  stats_msg_rpc_type: object('Requests of one message type.', {
    'type_id:int32': 'Number of the message type.',
    'message_type:string': 'Name of the message type.',
    'count:int32': 'How many there were.',
    'queued:int32': 'How many wait.',
    'dropped:int64': 'How many were refused for there being too many.',
    'cycle_last:int32': 'How many were answered in the last cycle.',
    'cycle_max:int32': 'How many were answered in one cycle at most.',
    ...RPC,
  }),
  stats_msg_rpcs_by_user: list('stats_msg_rpc_user', 'Requests by user.'),
  stats_msg_rpc_user: object('Requests of one user.', {
    'user_id:int64': 'Number of the user.',
    'user:string': 'Login name of the user.',
    'count:int32': 'How many there were.',
    ...RPC,
  }),
  stats_msg_rpcs_queue: list('stats_msg_rpc_queue', 'Requests that wait, by message type.'),
  stats_msg_rpc_queue: object('Requests of one message type that wait.', {
    'type_id:int32': 'Number of the message type.',
    'message_type:string': 'Name of the message type.',
    'count:int32': 'How many there are.',
  }),
  stats_msg_rpcs_dump: list('stats_msg_rpc_dump', 'Requests that wait, with the hosts they are for.'),
  stats_msg_rpc_dump: object('A request that waits.', {
    'type_id:int32': 'Number of the message type.',
    'message_type:string': 'Name of the message type.',
    'count:hostlist_string': 'Hosts it is for.',
  }),
};
