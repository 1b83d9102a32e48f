import { parseMinutes } from '../../../slurm/duration.ts';
import { SlurmError } from '../../../slurm/error.ts';

/** Seconds; a month is the twelfth part of a year. */
const AGE_UNITS = { h: 3600, d: 86_400, m: 2_629_746 };

/** Typed reading of `Key=Value` pairs whose keys are in lower case; `where` is `file:line`, for messages. */
export interface ConfValues {
  text(key: string): string | undefined;
  /** `undefined` also for UNLIMITED where `unlimited` is not given. */
  number(key: string, unlimited?: number): number | undefined;
  /** Minutes; `Infinity` for UNLIMITED. */
  minutes(key: string): number | undefined;
  /** Seconds, of an age as slurmdbd.conf(5) writes it: `12months`, `30days`, `6hours`; a bare number is months. */
  age(key: string): number | undefined;
  yes(key: string): boolean;
}

/** @throws SlurmError `CONF_MALFORMED` when a value that is asked for is not of its kind */
export function confValues(values: ReadonlyMap<string, string>, where: string): ConfValues {
  const bad = (key: string, text: string, wanted: string) =>
    new SlurmError('CONF_MALFORMED', { where, problem: `${key}=${text} is not ${wanted}` });
  return {
    text: (key) => values.get(key),
    number(key, unlimited) {
      const text = values.get(key);
      if (text === undefined) return undefined;
      if (/^(unlimited|infinite)$/i.test(text)) return unlimited;
      if (!/^\d+$/.test(text)) throw bad(key, text, 'a whole number');
      return Number(text);
    },
    minutes(key) {
      const text = values.get(key);
      if (text === undefined) return undefined;
      const minutes = parseMinutes(text);
      if (minutes === undefined) throw bad(key, text, 'a length of time');
      return minutes;
    },
    age(key) {
      const text = values.get(key);
      if (text === undefined) return undefined;
      const [, count, unit = 'm'] = /^(\d+)\s*(?:(h|d|m)[a-z]*)?$/i.exec(text) ?? [];
      if (!Number(count)) throw bad(key, text, 'an age such as 12months, 30days or 6hours');
      return Number(count) * AGE_UNITS[unit.toLowerCase() as keyof typeof AGE_UNITS];
    },
    yes: (key) => /^(yes|true|up|1)$/i.test(values.get(key) ?? ''),
  };
}
