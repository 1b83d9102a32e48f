import { numberOf, type Sent } from './values.ts';

/** What `/slurm/v1/diag` calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  parts_packed: 'parts_packedg',
  req_time: 'req_timeg',
  req_time_start: 'req_time_startg',
  bf_backfilled_het_jobs: 'bf_backfilled_pack_jobs',
  schedule_queue_length: 'schedule_queue_len',
};

/** slurmrestd's diagnostics as `/slurm/v1/diag` shows them: the counters, without its tables and means. */
export function readStatistics(answer: Sent): Record<string, unknown> {
  const statistics = (answer['statistics'] ?? {}) as Sent;
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(statistics)) {
    const number = typeof value === 'boolean' ? Number(value) : numberOf(value, 0);
    if (typeof number === 'number') read[NAMES[name] ?? name] = number;
  }
  return read;
}
