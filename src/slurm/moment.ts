/** Clock times with a name; sbatch(1), `--begin`. */
const NAMED_CLOCKS: Readonly<Record<string, number>> = {
  midnight: 0,
  elevenses: 11 * 3600,
  noon: 12 * 3600,
  fika: 15 * 3600,
  teatime: 16 * 3600,
};

const UNITS: readonly (readonly [prefix: RegExp, seconds: number])[] = [
  [/^$|^s(ec(ond)?s?)?$/, 1],
  [/^m(in(ute)?s?)?$/, 60],
  [/^h(ours?)?$/, 3600],
  [/^d(ays?)?$/, 86_400],
  [/^w(eeks?)?$/, 604_800],
];

interface Day {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
}

/**
 * A point in time as UNIX seconds, in the forms of sbatch(1) `--begin`: `now`, `now+1hour`, `now-2days`, `16:00`, `4:30pm`,
 * `noon`, `today`, `tomorrow`, `0702`, `07/02/26`, `2026-07-02`, `2026-07-02T16:00`, `uts1568158776`. Words are
 * joined by a blank or `T`. A clock time without a day means its next occurrence; times are local.
 * @returns `undefined` when the text has none of these forms, or names a day that does not exist
 */
export function parseMoment(text: string, now: Date = new Date()): number | undefined {
  const lower = text.trim().toLowerCase();
  const seconds = Math.floor(now.getTime() / 1000);
  const stamp = /^uts(\d+)$/.exec(lower);
  if (stamp) return Number(stamp[1]);
  const relative = /^now(?:\s*([+-])\s*(\d+)\s*([a-z]*))?$/.exec(lower);
  if (relative) {
    const [, sign, count, name = ''] = relative;
    if (count === undefined) return seconds;
    const unit = UNITS.find(([prefix]) => prefix.test(name));
    return unit && seconds + (sign === '-' ? -1 : 1) * Number(count) * unit[1];
  }
  const words = lower
    .replace(/^(\d{4}-\d{2}-\d{2})t/, '$1 ')
    .replace(/(\d)\s+([ap]m?)$/, '$1$2')
    .split(/\s+/);
  if (words.length > 2) return undefined;
  let day: Day | undefined;
  let clock: number | undefined;
  for (const word of words) {
    const asClock = parseClock(word);
    if (asClock !== undefined && clock === undefined) {
      clock = asClock;
      continue;
    }
    const asDay = parseDay(word, now);
    if (!asDay || day) return undefined;
    day = asDay;
  }
  return combine(day, clock, now);
}

function combine(day: Day | undefined, clock: number | undefined, now: Date): number | undefined {
  if (!day) {
    const today = dayOf(now);
    const at = localSeconds(today, clock!);
    return at > Math.floor(now.getTime() / 1000)
      ? at
      : localSeconds({ ...today, day: today.day + 1 }, clock!);
  }
  const at = new Date(day.year, day.month - 1, day.day);
  if (at.getMonth() !== day.month - 1 || at.getDate() !== day.day) return undefined;
  return localSeconds(day, clock ?? 0);
}

function localSeconds({ year, month, day }: Day, clock: number): number {
  return Math.floor(new Date(year, month - 1, day, 0, 0, clock).getTime() / 1000);
}

function dayOf(date: Date): Day {
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}

/** Seconds since midnight. */
function parseClock(word: string): number | undefined {
  const named = NAMED_CLOCKS[word];
  if (named !== undefined) return named;
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:([ap])m?)?$/.exec(word);
  if (!match) return undefined;
  let hours = Number(match[1]);
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  if (match[4]) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (match[4] === 'p' ? 12 : 0);
  }
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return hours * 3600 + minutes * 60 + seconds;
}

function parseDay(word: string, now: Date): Day | undefined {
  const today = dayOf(now);
  if (word === 'today') return today;
  if (word === 'tomorrow') return dayOf(new Date(today.year, today.month - 1, today.day + 1));
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const american = /^(\d{2})([/.]?)(\d{2})(?:\2(\d{2}|\d{4}))?$/.exec(word);
  if (!american) return undefined;
  const month = Number(american[1]);
  const day = Number(american[3]);
  const year = american[4];
  if (year !== undefined) return { year: Number(year) + (year.length === 2 ? 2000 : 0), month, day };
  const past = month < today.month || (month === today.month && day < today.day);
  return { year: today.year + (past ? 1 : 0), month, day };
}

/** As Slurm writes times: local, without a zone. */
export function formatLocalTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
