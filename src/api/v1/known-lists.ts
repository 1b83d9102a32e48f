import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../../slurm/caller.ts';
import { differences, type Order } from '../../slurm/ordered-lists.ts';

/** Lists that are remembered; who looks every second thus has half a minute before all is answered once more. */
const MAX_LISTS = 32;

/** What a list is today beside what a client has of it. */
export interface ListChanges<Entry> {
  /** Records that are new, or other ones than in the client's list, in the order of the list. */
  readonly changed: readonly Entry[];
  /** What orders the records that are in the list no more. */
  readonly gone: readonly number[];
}

/**
 * The lists clients were given last, to tell them only what has changed since. They share their records with the
 * snapshots they come from, so each costs a pointer a record.
 */
export class KnownLists<Entry extends object> {
  readonly #order: Order<Entry>;
  /** Nobody can make up the name of a list, and so learn what was in somebody else's. */
  #salt: Uint8Array | undefined;
  readonly #lists = new Map<string, { readonly uid: number; readonly records: readonly Entry[] }>();

  /** @param order a number by which every list is in rising order */
  constructor(order: Order<Entry>) {
    this.#order = order;
  }

  /**
   * Remembers a list that is about to be answered.
   * @param identity equal for equal lists of this caller
   * @returns the name the client may ask by for what has changed since
   */
  remember(caller: Caller, identity: string, records: readonly Entry[]): string {
    this.#salt ??= randomBytes(16);
    const name = createHash('sha1')
      .update(this.#salt)
      .update(`${caller.uid}\0${identity}`)
      .digest('base64url');
    this.#lists.delete(name);
    this.#lists.set(name, { uid: caller.uid, records });
    if (this.#lists.size > MAX_LISTS) this.#lists.delete(this.#lists.keys().next().value!);
    return name;
  }

  /** What has changed since the caller's list of that name, or undefined where that is none, or not known any more. */
  changes(caller: Caller, name: string, now: readonly Entry[]): ListChanges<Entry> | undefined {
    const before = this.#lists.get(name);
    if (before?.uid !== caller.uid) return undefined;
    const changed: Entry[] = [];
    const gone: number[] = [];
    for (const [left, right] of differences(before.records, now, this.#order)) {
      if (right) changed.push(right);
      else gone.push(this.#order(left!));
    }
    return { changed, gone };
  }
}
