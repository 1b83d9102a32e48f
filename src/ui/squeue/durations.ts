const DAY = 86_400;
const YEAR = 365 * DAY;

const two = (value: number) => String(value).padStart(2, '0');

/**
 * Seconds as squeue prints them: `0:07`, `1:00:00`, `2-03:04:05`.
 * Negative times and times over a year are `INVALID` (clock skew), as in squeue(1), "%M".
 */
export function formatDuration(seconds: number): string {
  if (!(seconds >= 0) || seconds > YEAR) return 'INVALID';
  const whole = Math.trunc(seconds);
  const days = Math.trunc(whole / DAY);
  const hours = Math.trunc(whole / 3600) % 24;
  const minutes = Math.trunc(whole / 60) % 60;
  const rest = `${two(minutes)}:${two(whole % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${rest}`;
  if (hours > 0) return `${hours}:${rest}`;
  return `${minutes}:${two(whole % 60)}`;
}

/** A limit in minutes: `NOT_SET`, `UNLIMITED`, or a duration. Source: squeue(1), "%l". */
export function formatLimit(minutes: number | undefined): string {
  if (minutes === undefined) return 'NOT_SET';
  if (minutes === Number.POSITIVE_INFINITY) return 'UNLIMITED';
  return formatDuration(minutes * 60);
}
