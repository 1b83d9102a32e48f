/** An object as slurmrestd sends it. */
export type Sent = Readonly<Record<string, unknown>>;

/**
 * A number as `/slurm/v1` writes it. slurmrestd has three ways: a plain number, `null` for one that is not set
 * (to v0.0.38), and `{set, infinite, number}` (since v0.0.39).
 * @param unset what stands for a number that is not set
 */
export function numberOf(value: unknown, unset: unknown = {}): unknown {
  if (value === null || value === undefined) return unset;
  if (typeof value !== 'object') return value;
  const { set, infinite, number } = value as { set?: boolean; infinite?: boolean; number?: number };
  if (infinite) return 'INFINITE';
  return set === false || number === undefined ? unset : number;
}

/** Whether it is a number in the form of v0.0.39 and later. */
export function isNumberObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'set' in value;
}

/** A list as one text; slurmrestd sends some as the one, some as the other, by version. */
export function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : '';
}

/**
 * Renames the members of a record, leaves out those that are not in `blank` and reads numbers.
 * @param names where slurmrestd's name is another one than the record's
 */
export function renamed(
  sent: Sent,
  names: Readonly<Record<string, string>>,
  blank: object,
): Record<string, unknown> {
  const defaults = blank as Record<string, unknown>;
  const record: Record<string, unknown> = {};
  for (const [theirs, value] of Object.entries(sent)) {
    const name = names[theirs] ?? theirs;
    if (!(name in defaults)) continue;
    const unset = defaults[name] ?? {};
    record[name] = value === null || isNumberObject(value) ? numberOf(value, unset) : value;
  }
  return record;
}
