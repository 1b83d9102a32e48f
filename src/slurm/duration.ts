const UNLIMITED = /^(unlimited|infinite|-1)$/i;

/**
 * Length of time in seconds, in the forms of sbatch(1) `--time`: minutes, minutes:seconds,
 * hours:minutes:seconds, days-hours, days-hours:minutes, days-hours:minutes:seconds.
 * `Infinity` for UNLIMITED, INFINITE and -1; `undefined` when the text has none of these forms.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (UNLIMITED.test(trimmed)) return Number.POSITIVE_INFINITY;
  const match = /^(?:(\d+)-)?(\d+)(?::(\d+))?(?::(\d+))?$/.exec(trimmed);
  if (!match) return undefined;
  const [, days, ...parts] = match;
  const [first = 0, second, third] = parts.map((part) => (part === undefined ? undefined : Number(part)));
  if (days !== undefined) {
    return Number(days) * 86_400 + first * 3600 + (second ?? 0) * 60 + (third ?? 0);
  }
  if (third !== undefined) return first * 3600 + (second ?? 0) * 60 + third;
  return first * 60 + (second ?? 0);
}

/** As {@link parseDuration}, in whole minutes, a begun minute counting full as Slurm's limits do. */
export function parseMinutes(text: string): number | undefined {
  const seconds = parseDuration(text);
  return seconds === undefined ? undefined : Math.ceil(seconds / 60);
}
