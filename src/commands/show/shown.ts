import { answeredErrors, type Failure, isFailure } from '../../cli/render-error.ts';
import type { Answer } from '../../client/client.ts';

/** The collections of the API that can be shown, by the member of an answer that has them. */
export type RecordKind = 'jobs' | 'nodes' | 'partitions';

/** What a subject has to show. */
export interface Shown {
  readonly kind: RecordKind;
  /** The answer of the API; of its records, only those that are shown. */
  readonly answer: Answer;
  /** For people. */
  readonly table: () => readonly string[];
  /** The same with more columns. */
  readonly wide: () => readonly string[];
  /** Cells for CSV, where they are not the members of the records. */
  readonly rows?: () => readonly (readonly string[])[];
  /** What other commands take for the records, where those do not say. */
  readonly names?: () => readonly string[];
  /** About the names that could not be shown. */
  readonly failures: readonly Failure[];
}

/** The records of a collection's answer. */
export function recordsOf<Entry extends object>(answer: Answer, member: string): readonly Entry[] {
  const records = answer[member];
  return Array.isArray(records) ? records : [];
}

/**
 * Collects the records of each name, and the failures of the names that have none; without names what `all`
 * answers.
 */
export async function details<Entry extends object>(
  kind: RecordKind,
  names: readonly string[],
  all: () => Promise<Answer>,
  find: (name: string) => Promise<readonly Entry[]>,
  text: (record: Entry) => string,
): Promise<Shown> {
  const records: Entry[] = names.length === 0 ? [...recordsOf<Entry>(await all(), kind)] : [];
  const failures: Failure[] = [];
  for (const name of names) {
    try {
      records.push(...(await find(name)));
    } catch (error) {
      if (!isFailure(error)) throw error;
      failures.push(error);
    }
  }
  const errors = failures.flatMap(answeredErrors);
  const table = () => records.map(text);
  return { kind, answer: { errors, [kind]: records }, table, wide: table, failures };
}
