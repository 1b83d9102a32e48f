import { takeFirstTask } from '../../../slurm/array-tasks.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { JobRecord, NodeShare, PendingRecord, StartedRecord } from '../job/job-record.ts';
import { needOf } from '../job/need-of.ts';
import { singleTask } from '../job/record-tasks.ts';
import { BOOT_ID } from '../run/processes.ts';
import type { PendingQueue } from '../schedule/pending-queue.ts';
import { type Plan, plan, type Start } from '../schedule/plan.ts';
import type { Statistics } from '../store/statistics.ts';
import type { Transaction } from '../store/transaction.ts';
import { candidateOf } from './candidate.ts';
import type { Holdings } from './holdings.ts';

/** Place of a job in the queue. */
export interface Queued {
  readonly id: number;
  readonly tier: number;
  readonly priority: number;
}

interface StartInput {
  readonly cluster: Cluster;
  readonly queue: PendingQueue<Queued>;
  readonly holdings: Holdings;
  /** Components of a het job, in order. */
  components(record: JobRecord): readonly JobRecord[];
  runningTasks(arrayId: number): number;
  /** Jobs whose reason was given by planning, to be taken back when it no longer holds. */
  readonly reasoned: Set<number>;
}

/** Jobs looked at in one pass; like Slurm's bf_max_job_test, so that a long queue costs no more than a short one. */
const DEPTH = 1000;

/**
 * Plans, and puts what starts now as running.
 * @returns the jobs to be launched once that is on disk
 */
export function startJobs(transaction: Transaction, input: StartInput): StartedRecord[] {
  const { cluster, queue, holdings } = input;
  const begun = process.hrtime.bigint();
  const made = plan({
    queue: candidates(transaction, input),
    cluster,
    free: holdings.free,
    occupied: holdings.occupied(transaction.now),
    now: transaction.now,
    depth: DEPTH,
  });
  const started = putStarts(transaction, made.starts, input);
  putReasons(transaction, made, input);
  const microseconds = Number((process.hrtime.bigint() - begun) / 1000n);
  transaction.count(figures(made, microseconds, queue.size, transaction.now));
  return started;
}

function* candidates(transaction: Transaction, { cluster, queue, components, runningTasks }: StartInput) {
  for (const { id } of queue) {
    const record = transaction.job(id);
    if (!record) continue;
    const running = record.array ? runningTasks(record.array.jobId) : 0;
    const candidate = candidateOf(record.het ? components(record) : [record], running, cluster);
    if (candidate) yield candidate;
  }
}

function putStarts(transaction: Transaction, starts: readonly Start[], input: StartInput): StartedRecord[] {
  const shares = input.holdings.assign(starts.flatMap(({ placements }) => placements));
  const started: StartedRecord[] = [];
  let next = 0;
  for (const { id, placements } of starts) {
    const own = shares.slice(next, next + placements.length);
    next += placements.length;
    const record = transaction.job(id) as PendingRecord;
    const parts = record.het
      ? (input.components(record) as readonly PendingRecord[])
      : [takeTask(transaction, record)];
    for (const [index, part] of parts.entries()) {
      started.push(putRunning(transaction, part, own[index]!, input.cluster));
    }
  }
  transaction.count({ jobs_started: started.length });
  return started;
}

/** The record that starts: of several pending tasks the first, which gets a job id of its own. */
function takeTask(transaction: Transaction, record: PendingRecord): PendingRecord {
  const { array } = record;
  if (!array || singleTask(record) !== undefined) return record;
  const { first, rest } = takeFirstTask(array.tasks);
  transaction.put({ ...record, array: { ...array, tasks: rest } });
  const id = transaction.takeIds(1);
  return { ...record, id, array: { ...array, tasks: String(first) } };
}

function putRunning(
  transaction: Transaction,
  record: PendingRecord,
  shares: readonly NodeShare[],
  cluster: Cluster,
): StartedRecord {
  const { licenses } = needOf(
    record.description,
    cluster.partitionByName.get(record.description.partition!)!,
    cluster,
  );
  const starts = record.starts + 1;
  const run = {
    startTime: transaction.now,
    shares,
    ...(Object.keys(licenses).length > 0 && { licenses }),
    folder: (record.het?.offset ?? 0) > 0 ? '' : `${record.id}.${starts}`,
    boot: BOOT_ID,
    suspendTime: 0,
    suspended: 0,
  };
  return transaction.put({ ...record, starts, state: { kind: 'running', run } }) as StartedRecord;
}

/** A start expected so much later or earlier, in seconds, is worth a write. */
const TELLING = 60;

function putReasons(transaction: Transaction, { blocked }: Plan, { reasoned }: StartInput): void {
  const now = new Set<number>();
  for (const { id, reason, expectedStart } of blocked) {
    const record = transaction.job(id);
    if (record?.state.kind !== 'pending') continue;
    now.add(id);
    const { state } = record;
    const moved = Math.abs((expectedStart ?? 0) - (state.expectedStart ?? 0)) > TELLING;
    if (state.reason === reason && !moved) continue;
    const { expectedStart: _, reasonText: __, ...rest } = state;
    transaction.put({ ...record, state: { ...rest, reason, ...(expectedStart && { expectedStart }) } });
  }
  for (const id of reasoned) {
    const record = now.has(id) ? undefined : transaction.job(id);
    if (record?.state.kind !== 'pending') continue;
    const { reason: _, reasonText: __, expectedStart: ___, ...state } = record.state;
    transaction.put({ ...record, state });
  }
  reasoned.clear();
  for (const id of now) reasoned.add(id);
}

function figures(made: Plan, microseconds: number, queueLength: number, now: number): Partial<Statistics> {
  const { starts, tested, backfillTested } = made;
  const backfilled = starts.filter((start) => start.backfilled);
  const cut = tested >= DEPTH && tested < queueLength;
  return {
    schedule_cycle_counter: 1,
    schedule_cycle_last: microseconds,
    schedule_cycle_max: microseconds,
    schedule_cycle_sum: microseconds,
    schedule_cycle_depth: tested,
    ...(cut ? { default_queue_depth: 1 } : { end_job_queue: 1 }),
    ...(backfillTested > 0 && {
      bf_cycle_counter: 1,
      ...(cut ? { bf_max_job_test: 1 } : { bf_end_job_queue: 1 }),
      bf_cycle_last: microseconds,
      bf_cycle_max: microseconds,
      bf_cycle_sum: microseconds,
      bf_last_depth: tested,
      bf_last_depth_try: backfillTested,
      bf_depth_sum: tested,
      bf_depth_try_sum: backfillTested,
      bf_queue_len_sum: queueLength,
      bf_when_last_cycle: now,
      bf_last_backfilled_jobs: backfilled.length,
      bf_backfilled_jobs: backfilled.length,
      bf_backfilled_het_jobs: backfilled.filter(({ placements }) => placements.length > 1).length,
    }),
  };
}
