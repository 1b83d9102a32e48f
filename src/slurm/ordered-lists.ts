/** A number by which a list of records is in rising order, each having one of its own. */
export type Order<Entry> = (record: Entry) => number;

/**
 * What two lists in rising order differ by: pairs of a record of the first and the one of the second that is in its
 * place, either of them undefined where the other has no counterpart. Records that are the same object in both are no
 * difference, and not looked into.
 */
export function* differences<Entry extends object>(
  before: readonly Entry[],
  now: readonly Entry[],
  order: Order<Entry>,
): Generator<readonly [left: Entry | undefined, right: Entry | undefined]> {
  let old = 0;
  let fresh = 0;
  for (;;) {
    const same = sameLength(before, old, now, fresh);
    old += same;
    fresh += same;
    const left = before[old];
    const right = now[fresh];
    if (!left && !right) return;
    const way = left && right ? order(left) - order(right) : left ? -1 : 1;
    if (way <= 0) old++;
    if (way >= 0) fresh++;
    yield [way <= 0 ? left : undefined, way >= 0 ? right : undefined];
  }
}

/** How many records the lists share from these places on; a function of its own, as V8 makes no generator this fast. */
function sameLength<Entry>(
  before: readonly Entry[],
  old: number,
  now: readonly Entry[],
  fresh: number,
): number {
  const most = Math.min(before.length - old, now.length - fresh);
  let length = 0;
  while (length < most && before[old + length] === now[fresh + length]) length++;
  return length;
}

/** Where a list in rising order has the record of a number, or would have it. */
export function placeOf<Entry>(list: readonly Entry[], number: number, order: Order<Entry>): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(list[middle]!) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
