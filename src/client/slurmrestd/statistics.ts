import { isNumberObject, numberOf, type Sent } from './values.ts';

/** What `/slurm/v1/diag` calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  parts_packed: 'parts_packedg',
  req_time: 'req_timeg',
  req_time_start: 'req_time_startg',
  bf_backfilled_het_jobs: 'bf_backfilled_pack_jobs',
  schedule_cycle_total: 'schedule_cycle_counter',
  schedule_queue_length: 'schedule_queue_len',
};

/** slurmrestd's diagnostics as `/slurm/v1/diag` shows them, without its means, which follow from the counters. */
export function readStatistics(answer: Sent): Record<string, unknown> {
  const statistics = (answer['statistics'] ?? {}) as Sent;
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(statistics)) {
    if (name === 'rpcs_by_message_type') read['rpcs_by_type'] = readCalls(value, 'message_type', 'type_id');
    else if (name === 'rpcs_by_user') read[name] = readCalls(value, 'user', 'user_id');
    else if (typeof value === 'boolean') read[name] = Number(value);
    else if (typeof value === 'number' || isNumberObject(value))
      read[NAMES[name] ?? name] = numberOf(value, 0);
    // Why cycles ended.
    else if (name.endsWith('_exit')) read[name] = value;
  }
  return read;
}

function readCalls(sent: unknown, name: string, id: string): Record<string, unknown>[] {
  return (sent as readonly Sent[]).map((call) => ({
    name: call[name],
    id: call[id],
    count: call['count'],
    total_time: call['total_time'],
  }));
}
