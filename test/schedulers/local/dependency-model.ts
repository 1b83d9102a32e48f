import fc from 'fast-check';

/** What a job waits for, by its place among the jobs. */
export interface ModelTerm {
  readonly kind: 'after' | 'afterany' | 'afterok' | 'afternotok' | 'aftercorr' | 'singleton';
  readonly target: number;
}

export interface ModelJob {
  /** An array of two tasks, 1 and 2, or a plain job. */
  readonly isArray: boolean;
  readonly name: string;
  readonly join: 'all' | 'any';
  readonly terms: readonly ModelTerm[];
}

/** A plain job, or a task of an array. */
export interface Part {
  readonly job: number;
  readonly task: number;
  state: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
}

const kinds = ['after', 'afterany', 'afterok', 'afternotok', 'aftercorr', 'singleton'] as const;

/** Jobs that wait for earlier ones in any way; aftercorr only where both or neither are arrays. */
export const modelJobs: fc.Arbitrary<readonly ModelJob[]> = fc
  .array(
    fc.record({
      isArray: fc.boolean(),
      name: fc.constantFrom('a', 'b'),
      join: fc.constantFrom('all' as const, 'any' as const),
      terms: fc.array(
        fc.record({ kind: fc.constantFrom(...kinds, 'aftercorr' as const), target: fc.nat() }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((drafts) =>
    drafts.map((draft, place) => ({
      ...draft,
      terms: draft.terms.flatMap(({ kind, target: any }): ModelTerm[] => {
        // Arrays have no elders among their own tasks that could be told apart.
        if (kind === 'singleton') return draft.isArray ? [] : [{ kind, target: place }];
        if (place === 0) return [];
        const target = any % place;
        return kind === 'aftercorr' && drafts[target]!.isArray !== draft.isArray ? [] : [{ kind, target }];
      }),
    })),
  );

/** All jobs, pending. */
export function partsOf(jobs: readonly ModelJob[]): Part[] {
  return jobs.flatMap(({ isArray }, job) =>
    (isArray ? [1, 2] : [0]).map((task): Part => ({ job, task, state: 'pending' })),
  );
}

/** Starts whatever may start; there is room for all. */
export function settle(jobs: readonly ModelJob[], parts: readonly Part[]): void {
  for (let again = true; again; ) {
    again = false;
    for (const part of parts) {
      if (part.state !== 'pending' || outcomeOf(jobs, parts, part) !== 'met') continue;
      part.state = 'running';
      again = true;
    }
  }
}

/** Whether what a job waits for has come, may still come, or never will. Source: sbatch(1), `--dependency`. */
export function outcomeOf(
  jobs: readonly ModelJob[],
  parts: readonly Part[],
  part: Part,
): 'met' | 'open' | 'never' {
  const { join, terms } = jobs[part.job]!;
  const outcomes = terms.map((term) => isMet(jobs, parts, part, term));
  if (terms.length === 0) return 'met';
  const [enough, hopeless] = join === 'all' ? [false, true] : [true, false];
  if (enough ? outcomes.includes(true) : outcomes.every((met) => met === true)) return 'met';
  return (hopeless ? outcomes.includes(false) : outcomes.every((met) => met === false)) ? 'never' : 'open';
}

function isMet(
  jobs: readonly ModelJob[],
  parts: readonly Part[],
  part: Part,
  { kind, target }: ModelTerm,
): boolean | undefined {
  const of = (wanted: number) => parts.filter(({ job }) => job === wanted);
  const hasEnded = ({ state }: Part) => state !== 'pending' && state !== 'running';
  switch (kind) {
    case 'after':
      return of(target).every(({ state }) => state !== 'pending') || undefined;
    case 'afterany':
      return of(target).every(hasEnded) || undefined;
    case 'afternotok':
      if (!of(target).every(hasEnded)) return undefined;
      return of(target).some(({ state }) => state !== 'completed');
    case 'singleton': {
      const isElder = (one: Part) =>
        one.job < part.job && !jobs[one.job]!.isArray && jobs[one.job]!.name === jobs[part.job]!.name;
      return parts.filter(isElder).every(hasEnded) || undefined;
    }
    default: {
      const those = of(target).filter(({ task }) => kind === 'afterok' || task === part.task);
      if (those.some((one) => hasEnded(one) && one.state !== 'completed')) return false;
      return those.every(hasEnded) || undefined;
    }
  }
}
