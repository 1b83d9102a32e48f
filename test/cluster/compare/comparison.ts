import { isDeepStrictEqual } from 'node:util';

/** What a record alone does not tell. */
export interface Surroundings {
  /** Slurm's release, e.g. `22.05`. */
  readonly release: string;
  readonly userName: (uid: number) => string;
  readonly groupName: (gid: number) => string;
  /** Hardware threads of each core of a node. */
  readonly threadsOf: (node: string) => number;
}

/**
 * What another program shows of a field, from our record; `undefined` = it does not show the field.
 * A text instead of a function is the reason why the field is not compared.
 */
export type Expectation<Entry> = ((record: Entry, around: Surroundings) => unknown) | string;
export type Expectations<Entry> = Readonly<Record<string, Expectation<Entry>>>;

/** The fields of one record as the other program shows them. */
export type Shown = Readonly<Record<string, unknown>>;

/** What came out of comparing the records of one kind with what one other program shows of them. */
export class Comparison<Entry extends object> {
  /** Values that were compared. */
  compared = 0;
  readonly differences: string[] = [];
  /** Members of our records that some comparison looked at. */
  readonly membersRead = new Set<string>();
  readonly #expectations: Expectations<Entry>;
  readonly #around: Surroundings;

  constructor(expectations: Expectations<Entry>, around: Surroundings) {
    this.#expectations = expectations;
    this.#around = around;
  }

  /**
   * Compares all records.
   * @param pairs name of a record for the report, our record, and the other program's (`undefined`: it has none)
   */
  run(pairs: readonly (readonly [string, Entry | undefined, Shown | undefined])[]): void {
    // A release that does not know a field never shows it; one that does may still leave it out of a record.
    const everShown = new Set(pairs.flatMap(([, , shown]) => Object.keys(shown ?? {})));
    for (const [name, record, shown] of pairs) {
      if (record === undefined) this.differences.push(`${name}: missing in our records`);
      else if (shown === undefined) this.differences.push(`${name}: only in our records`);
      else this.#compare(name, this.#observed(record), shown, everShown);
    }
  }

  #compare(name: string, record: Entry, shown: Shown, everShown: ReadonlySet<string>): void {
    for (const field of everShown) {
      const expectation = this.#expectations[field];
      if (typeof expectation === 'string') continue;
      if (expectation === undefined) {
        this.differences.push(
          `${name} ${field}: not known to the comparison (${JSON.stringify(shown[field])})`,
        );
        continue;
      }
      const expected = expectation(record, this.#around);
      if (expected === undefined && shown[field] === undefined) continue;
      this.compared += 1;
      if (isDeepStrictEqual(expected, shown[field])) continue;
      this.differences.push(
        `${name} ${field}: ours ${JSON.stringify(expected)}, theirs ${JSON.stringify(shown[field])}`,
      );
    }
  }

  #observed(record: Entry): Entry {
    return new Proxy(record, {
      get: (target, member) => {
        this.membersRead.add(String(member));
        return Reflect.get(target, member);
      },
    });
  }
}

/** Pairs our records with the other program's by name, in our order, what only they have last. */
export function pairByName<Entry>(
  ours: ReadonlyMap<string, Entry>,
  theirs: ReadonlyMap<string, Shown>,
): [string, Entry | undefined, Shown | undefined][] {
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names].map((name) => [name, ours.get(name), theirs.get(name)]);
}
