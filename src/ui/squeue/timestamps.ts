const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const two = (value: number) => String(value).padStart(2, '0');

/** The conversions of strftime(3) that make sense in a table, in local time. */
const CONVERSIONS: Readonly<Record<string, (date: Date) => string>> = {
  a: (date) => DAYS[date.getDay()]!.slice(0, 3),
  A: (date) => DAYS[date.getDay()]!,
  b: (date) => MONTHS[date.getMonth()]!.slice(0, 3),
  B: (date) => MONTHS[date.getMonth()]!,
  d: (date) => two(date.getDate()),
  e: (date) => String(date.getDate()).padStart(2, ' '),
  F: (date) => strftime('%Y-%m-%d', date),
  H: (date) => two(date.getHours()),
  I: (date) => two(date.getHours() % 12 || 12),
  j: (date) => String(dayOfYear(date)).padStart(3, '0'),
  m: (date) => two(date.getMonth() + 1),
  M: (date) => two(date.getMinutes()),
  p: (date) => (date.getHours() < 12 ? 'AM' : 'PM'),
  R: (date) => strftime('%H:%M', date),
  s: (date) => String(Math.trunc(date.getTime() / 1000)),
  S: (date) => two(date.getSeconds()),
  T: (date) => strftime('%H:%M:%S', date),
  y: (date) => two(date.getFullYear() % 100),
  Y: (date) => String(date.getFullYear()),
  '%': () => '%',
};

function dayOfYear(date: Date): number {
  const start = Date.UTC(date.getFullYear(), 0, 1);
  return (Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) - start) / 86_400_000 + 1;
}

function strftime(format: string, date: Date): string {
  return format.replace(/%(-?)([a-zA-Z%])/g, (whole, bare: string, letter: string) => {
    const text = CONVERSIONS[letter]?.(date);
    if (text === undefined) return whole;
    return bare ? text.replace(/^[0 ]+(?=.)/, '') : text;
  });
}

/** Slurm's short form: how far away the day is decides how much of the date is told. */
function relativeFormat(date: Date, now: Date): string {
  const day = (when: Date) => Date.UTC(when.getFullYear(), when.getMonth(), when.getDate()) / 86_400_000;
  const distance = day(date) - day(now);
  if (distance === -1) return 'Ystday %H:%M';
  if (distance === 0) return '%T';
  if (distance === 1) return 'Tomorr %H:%M';
  if (Math.abs(distance) > 365) return '%-d %b %Y';
  if (distance < -1 || distance > 6) return '%-d %b %H:%M';
  return '%a %H:%M';
}

/**
 * A time in the local time zone, in the form SLURM_TIME_FORMAT asks for.
 * Source: squeue(1), "SLURM_TIME_FORMAT".
 * @param time UNIX seconds; 0 and undefined are "not set"
 * @param format `standard`, `relative` or a strftime(3) string
 * @param now UNIX seconds, for `relative`
 */
export function formatTime(time: number | undefined, format: string, now: number): string {
  if (!time || !Number.isFinite(time)) return 'N/A';
  const date = new Date(time * 1000);
  if (format === 'relative') return strftime(relativeFormat(date, new Date(now * 1000)), date);
  return strftime(format.includes('%') ? format : '%FT%T', date);
}
