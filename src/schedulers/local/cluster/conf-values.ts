import { parseMinutes } from '../../../slurm/duration.ts';
import { SlurmError } from '../../../slurm/error.ts';

/** Typed reading of `Key=Value` pairs whose keys are in lower case; `where` is `file:line`, for messages. */
export interface ConfValues {
  text(key: string): string | undefined;
  /** `undefined` also for UNLIMITED where `unlimited` is not given. */
  number(key: string, unlimited?: number): number | undefined;
  /** Minutes; `Infinity` for UNLIMITED. */
  minutes(key: string): number | undefined;
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
    yes: (key) => /^(yes|true|up|1)$/i.test(values.get(key) ?? ''),
  };
}
