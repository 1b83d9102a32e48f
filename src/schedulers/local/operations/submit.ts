import { basename, resolve } from 'node:path';
import { formatArrayTasks, parseArrayTasks } from '../../../slurm/array-tasks.ts';
import type { Caller } from '../../../slurm/caller.ts';
import { completeDescription } from '../../../slurm/describe-job.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobDescription, Submission } from '../../../slurm/job-description.ts';
import type { Submitted } from '../../../slurm/scheduler.ts';
import { SHORT_HOSTNAME } from '../cluster/this-machine.ts';
import { type Dependency, parseDependency } from '../job/dependency.ts';
import type { ArrayShape, JobRecord, PendingRecord, StoredDescription } from '../job/job-record.ts';
import { partitionOf } from '../job/partition-of.ts';
import { FIRST_RANK } from '../job/priority.ts';
import { withReason } from '../job/waiting.ts';
import type { Transaction } from '../store/transaction.ts';
import { isAdministrator } from './authorise.ts';
import { checkOffered } from './check-offered.ts';
import { checkPossible, checkTogether } from './check-possible.ts';
import { type JobOwner, jobOwner } from './job-owner.ts';
import type { Session } from './session.ts';

/** One component, checked and ready to be stored. */
interface Checked {
  readonly description: StoredDescription;
  readonly owner: JobOwner;
  readonly dependency: Dependency | undefined;
  /** Explicit priority; 0 = held. */
  readonly priority: number | undefined;
}

type ArrayPart = { readonly tasks: string; readonly limit: number; readonly shape: ArrayShape };

/**
 * Accepts a job, an array, or a het job. Everything that can never run is refused here.
 * @throws SlurmError
 */
export async function submit(
  session: Session,
  caller: Caller,
  { jobs, script }: Submission,
): Promise<Submitted> {
  if (!script.startsWith('#!')) throw new SlurmError('SCRIPT_MISSING', {});
  const { cluster } = session;
  const checked: Checked[] = [];
  const demands = [];
  for (const job of jobs) {
    const owner = await jobOwner(caller, job, session.accounts);
    const partition = partitionOf(job.partition, cluster);
    if (partition.state === 'INACTIVE' || partition.state === 'DRAIN') {
      throw new SlurmError('PARTITION_CLOSED', { name: partition.name, state: partition.state });
    }
    if (partition.rootOnly && caller.uid !== 0) {
      throw new SlurmError('ACCESS_DENIED', {
        who: caller.name,
        what: `submit to partition ${partition.name}`,
      });
    }
    checkOffered(job);
    checkRights(caller, job);
    const description = { ...describe(job, owner), partition: partition.name };
    demands.push(checkPossible(description, partition, cluster));
    checked.push({
      description,
      owner,
      dependency: parseDependency(job.dependency ?? ''),
      priority: job.priority,
    });
  }
  checkTogether(demands, cluster);
  const array = arrayPart(jobs, cluster.maxArraySize);
  const environment = jobs[0].environment ?? [];
  const jobId = await session.write((transaction) => {
    const id = putAll(session, transaction, caller, checked, array);
    transaction.putPayload(id, { script, environment });
    return id;
  });
  session.wake();
  return { jobId, errorCode: 0, userMessage: undefined };
}

/** The description as it is kept: counts completed, defaults that depend on the submitter filled in. */
function describe(job: JobDescription, owner: JobOwner): StoredDescription {
  const {
    environment: _environment,
    user_id: _user,
    group_id: _group,
    array_inx: _array,
    priority: _priority,
    ...kept
  } = completeDescription(job);
  return {
    ...kept,
    name: job.name || basename(job.argv?.[0] ?? '') || 'sbatch',
    work_dir: resolve(owner.home, job.work_dir ?? '.'),
  };
}

function checkRights(caller: Caller, { nice, priority }: JobDescription): void {
  if (isAdministrator(caller)) return;
  if ((nice ?? 0) < 0)
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: 'lower nice below 0' });
  if ((priority ?? 0) > 0)
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: 'set priorities' });
}

function arrayPart(jobs: Submission['jobs'], maxArraySize: number): ArrayPart | undefined {
  const text = jobs.find(({ array_inx }) => array_inx !== undefined && array_inx !== '')?.array_inx;
  if (text === undefined) return undefined;
  if (jobs.length > 1) throw new SlurmError('HET_ARRAY_INVALID', {});
  const { tasks, limit } = parseArrayTasks(text, maxArraySize);
  const [min = 0, second] = tasks;
  return {
    tasks: formatArrayTasks(tasks),
    limit,
    shape: {
      count: tasks.length,
      min,
      max: tasks.at(-1) ?? min,
      step: second === undefined ? 1 : stepOf(tasks),
    },
  };
}

/** The distance of the tasks where they all have the same, else 1, as SLURM_ARRAY_TASK_STEP. */
function stepOf(tasks: readonly number[]): number {
  const step = tasks[1]! - tasks[0]!;
  return tasks.every((task, index) => index === 0 || task - tasks[index - 1]! === step) ? step : 1;
}

function putAll(
  { cluster }: Session,
  transaction: Transaction,
  caller: Caller,
  checked: readonly Checked[],
  array: ArrayPart | undefined,
): number {
  const { now } = transaction;
  if (transaction.jobCount + checked.length > cluster.maxJobCount) {
    throw new SlurmError('JOB_COUNT_EXCEEDED', { limit: cluster.maxJobCount });
  }
  for (const { dependency } of checked) checkDependency(dependency, (id) => transaction.job(id));
  const first = transaction.takeIds(checked.length);
  const rank = transaction.takeRank();
  for (const [offset, { description, owner, dependency, priority }] of checked.entries()) {
    const record: Omit<PendingRecord, 'version'> = {
      id: first + offset,
      description,
      uid: owner.uid,
      gid: owner.gid,
      user: owner.name,
      payload: first,
      ...(array && { array: { jobId: first, ...array } }),
      ...(checked.length > 1 && { het: { jobId: first, offset, size: checked.length } }),
      rank: priority !== undefined && priority > 0 ? Math.min(priority, FIRST_RANK) : rank,
      ...(priority === 0 && { held: caller.uid === owner.uid ? ('user' as const) : ('admin' as const) }),
      submitTime: now,
      eligibleTime: 0,
      restarts: 0,
      starts: 0,
      submitHost: SHORT_HOSTNAME,
      state: { kind: 'pending', ...(dependency && { dependency }) },
    };
    transaction.put(withReason(record, cluster, now));
  }
  transaction.count({ jobs_submitted: array?.shape.count ?? checked.length });
  return first;
}

/**
 * Jobs that are waited for must exist; what has been forgotten cannot be told from what never was.
 * @throws SlurmError `DEPENDENCY_INVALID`
 */
export function checkDependency(
  dependency: Dependency | undefined,
  known: (id: number) => JobRecord | undefined,
): void {
  for (const term of dependency?.terms ?? []) {
    if (term.kind === 'singleton' || known(term.jobId)) continue;
    throw new SlurmError('DEPENDENCY_INVALID', { problem: `there is no job ${term.jobId}` });
  }
}
