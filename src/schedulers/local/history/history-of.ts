import type { JobStateFlag } from '../../../slurm/job-state.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { someOfJob } from '../job/flat-job.ts';
import { type EndedRecord, isStarted, type JobRecord, type StartedRecord } from '../job/job-record.ts';
import type { Outcome } from '../lead/finish.ts';
import type { Step } from '../run/read-steps.ts';
import type { Exit } from '../run/runner.ts';
import type { Draft } from '../store/transaction.ts';
import { type HistoryRecord, KEPT } from './history-record.ts';
import { historySteps, UNKNOWN } from './history-steps.ts';

/** What history keeps of a job that never started and has ended. */
export function historyOfUnstarted(
  record: EndedRecord,
  cluster: Cluster,
  requid: number | undefined,
): HistoryRecord {
  return historyRecord(record, cluster, { ...UNKNOWN, job_state_flags: [], requid, suspended: 0, steps: [] });
}

/** A job that is in the queue, or runs, as history will tell of it: without an end. */
export function historySoFar(record: JobRecord, cluster: Cluster, steps: readonly Step[]): HistoryRecord {
  const run = isStarted(record) ? record.state.run : undefined;
  const own: Own = {
    ...UNKNOWN,
    job_state_flags: [],
    requid: undefined,
    suspended: isStarted(record) ? suspendedUntil(record, Date.now() / 1000) : 0,
    steps: run ? historySteps(record, run, steps, undefined) : [],
  };
  const job_state = record.state.kind === 'completing' ? 'RUNNING' : undefined;
  return Object.assign(someOfJob(record, cluster, KEPT), own, {
    start_time: run?.startTime ?? 0,
    end_time: 0,
    ...(job_state && { job_state }),
  });
}

/**
 * What history keeps of a start that is over.
 * @param record as it ran
 * @param became what it is now: ended, or once more in the queue
 * @returns undefined where nothing ever ran and the job waits as before
 */
export function historyOfStart(
  record: StartedRecord,
  became: Draft,
  outcome: Outcome,
  cluster: Cluster,
): HistoryRecord | undefined {
  const { state } = record;
  const requeued = became.state.kind === 'pending';
  if (requeued && became.restarts === record.restarts) return undefined;
  const ended = became.state.kind === 'ended' ? (became as EndedRecord) : asEnded(record, outcome);
  const { endTime: time, waitStatus } = ended.state;
  const exit = outcome.kind === 'exited' ? outcome.exit : undefined;
  const first = state.run.folder !== '';
  const used = first ? (exit ?? UNKNOWN) : UNKNOWN;
  const ran = outcome.kind === 'exited' || outcome.kind === 'lost';
  const stopped = state.kind === 'completing';
  const flags: JobStateFlag[] = requeued && ended.state.outcome === 'PENDING' ? ['REQUEUED'] : [];
  return historyRecord(ended, cluster, {
    userSeconds: used.userSeconds,
    systemSeconds: used.systemSeconds,
    maxRss: used.maxRss,
    job_state_flags: flags,
    requid: stopped && state.ending.kind === 'end' ? state.ending.by : undefined,
    suspended: suspendedUntil(record, time),
    steps: ran
      ? historySteps(record, state.run, exit?.steps ?? [], {
          time,
          waitStatus,
          stopped,
          used: { ...UNKNOWN, ...exit },
        })
      : [],
  });
}

/** Seconds a started job was suspended until a time. */
function suspendedUntil({ state }: StartedRecord, time: number): number {
  const { suspended, suspendTime } = state.run;
  return suspended + (state.kind === 'suspended' ? Math.max(0, Math.floor(time) - suspendTime) : 0);
}

/** Wait status of the worst srun; Slurm's derived exit code, in which the batch script does not count. */
export function derivedExitCode({ steps = [] }: Pick<Exit, 'steps'>): number {
  return Math.max(0, ...steps.map(({ end }) => end?.waitStatus ?? 0));
}

/** A start whose job is in the queue again. One that was lost is said to have failed, as its node did. */
function asEnded(record: StartedRecord, outcome: Outcome): EndedRecord {
  const exit = outcome.kind === 'exited' ? outcome.exit : undefined;
  const lost = outcome.kind === 'lost' || exit?.lost === true;
  return {
    ...record,
    state: {
      kind: 'ended',
      outcome: lost ? 'NODE_FAIL' : 'PENDING',
      reason: lost ? 'NodeDown' : 'None',
      waitStatus: exit?.waitStatus ?? 0,
      endTime: Math.floor(exit?.endTime ?? Date.now() / 1000),
      run: record.state.run,
    },
  };
}

type Own = Omit<HistoryRecord, (typeof KEPT)[number]>;

/** One object, assigned to: spreading it would take longer than everything else that is done here. */
function historyRecord(record: EndedRecord, cluster: Cluster, own: Own): HistoryRecord {
  // Of jobs that never started the queue has the end in place of the start, as Slurm's has.
  const start_time = record.state.run?.startTime ?? 0;
  return Object.assign(someOfJob(record, cluster, KEPT), own, { start_time });
}
