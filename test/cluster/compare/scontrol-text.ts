/** The ways scontrol writes values. Source: output of `scontrol -o -d show …`, releases 22.05 to 26.05, TZ=UTC. */

/** `(null)` for what is not set. */
export function orNull(text: string): string {
  return text || '(null)';
}

/** `Yes`, or nothing at all. */
export function yes(set: boolean): string | undefined {
  return set ? 'Yes' : undefined;
}

export function yesNo(set: boolean): string {
  return set ? 'YES' : 'NO';
}

/** What is not set is left out. */
export function ifSet(text: string): string | undefined {
  return text || undefined;
}

export function flag(set: boolean): string {
  return set ? '1' : '0';
}

/** `*` for a count without a limit. */
export function star(count: number | undefined): string {
  return count === undefined || count === Infinity ? '*' : String(count);
}

/** `UNLIMITED` for a count without a limit. */
export function unlimited(count: number | undefined): string {
  return count === undefined || count === Infinity ? 'UNLIMITED' : String(count);
}

/** UNIX seconds as local time, without zone. */
export function time(seconds: number, never = 'Unknown'): string {
  return seconds === 0 ? never : new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** Seconds as `[days-]hours:minutes:seconds`. */
export function duration(seconds: number): string {
  const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `${days}-${clock}` : clock;
}

/** A limit in minutes. */
export function minutes(limit: number | undefined, unset: string): string {
  if (limit === undefined) return unset;
  return limit === Infinity ? 'UNLIMITED' : duration(limit * 60);
}

/** `2-4`, or `2` where there is no other end. */
export function range(least: number, most: number | undefined): string {
  if (!most || most === Infinity) return String(least);
  return `${Math.min(least, most)}-${most}`;
}

/** MiB with the largest unit that needs no fraction. */
export function memory(mib: number): string {
  if (mib === 0) return '0';
  const units = ['M', 'G', 'T', 'P'];
  let amount = mib;
  let unit = 0;
  while (amount % 1024 === 0 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount}${units[unit]}`;
}
