import { type Dependency, type DependencyTerm, dependencyOutcome, type JobTerm } from '../job/dependency.ts';
import { hasEnded, isPending, type JobRecord, type PendingRecord } from '../job/job-record.ts';
import { recordTasks } from '../job/record-tasks.ts';

/** Looks up what a dependency is about. */
export interface Known {
  readonly now: number;
  /** Records of a job, an array or a het job; none once they are forgotten. */
  records(jobId: number): readonly JobRecord[];
  hasElder(record: JobRecord): boolean;
}

/** A dependency as it stands now; the same object where nothing has changed. */
export function resolveDependency(record: PendingRecord, known: Known): Dependency | undefined {
  const { dependency } = record.state;
  if (!dependency) return undefined;
  const terms = dependency.terms.map((term) => {
    if (term.met !== undefined) return term;
    const met = isMet(term, record, known);
    return met === undefined ? term : { ...term, met };
  });
  return terms.some((term, index) => term !== dependency.terms[index])
    ? { ...dependency, terms }
    : dependency;
}

/** Source: sbatch(1) `--dependency`. Undefined = not decided yet. */
function isMet(term: DependencyTerm, record: PendingRecord, known: Known): boolean | undefined {
  if (term.kind === 'singleton') return known.hasElder(record) ? undefined : true;
  const all = known.records(term.jobId);
  if (term.kind === 'aftercorr' && record.array) {
    const outcomes = recordTasks(record).map((task) => taskOutcome(all, task));
    if (outcomes.includes(undefined)) return undefined;
    return outcomes.every((outcome) => outcome === true);
  }
  const { task } = term;
  return outcomeOf(
    term,
    task === undefined ? all : all.filter((one) => recordTasks(one).includes(task)),
    known.now,
  );
}

function outcomeOf(term: JobTerm, targets: readonly JobRecord[], now: number): boolean | undefined {
  switch (term.kind) {
    case 'after': {
      const delay = (term.minutes ?? 0) * 60;
      const started = targets.every((target) => !isPending(target) && startTime(target) + delay <= now);
      return started ? true : undefined;
    }
    case 'afterany':
      return targets.every(hasEnded) ? true : undefined;
    case 'afternotok':
      if (!targets.every(hasEnded)) return undefined;
      return targets.some((target) => !succeeded(target));
    default:
      // One that failed decides at once; of what is forgotten nobody knows how it came out.
      if (targets.length === 0 || targets.some((target) => hasEnded(target) && !succeeded(target)))
        return false;
      return targets.every(hasEnded) ? true : undefined;
  }
}

/** Of a job that was cancelled before it started, when that was. */
function startTime({ state }: JobRecord): number {
  if ('run' in state && state.run) return state.run.startTime;
  return state.kind === 'ended' ? state.endTime : 0;
}

function succeeded({ state }: JobRecord): boolean {
  return state.kind === 'ended' && state.outcome === 'COMPLETED';
}

/** How one task of an array came out; undefined = it has not ended. */
function taskOutcome(records: readonly JobRecord[], task: number): boolean | undefined {
  const target = records.find((record) => recordTasks(record).includes(task));
  if (!target) return false;
  return hasEnded(target) ? succeeded(target) : undefined;
}

/**
 * Of an array with `aftercorr`, the tasks that may start or never will, as far as they fare alike and apart from the
 * others; they are to become a record of their own. None where the array is to stay whole.
 */
export function decidedTasks(record: PendingRecord, known: Known): readonly number[] {
  const { dependency } = record.state;
  const tasks = recordTasks(record);
  const isOpen = (term: DependencyTerm) => term.kind === 'aftercorr' && term.met === undefined;
  if (tasks.length < 2 || !dependency?.terms.some(isOpen)) return [];
  const counterparts = dependency.terms.map((term) =>
    isOpen(term) ? known.records((term as JobTerm).jobId) : undefined,
  );
  const fares = tasks.map((task) => {
    const terms = dependency.terms.map((term, index): DependencyTerm => {
      const records = counterparts[index];
      const met = records && taskOutcome(records, task);
      return met === undefined ? term : { ...term, met };
    });
    const isDecided = dependencyOutcome({ ...dependency, terms }) !== 'open';
    return isDecided ? terms.map(({ met }) => met).join() : undefined;
  });
  const first = fares.find((fare) => fare !== undefined);
  const decided = tasks.filter((_, index) => fares[index] === first);
  return first === undefined || decided.length === tasks.length ? [] : decided;
}
