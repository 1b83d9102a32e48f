import { expect, test } from 'vitest';
import { readStatistics } from '../../../src/client/slurmrestd/statistics.ts';

test('diagnostics of slurmrestd under the names of /slurm/v1', () => {
  const time = { set: true, infinite: false, number: 1795463853 };
  const statistics = {
    parts_packed: 1,
    req_time: time,
    schedule_cycle_total: 103,
    schedule_exit: { end_job_queue: 95, licenses: 0 },
    bf_active: false,
    rpcs_by_message_type: [
      {
        type_id: 1008,
        message_type: 'REQUEST_PING',
        count: 3,
        queued: 0,
        total_time: 73,
        average_time: time,
      },
    ],
    rpcs_by_user: [{ user_id: 0, user: 'root', count: 37, total_time: 14491, average_time: time }],
    pending_rpcs: [],
  };
  expect(readStatistics({ statistics })).toEqual({
    parts_packedg: 1,
    req_timeg: 1795463853,
    schedule_cycle_counter: 103,
    schedule_exit: { end_job_queue: 95, licenses: 0 },
    bf_active: 0,
    rpcs_by_type: [{ name: 'REQUEST_PING', id: 1008, count: 3, total_time: 73 }],
    rpcs_by_user: [{ name: 'root', id: 0, count: 37, total_time: 14491 }],
  });
});
