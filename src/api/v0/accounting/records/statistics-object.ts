import type { AccountingStatistics, RequestCount, Rollup } from '../../../../slurm/accounting/diagnostics.ts';
import { userText } from './users.ts';

function rollup({ count, timestamp, time_last, time_max, time_total }: Rollup): object {
  return {
    count,
    last_run: timestamp,
    duration: { last: time_last, max: time_max, time: time_total },
  };
}

function counted({ cnt, time }: RequestCount): object {
  return { count: cnt, time: { average: cnt === 0 ? 0 : Math.floor(time / cnt), total: time } };
}

/** The counters of the accounting storage, the same in every version. */
export function statisticsObject({ time_start, rollups, rpc_list, user_list }: AccountingStatistics): object {
  return {
    time_start,
    rollups: {
      hourly: rollup(rollups.hourly),
      daily: rollup(rollups.daily),
      monthly: rollup(rollups.monthly),
    },
    RPCs: rpc_list.map((one) => ({ rpc: one.name, ...counted(one) })),
    users: user_list.map((one) => ({ user: userText(one.id), ...counted(one) })),
  };
}
