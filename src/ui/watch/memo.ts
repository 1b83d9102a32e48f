/** Remembers values by name while what they depend on stays the same. */
export class Memo {
  readonly #known = new Map<string, { readonly of: readonly unknown[]; readonly value: unknown }>();

  /** The value computed last, or a new one where one of `of` is another than then. */
  get<Value>(name: string, of: readonly unknown[], compute: () => Value): Value {
    const known = this.#known.get(name);
    if (known?.of.every((part, index) => part === of[index])) return known.value as Value;
    const value = compute();
    this.#known.set(name, { of, value });
    return value;
  }
}
