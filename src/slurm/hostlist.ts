import { SlurmError } from './error.ts';

/** Most host names one expression may stand for; Slurm's own tables hold at most 65536 nodes. */
export const MAX_HOSTS = 65_536;

/** Longest number inside brackets that is still exact and that any cluster uses. */
const MAX_DIGITS = 9;

/**
 * The host names a host list expression stands for, in its order: `host[1-3,07-09]`, `a[1-2]b[3-4]`, `x,y`.
 * A number keeps the width of the lower end of its range (`07-09` is 07, 08, 09).
 * Source: slurm.conf(5), "NodeName"; hostlist expressions of scontrol(1) `show hostnames`.
 * @throws SlurmError `HOSTLIST_INVALID`, also where more than `limit` names would result
 */
export function expandHostlist(expression: string, limit = MAX_HOSTS): string[] {
  const hosts: string[] = [];
  for (const term of splitTerms(expression)) {
    for (const host of expandTerm(expression, term, limit - hosts.length)) hosts.push(host);
  }
  return hosts;
}

/**
 * The shortest host list expression for some host names: names with the same prefix are gathered where the
 * first of them stands, their numbers sorted and folded into ranges; repeated names are written once.
 */
export function compressHostlist(hosts: Iterable<string>): string {
  const numbersOf = new Map<string, Set<string> | undefined>();
  for (const host of hosts) {
    const digits = /\d{1,9}$/.exec(host)?.[0];
    if (digits === undefined) {
      // A name without a number shares no key with a prefix: no prefix of a number holds a comma.
      numbersOf.set(`${host},`, undefined);
      continue;
    }
    const prefix = host.slice(0, -digits.length);
    const numbers = numbersOf.get(prefix);
    if (numbers) numbers.add(digits);
    else numbersOf.set(prefix, new Set([digits]));
  }
  const terms: string[] = [];
  for (const [prefix, numbers] of numbersOf) {
    terms.push(numbers ? prefix + foldNumbers([...numbers]) : prefix.slice(0, -1));
  }
  return terms.join(',');
}

/** Splits at commas and blanks outside brackets. */
function splitTerms(expression: string): string[] {
  const terms: string[] = [];
  let start = 0;
  let inside = false;
  for (let i = 0; i <= expression.length; i++) {
    const character = expression[i];
    if (character === '[') {
      if (inside) throw invalid(expression, 'brackets cannot be nested');
      inside = true;
    } else if (character === ']') {
      if (!inside) throw invalid(expression, '"]" without "["');
      inside = false;
    } else if (character === undefined || (!inside && /[,\s]/.test(character))) {
      if (i > start) terms.push(expression.slice(start, i));
      start = i + 1;
    }
  }
  if (inside) throw invalid(expression, '"[" without "]"');
  return terms;
}

/** One term: literal parts and bracketed sets in turn, multiplied out with the last set running fastest. */
function expandTerm(expression: string, term: string, room: number): string[] {
  let names = [''];
  for (const [index, part] of term.split(/[[\]]/).entries()) {
    if (index % 2 === 0) {
      names = names.map((name) => name + part);
      continue;
    }
    const numbers = expandNumbers(expression, part, room);
    if (names.length * numbers.length > room) throw tooMany(expression);
    names = names.flatMap((name) => numbers.map((number) => name + number));
  }
  if (names.length > room) throw tooMany(expression);
  return names;
}

function expandNumbers(expression: string, set: string, room: number): string[] {
  const numbers: string[] = [];
  for (const range of set.split(',')) {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(range);
    if (!match) throw invalid(expression, `"${range}" is not a number or a range`);
    const [, low = '', high = low] = match;
    if (low.length > MAX_DIGITS || high.length > MAX_DIGITS) {
      throw invalid(expression, `"${range}" has more than ${MAX_DIGITS} digits`);
    }
    const last = Number(high);
    if (last < Number(low)) throw invalid(expression, `"${range}" ends before it begins`);
    if (numbers.length + last - Number(low) >= room) throw tooMany(expression);
    for (let value = Number(low); value <= last; value++) {
      numbers.push(String(value).padStart(low.length, '0'));
    }
  }
  return numbers;
}

/** `['9', '10', '011']` as `[9-10,011]`; a single number stays bare. */
function foldNumbers(numbers: string[]): string {
  numbers.sort((a, b) => Number(a) - Number(b) || a.length - b.length);
  const runs: { first: string; last: string }[] = [];
  const openByNext = new Map<string, { first: string; last: string }>();
  for (const number of numbers) {
    let run = openByNext.get(number);
    if (run) {
      openByNext.delete(number);
      run.last = number;
    } else {
      run = { first: number, last: number };
      runs.push(run);
    }
    const next = String(Number(number) + 1).padStart(run.first.length, '0');
    if (!openByNext.has(next)) openByNext.set(next, run);
  }
  if (numbers.length === 1) return numbers[0]!;
  return `[${runs.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',')}]`;
}

function invalid(expression: string, problem: string): SlurmError {
  const text = expression.length > 80 ? `${expression.slice(0, 80)}…` : expression;
  return new SlurmError('HOSTLIST_INVALID', { text, problem });
}

function tooMany(expression: string): SlurmError {
  return invalid(expression, 'it stands for too many hosts');
}
