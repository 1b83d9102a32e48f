import type { JobDescription } from '../job-description.ts';
import type { OptionValue, SbatchOption, ValueKind } from './option.ts';
import { readFlag, readList, readMinutes, readMoment, readNumber, readText } from './readers.ts';
import { writeMinutes, writeMoment } from './writers.ts';

/** Members of a description whose values are of one type. */
type MembersOf<Type> = {
  [Key in keyof JobDescription]-?: Type extends NonNullable<JobDescription[Key]> ? Key : never;
}[keyof JobDescription];

interface More {
  readonly short?: string;
  readonly aliases?: readonly string[];
  readonly argument?: SbatchOption['argument'];
  readonly place?: SbatchOption['place'];
  readonly use?: SbatchOption['use'];
  readonly write?: SbatchOption['write'];
}

/** An option with a reader of its own. */
export function option(
  name: string,
  kind: ValueKind,
  summary: string,
  read: SbatchOption['read'],
  more: More = {},
): SbatchOption {
  return {
    name,
    kind,
    summary,
    argument: kind === 'flag' ? 'none' : 'required',
    aliases: [],
    ...more,
    ...(read && { read }),
  } as SbatchOption;
}

/** An option the command obeys by itself and no request carries. */
export function command(name: string, argument: SbatchOption['argument'], summary: string, short?: string) {
  return option(name, argument === 'none' ? 'flag' : 'text', summary, undefined, {
    argument,
    place: 'command',
    ...(short !== undefined && { short }),
  });
}

function member<Type>(
  kind: ValueKind,
  read: (value: OptionValue, field: string) => Type,
  write: (value: Type) => string | boolean,
): (name: string, key: MembersOf<Type>, summary: string, more?: More) => SbatchOption {
  return (name, key, summary, more) =>
    option(name, kind, summary, (value, field) => ({ [key]: read(value, field) }), {
      write: (job) => (job[key] === undefined ? undefined : write(job[key] as Type)),
      ...more,
    });
}

export const text = member<string>('text', readText, String);
export const list = member<string>('list', readList, String);
export const flag = member<boolean>('flag', readFlag, Boolean);
/** UNIX seconds. */
export const moment = member<number>('moment', readMoment, writeMoment);
/** A limit in minutes; 0 asks for no limit, sbatch(1) `--time`. */
export const minutes = member<number>(
  'duration',
  (value, field) => readMinutes(value, field) || Number.POSITIVE_INFINITY,
  writeMinutes,
);

/** A whole number between `min` and `max`. */
export function count(
  name: string,
  key: MembersOf<number>,
  [min, max]: readonly [number, number],
  summary: string,
  more?: More,
): SbatchOption {
  return option(name, 'number', summary, (value, field) => ({ [key]: readNumber(value, field, min, max) }), {
    write: (job) => job[key]?.toString(),
    ...more,
  });
}
