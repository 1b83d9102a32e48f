import { SlurmError } from '../../../slurm/error.ts';
import { exitStatus } from '../../../slurm/exit-status.ts';
import type { JobState } from '../../../slurm/job-state.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { derivedExitCode, historyOfStart } from '../history/history-of.ts';
import { isStarted, type JobRecord, type Run, type StartedRecord } from '../job/job-record.ts';
import { recordName } from '../job/record-tasks.ts';
import { withReason } from '../job/waiting.ts';
import { mayRequeue, requeued } from '../operations/requeue.ts';
import type { Exit } from '../run/runner.ts';
import type { Statistics } from '../store/statistics.ts';
import type { Draft, Transaction } from '../store/transaction.ts';

type Exited = Pick<Exit, 'waitStatus' | 'steps'>;

/** What became of a start. */
export type Outcome =
  | { readonly kind: 'exited'; readonly exit: Exit }
  /** It could not be started: its own fault. */
  | { readonly kind: 'failed'; readonly error: Error }
  /** Nothing of it ran, nor will it; with an error where the machine is to blame, not the job. */
  | { readonly kind: 'never-started'; readonly error?: Error }
  /** It ran, and nobody knows how it ended. */
  | { readonly kind: 'lost' };

/** A job that Slurm could not launch: exit code 1. */
const LAUNCH_FAILED: Exited = { waitStatus: 1 << 8 };

/**
 * Records how a start came out, of a het job for all its components.
 * @param group the components of the het job
 */
export function finish(
  transaction: Transaction,
  record: StartedRecord,
  outcome: Outcome,
  group: readonly JobRecord[],
  cluster: Cluster,
): void {
  finishOne(transaction, record, outcome, cluster);
  if (record.het?.offset !== 0) return;
  for (const { id } of group) {
    const component = transaction.job(id);
    if (component && id !== record.id && isStarted(component))
      finishOne(transaction, component, outcome, cluster);
  }
}

function finishOne(
  transaction: Transaction,
  record: StartedRecord,
  outcome: Outcome,
  cluster: Cluster,
): void {
  const draft = finished(record, outcome, cluster, transaction.now);
  transaction.put(draft);
  const history = historyOfStart(record, draft, outcome, cluster);
  if (history) transaction.remember(history);
  if (draft.state.kind === 'ended') transaction.count(counted(draft.state.outcome));
}

function finished(record: StartedRecord, outcome: Outcome, cluster: Cluster, now: number): Draft {
  const { state } = record;
  const lost = outcome.kind === 'lost' || (outcome.kind === 'exited' && outcome.exit.lost === true);
  if (state.kind === 'completing') {
    const { ending } = state;
    if (ending.kind === 'requeue') return requeued(record, cluster, now, ending.hold);
    const status = outcome.kind === 'exited' && !lost ? outcome.exit : undefined;
    return ended(record, ending.outcome, ending.reason, status, endTime(outcome, state.run, now));
  }
  if (outcome.kind === 'never-started') return unstarted(record, outcome.error, cluster, now);
  if (lost) {
    // As Slurm does when a node fails: what may run again does so.
    if (mayRequeue(record, cluster)) return requeued(record, cluster, now, false);
    return ended(record, 'NODE_FAIL', 'NodeDown', undefined, now);
  }
  if (outcome.kind === 'failed') {
    const text = outcome.error instanceof SlurmError ? outcome.error.message : 'It could not be started.';
    return ended(record, 'FAILED', 'JobLaunchFailure', LAUNCH_FAILED, now, text);
  }
  const { exit } = outcome;
  const { code, signal } = exitStatus(exit.waitStatus);
  const [state_, reason]: [JobState, string] =
    signal > 0
      ? ['FAILED', 'RaisedSignal']
      : code > 0
        ? ['FAILED', 'NonZeroExitCode']
        : ['COMPLETED', 'None'];
  return ended(record, state_, reason, exit, endTime(outcome, state.run, now));
}

function ended(
  record: StartedRecord,
  outcome: JobState,
  reason: string,
  exit: Exited | undefined,
  endTime: number,
  reasonText?: string,
): Draft {
  const { run } = record.state;
  const derived = exit && derivedExitCode(exit);
  return {
    ...record,
    state: {
      kind: 'ended',
      outcome,
      reason,
      ...(reasonText && { reasonText }),
      waitStatus: exit?.waitStatus ?? 0,
      ...(derived && { derived }),
      endTime,
      run,
    },
  };
}

/** Back in the queue as if it had not been taken out. */
function unstarted(record: StartedRecord, error: Error | undefined, cluster: Cluster, now: number): Draft {
  const blame = error && { reason: 'JobLaunchFailure', reasonText: error.message };
  return withReason({ ...record, state: { kind: 'pending', ...blame } }, cluster, now);
}

function endTime(outcome: Outcome, { startTime }: Run, now: number): number {
  return outcome.kind === 'exited' ? Math.max(startTime, Math.floor(outcome.exit.endTime)) : now;
}

function counted(outcome: JobState): Partial<Statistics> {
  if (outcome === 'COMPLETED') return { jobs_completed: 1 };
  return outcome === 'CANCELLED' ? { jobs_canceled: 1 } : { jobs_failed: 1 };
}

/** For the log. */
export function describeOutcome(record: JobRecord, outcome: Outcome): string {
  const what = outcome.kind === 'failed' ? `could not be started: ${outcome.error.message}` : outcome.kind;
  return `job ${recordName(record)} ${what}`;
}
