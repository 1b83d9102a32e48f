import type { Cluster } from '../cluster/cluster.ts';
import type { JobRecord } from '../job/job-record.ts';
import { timeLimit } from '../job/time-limit.ts';

/**
 * When something happens to a job by the clock alone: it may begin, is to be warned, runs out of time, is killed,
 * is forgotten. UNIX seconds; undefined = never.
 */
export function nextDue(record: JobRecord, cluster: Cluster): number | undefined {
  const { state, description } = record;
  switch (state.kind) {
    case 'pending': {
      const begin = state.reason === 'BeginTime' ? description.begin_time : undefined;
      return earliest(begin, description.deadline || undefined, delayedStart(record));
    }
    case 'running': {
      const warning = state.warned ? undefined : warnTime(record, cluster);
      return earliest(limitEnd(record, cluster), warning, description.deadline || undefined);
    }
    case 'completing':
      return state.since + cluster.killWait;
    case 'ended':
      return state.endTime + cluster.minJobAge;
    default:
      return undefined;
  }
}

/** When the time limit of a job that runs is over. */
export function limitEnd(record: JobRecord, cluster: Cluster): number | undefined {
  const { state, description } = record;
  const partition = cluster.partitionByName.get(description.partition ?? '');
  if (state.kind !== 'running' || !partition) return undefined;
  const minutes = timeLimit(description, partition) + partition.overTimeLimit;
  return Number.isFinite(minutes) ? state.run.startTime + state.run.suspended + minutes * 60 : undefined;
}

/** When the signal that announces the end of a job is due. */
export function warnTime(record: JobRecord, cluster: Cluster): number | undefined {
  const { warn_signal, warn_time = 60 } = record.description;
  const end = limitEnd(record, cluster);
  return warn_signal && end !== undefined ? end - warn_time : undefined;
}

/** When a dependency `after:ID+MINUTES` may be met: looked at again every minute. */
function delayedStart({ state, eligibleTime, submitTime }: JobRecord): number | undefined {
  if (state.kind !== 'pending' || eligibleTime > 0) return undefined;
  const delayed = state.dependency?.terms.some(
    (term) => term.kind === 'after' && term.minutes && term.met === undefined,
  );
  if (!delayed) return undefined;
  const now = Math.floor(Date.now() / 1000);
  return submitTime + (Math.floor((now - submitTime) / 60) + 1) * 60;
}

function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
