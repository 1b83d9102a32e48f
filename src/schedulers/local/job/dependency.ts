import { SlurmError } from '../../../slurm/error.ts';

/** Kinds of sbatch(1) `--dependency` that wait for other jobs by id. */
const JOB_KINDS = ['after', 'afterany', 'afterok', 'afternotok', 'aftercorr'] as const;
type JobKind = (typeof JOB_KINDS)[number];

export interface JobTerm {
  readonly kind: JobKind;
  readonly jobId: number;
  /** One task of an array; absent = the whole job. */
  readonly task?: number;
  /** Of `after`: minutes after the start. */
  readonly minutes?: number;
  /** How it came out; absent = not yet. */
  readonly met?: boolean;
}

export interface SingletonTerm {
  readonly kind: 'singleton';
  readonly met?: boolean;
}

export type DependencyTerm = JobTerm | SingletonTerm;

export interface Dependency {
  readonly join: 'all' | 'any';
  readonly terms: readonly DependencyTerm[];
}

const REFERENCE = /^(\d+)(?:_(\d+|\*))?(?:\+(\d+))?$/;
const MAX_TERMS = 1000;

/**
 * Reads `afterok:12:13_4,singleton` or, joined by `?`, `afterany:12?afternotok:13`; sbatch(1) `--dependency`.
 * @returns undefined where there is nothing to wait for (`''`)
 * @throws SlurmError `DEPENDENCY_INVALID`
 */
export function parseDependency(text: string): Dependency | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '0') return undefined;
  const invalid = (problem: string) => new SlurmError('DEPENDENCY_INVALID', { problem });
  const any = trimmed.includes('?');
  if (any && trimmed.includes(',')) throw invalid('"," (all) and "?" (any) cannot be mixed');
  const terms = trimmed.split(any ? '?' : ',').flatMap((part): DependencyTerm[] => {
    const [name = '', ...references] = part.trim().split(':');
    const kind = name.toLowerCase();
    if (kind === 'singleton' && references.length === 0) return [{ kind }];
    // A bare job id is what old scripts write for afterany.
    if (/^\d/.test(kind) && references.length === 0) return [jobTerm('afterany', part.trim(), invalid)];
    const known = JOB_KINDS.find((one) => one === kind);
    if (!known) throw invalid(`"${name}" is none of ${[...JOB_KINDS, 'singleton'].join(', ')}`);
    if (references.length === 0) throw invalid(`${known} needs job ids, as in ${known}:1202`);
    return references.map((reference) => jobTerm(known, reference, invalid));
  });
  if (terms.length > MAX_TERMS) throw invalid(`it names more than ${MAX_TERMS} jobs`);
  return { join: any ? 'any' : 'all', terms };
}

function jobTerm(kind: JobKind, reference: string, invalid: (problem: string) => SlurmError): JobTerm {
  const match = REFERENCE.exec(reference);
  const jobId = Number(match?.[1]);
  if (!match || jobId < 1) throw invalid(`"${reference}" is not a job id`);
  if (match[3] !== undefined && kind !== 'after') throw invalid('+MINUTES goes with after only');
  return {
    kind,
    jobId,
    ...(match[2] !== undefined && match[2] !== '*' && { task: Number(match[2]) }),
    ...(match[3] !== undefined && { minutes: Number(match[3]) }),
  };
}

/** What is still open, as squeue(1) shows it: `afterok:12(unfulfilled)`, `afterok:12(failed)`. */
export function formatDependency({ join, terms }: Dependency): string {
  return terms
    .filter(({ met }) => met !== true)
    .map((term) => {
      const state = term.met === false ? '(failed)' : '(unfulfilled)';
      if (term.kind === 'singleton') return `singleton${state}`;
      const task = term.task === undefined ? '' : `_${term.task}`;
      const minutes = term.minutes === undefined ? '' : `+${term.minutes}`;
      return `${term.kind}:${term.jobId}${task}${minutes}${state}`;
    })
    .join(join === 'all' ? ',' : '?');
}

/** Whether the whole dependency is met, can never be met, or is still open. */
export function dependencyOutcome({ join, terms }: Dependency): 'met' | 'never' | 'open' {
  const met = terms.filter((term) => term.met === true).length;
  const failed = terms.filter((term) => term.met === false).length;
  if (join === 'all') {
    if (failed > 0) return 'never';
    return met === terms.length ? 'met' : 'open';
  }
  if (met > 0) return 'met';
  return failed === terms.length ? 'never' : 'open';
}
