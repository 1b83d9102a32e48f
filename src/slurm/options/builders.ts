import type { JobDescription } from '../job-description.ts';
import type { OptionValue, SbatchOption, ValueKind } from './option.ts';
import { readFlag, readList, readMinutes, readMoment, readNumber, readText } from './readers.ts';

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
): (name: string, key: MembersOf<Type>, summary: string, more?: More) => SbatchOption {
  return (name, key, summary, more) =>
    option(name, kind, summary, (value, field) => ({ [key]: read(value, field) }), more);
}

export const text = member<string>('text', readText);
export const list = member<string>('list', readList);
export const flag = member<boolean>('flag', readFlag);
/** UNIX seconds. */
export const moment = member<number>('moment', readMoment);
/** A limit in minutes; 0 asks for no limit, sbatch(1) `--time`. */
export const minutes = member<number>(
  'duration',
  (value, field) => readMinutes(value, field) || Number.POSITIVE_INFINITY,
);

/** A whole number between `min` and `max`. */
export function count(
  name: string,
  key: MembersOf<number>,
  [min, max]: readonly [number, number],
  summary: string,
  more?: More,
): SbatchOption {
  return option(
    name,
    'number',
    summary,
    (value, field) => ({ [key]: readNumber(value, field, min, max) }),
    more,
  );
}
