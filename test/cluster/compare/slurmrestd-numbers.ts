/** A number in the form of slurmrestd's parsers from v0.0.40 on. */
export function number(value: number | undefined): unknown {
  return {
    set: value !== undefined && value !== Infinity,
    infinite: value === Infinity,
    number: value === undefined || value === Infinity ? 0 : value,
  };
}

/** `null` for a number that is not set or has no limit, as v0.0.38 writes both. */
export function orNull(value: number | undefined): number | null {
  return value === undefined || value === Infinity ? null : value;
}

/** A comma separated list as an array. */
export function list(text: string): string[] {
  return text === '' ? [] : text.split(',');
}
