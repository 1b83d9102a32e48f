import { isDeepStrictEqual } from 'node:util';
import { ACCEPTED, CLOCKS, LOOKED_AT } from './accepted.ts';

/** Of the cluster that is asked. */
const RELEASE = process.env['SLURM_TEST_VERSION'];

/** An answer of either. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  /** JSON, or text. */
  readonly body: unknown;
}

/** What names a record, by the list it is in: lists in which the order says nothing. */
const KEYS: Readonly<Record<string, string>> = {
  jobs: 'job_id',
  nodes: 'name',
  partitions: 'name',
  reservations: 'name',
  licenses: 'LicenseName',
  pings: 'hostname',
  rpcs_by_message_type: 'type_id',
  rpcs_by_user: 'user_id',
};

/** How often both are asked the same until they agree. */
const ATTEMPTS = Number(process.env['SLURM_TEST_ATTEMPTS'] ?? 3);

/**
 * Compares answers to a question; where they differ both are asked again, as the cluster may have moved between the two.
 * @param anew done before that
 */
export async function compareSettled(
  compare: (differences: Differences) => Promise<void>,
  anew: () => Promise<unknown>,
): Promise<Differences> {
  for (let left = ATTEMPTS; ; left--) {
    const one = new Differences();
    await compare(one);
    if (one.found.length === 0 || left <= 1) return one;
    await anew();
  }
}

/** What came of comparing answers. */
export class Differences {
  /** Values that were compared. */
  compared = 0;
  readonly found: string[] = [];
  /** Reasons of accepted differences that were met, with how often. */
  readonly accepted = new Map<string, number>();

  compare(request: string, theirs: Answered, ours: Answered): void {
    this.#value(request, 'status', theirs.status, ours.status);
    this.#value(request, 'content-type', theirs.type, ours.type);
    this.#any(request, '', theirs.body, ours.body);
  }

  /** Adds what another comparison found. */
  add(other: Differences): void {
    this.compared += other.compared;
    this.found.push(...other.found);
    for (const [reason, count] of other.accepted)
      this.accepted.set(reason, (this.accepted.get(reason) ?? 0) + count);
  }

  get acceptedCount(): number {
    return [...this.accepted.values()].reduce((sum, count) => sum + count, 0);
  }

  #any(request: string, at: string, theirs: unknown, ours: unknown): void {
    if (Array.isArray(theirs) && Array.isArray(ours)) this.#list(request, at, theirs, ours);
    else if (isObject(theirs) && isObject(ours)) {
      for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)]))
        this.#any(request, at === '' ? name : `${at}.${name}`, theirs[name], ours[name]);
    } else this.#value(request, at, theirs, ours);
  }

  #list(request: string, at: string, theirs: readonly unknown[], ours: readonly unknown[]): void {
    if (at === 'jobs.*.flags') {
      const [a, b] = [theirs, ours].map((flags) => flags.filter((flag) => !LOOKED_AT.includes(flag)));
      this.#value(request, at, a, b);
      return;
    }
    const key = KEYS[at.slice(at.lastIndexOf('.') + 1)];
    const [a, b] = key === undefined ? [theirs, ours] : [sorted(theirs, key), sorted(ours, key)];
    if (a.length !== b.length) {
      this.#value(request, at, a, b);
      return;
    }
    if (a.length === 0) this.compared += 1;
    for (const [index, entry] of a.entries()) this.#any(request, `${at}.*`, entry, b[index]);
  }

  #value(request: string, at: string, theirs: unknown, ours: unknown): void {
    if (CLOCKS.some((clock) => clock.test(at))) return;
    this.compared += 1;
    if (isDeepStrictEqual(theirs, ours)) return;
    const accepted = ACCEPTED.find(
      (one) =>
        one.at.test(at) && (one.request?.test(request) ?? true) && (one.release ?? RELEASE) === RELEASE,
    );
    if (accepted) this.accepted.set(accepted.reason, (this.accepted.get(accepted.reason) ?? 0) + 1);
    else this.found.push(`${request}: ${at}: theirs ${short(theirs)}, ours ${short(ours)}`);
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(list: readonly unknown[], key: string): unknown[] {
  const name = (entry: unknown) => String((entry as Record<string, unknown>)[key] ?? '');
  return [...list].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}
