import type { AccountingStatistics, RequestCount, Rollup } from '../../../slurm/accounting/diagnostics.ts';
import { malformed, type Reader } from '../../slurmctld/wire/reader.ts';
import { requestName } from './request-names.ts';

const NO_ROLLUP: Rollup = { count: 0, timestamp: 0, time_last: 0, time_max: 0, time_total: 0 };
/** Hourly, daily, monthly. */
const ROLLUPS = 3;

/** Source: slurmdb_unpack_rollup_stats of slurmdb_pack.c, releases 20.11 to 26.05. */
function readRollups(reader: Reader): AccountingStatistics['rollups'] {
  reader.skipString();
  const count = reader.u16();
  if (count > ROLLUPS) throw malformed(`it has ${count} kinds of rollups`);
  const kinds: Rollup[] = [];
  for (let left = count; left > 0; left--) {
    kinds.push({
      count: reader.u16(),
      timestamp: reader.time(),
      time_last: reader.u64(),
      time_max: reader.u64(),
      time_total: reader.u64(),
    });
  }
  const [hourly = NO_ROLLUP, daily = NO_ROLLUP, monthly = NO_ROLLUP] = kinds;
  return { hourly, daily, monthly };
}

function readCounts(reader: Reader): RequestCount[] {
  const counts: RequestCount[] = [];
  for (let left = reader.listCount(16); left > 0; left--)
    counts.push({ cnt: reader.u32(), id: reader.u32(), time: reader.u64() });
  return counts;
}

/** Reads DBD_GOT_STATS. Source: slurmdb_unpack_stats_msg of slurmdb_pack.c, releases 20.11 to 26.05. */
export function decodeAccountingStatistics(reader: Reader): AccountingStatistics {
  const rollups = readRollups(reader);
  // Of each cluster for itself; nobody asks for them.
  for (let left = reader.listCount(6); left > 0; left--) readRollups(reader);
  const requests = readCounts(reader);
  const time_start = reader.time();
  const user_list = readCounts(reader);
  return {
    time_start,
    rollups,
    rpc_list: requests.map((request) => ({ ...request, name: requestName(request.id) })),
    user_list,
  };
}
