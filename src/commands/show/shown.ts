import { answeredErrors, type Failure, isFailure } from '../../cli/render-error.ts';
import type { Answer } from '../../client/client.ts';

/** What a subject has to show. */
export interface Shown {
  /** For `--json`. */
  readonly answer: Answer;
  /** For people. */
  readonly lines: readonly string[];
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
  member: string,
  names: readonly string[],
  all: () => Promise<Answer>,
  find: (name: string) => Promise<readonly Entry[]>,
  text: (record: Entry) => string,
): Promise<Shown> {
  const records: Entry[] = names.length === 0 ? [...recordsOf<Entry>(await all(), member)] : [];
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
  return { answer: { errors, [member]: records }, lines: records.map(text), failures };
}
