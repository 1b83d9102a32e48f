import { Reply } from '../../../engine/reply.ts';
import { parseMoment } from '../../../slurm/moment.ts';
import type { EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, type Problem, problem } from '../envelope/problems.ts';
import { FLAG_WORDS } from '../record/words.ts';
import { Refused } from '../refused.ts';

/** slurmrestd's numbers of values that do not fit (ESLURM_DATA_CONV_FAILED, …_EXPECTED_LIST, …_FLAGS_INVALID). */
const UNREADABLE = 9202;
const NO_LIST = 9206;
const UNKNOWN_FLAG = 9207;

/** What the endpoints say of a query they cannot read. */
export interface QueryReader {
  /** SchedMD's name of the query's schema, which its warnings tell. */
  readonly schema: string;
  readonly parameters: readonly ('update_time' | 'flags')[];
  /** The function of slurmrestd that refuses, and its words. */
  readonly source: string;
  readonly description: string;
  readonly status: number;
}

/** What a list is asked with. */
export interface ListQuery {
  /** UNIX seconds; what has not changed since need not be told. */
  readonly updateTime: number | undefined;
  /** `undefined` = none, and the endpoint shows what it shows by default. */
  readonly flags: ReadonlySet<string> | undefined;
}

/**
 * Reads `update_time` and `flags`. Parameters that do not exist are warned of, flags that do not exist told as
 * problems with the answer.
 * @throws Refused for values that cannot be read
 */
export function readListQuery(context: EndpointContext, reader: QueryReader): ListQuery {
  const { query, problems } = context;
  warnOfUnknown(context, reader.schema, reader.parameters);
  const refuse = (detail: Problem): never => {
    throw new Refused([detail, problem(reader.description, INVALID_QUERY, reader.source)], {
      status: reader.status,
    });
  };
  const times = query.getAll('update_time');
  const asked = reader.parameters.includes('flags') ? query.getAll('flags') : [];
  if (asked.length === 1 && asked[0] === '')
    refuse(problem('Expected a List but found a null', NO_LIST, '#/flags/'));
  const updateTime = times.length === 0 ? undefined : readTime(times, '#/update_time/', refuse);
  const flags = readFlags(asked, problems);
  return { updateTime, flags: flags.size === 0 ? undefined : flags };
}

/** Tells of every parameter that is none, as slurmrestd does. */
export function warnOfUnknown(
  { query, warnings }: EndpointContext,
  schema: string,
  parameters: readonly string[],
): void {
  for (const name of new Set(query.keys())) {
    if (parameters.includes(name)) continue;
    warnings.push({
      description: `Ignoring unknown field "${name}" of type string in DATA_PARSER_${schema}`,
      source: `#/${name}/`,
    });
  }
}

/**
 * A point in time as UNIX seconds.
 * @param source where it stands, e.g. `#/update_time/`
 */
export function readTime(
  texts: readonly string[],
  source: string,
  refuse: (problem: Problem) => never,
): number {
  const [text = ''] = texts;
  if (texts.length > 1)
    return refuse(problem(`Expected integer but got ${JSON.stringify(texts)}`, UNREADABLE, source));
  if (text === '') return refuse(problem('Invalid or unset timestamp value', UNREADABLE, source));
  const time = /^[+-]?\d+(\.\d*)?$/.test(text) ? Math.trunc(Number(text)) : parseMoment(text);
  return time ?? refuse(problem(`Parsing of ${text} for timestamp failed`, UNREADABLE, source));
}

function readFlags(asked: readonly string[], problems: Problem[]): ReadonlySet<string> {
  const flags = new Set<string>();
  // Commas, which slurmrestd's own parser of URLs chokes on, separate flags here.
  for (const [at, text] of asked.flatMap((text) => text.split(',')).entries()) {
    const word = text.toUpperCase();
    if (FLAG_WORDS.job_show_flags[42].includes(word)) flags.add(word);
    else problems.push(problem(`Unknown flag "${text}"`, UNKNOWN_FLAG, `#/flags[${at}]/`));
  }
  return flags;
}

/** The answer to who has what there is: 304 without a body. Source: RFC 9110 §15.4.5. */
export function unchangedSince(updateTime: number | undefined, lastUpdate: number): Reply | undefined {
  return updateTime !== undefined && updateTime >= lastUpdate ? new Reply(304, null) : undefined;
}
