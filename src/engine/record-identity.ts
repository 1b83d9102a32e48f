import { createHash, randomBytes } from 'node:crypto';

let run: string | undefined;
const numbers = new WeakMap<object, number>();
let next = 0;

/**
 * A text that is the same for two lists only if they hold the same records, which keep their identity while unchanged.
 * What is left of a snapshot by a filter thus keeps its version while only other records change.
 */
export function identityOf(records: readonly object[]): string {
  const own = new Uint32Array(records.length);
  for (const [at, record] of records.entries()) {
    let number = numbers.get(record);
    if (number === undefined) {
      number = ++next;
      numbers.set(record, number);
    }
    own[at] = number;
  }
  run ??= randomBytes(6).toString('base64url');
  return `${run}-${createHash('sha1').update(own).digest('base64url')}`;
}
