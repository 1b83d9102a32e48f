/** Texts of what {@link lasting} was given; `undefined` until one is needed. */
const texts = new WeakMap<object, string | undefined>();

/** Marks a value that never changes and is answered again and again: its JSON is written once. */
export function lasting<Value extends object>(value: Value): Value {
  texts.set(value, undefined);
  return value;
}

/** A value as JSON. */
export function jsonOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !texts.has(value)) return JSON.stringify(value);
  let text = texts.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    texts.set(value, text);
  }
  return text;
}
