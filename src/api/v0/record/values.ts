/** A number that may be missing or without end, as every version since v0.0.39 writes it. */
export interface NumberObject {
  readonly set: boolean;
  readonly infinite: boolean;
  readonly number: number;
}

const UNSET: NumberObject = { set: false, infinite: false, number: 0 };
const INFINITE: NumberObject = { set: false, infinite: true, number: 0 };

/** `undefined` is NO_VAL, `Infinity` INFINITE. */
export function numberObject(value: number | undefined): NumberObject {
  if (value === undefined) return UNSET;
  return value === Number.POSITIVE_INFINITY ? INFINITE : { set: true, infinite: false, number: value };
}

/** A comma separated text as a list. */
export function csvList(text: string): string[] {
  return text === '' ? [] : text.split(',');
}
