import { JOB_STATE_CODES } from '../../slurm/job-state.ts';
import { nodesOrReason } from '../squeue/job-values.ts';
import { jobIdText, stateCode, stateName, type V1Job } from '../squeue/v1-job.ts';

/** A filter as typed after `/`, or why it cannot be read. */
export type Filter =
  | { readonly matches: (job: V1Job) => boolean; readonly problem?: undefined }
  | { readonly matches?: undefined; readonly problem: string };

type Test = (job: V1Job) => boolean;

/** What the words before a colon look at. */
const FIELDS: Readonly<Record<string, (job: V1Job) => unknown>> = {
  account: (job) => job.account,
  id: (job) => jobIdText(job),
  job: (job) => jobIdText(job),
  name: (job) => job.name,
  node: (job) => job.nodes,
  nodes: (job) => job.nodes,
  part: (job) => job.partition,
  partition: (job) => job.partition,
  qos: (job) => job.qos,
  reason: (job) => job.state_reason,
};

/** Everything a bare word is looked for in. */
function searchTexts(job: V1Job): readonly string[] {
  const { partition, name, user_name, account } = job;
  const own = [partition, name, user_name, account].map((value) => String(value ?? ''));
  return [jobIdText(job), ...own, stateCode(job), stateName(job), nodesOrReason(job)];
}

/**
 * Reads a filter: words that must all match, in any case, each as it is or as a regular expression. `!word` must not
 * match; `re:…` is a regular expression to the end of the text, for all of a line; `state:PD,R`, `user:me`, `part:`,
 * `name:`, `account:`, `qos:`, `node:`, `reason:` and `id:` look at one field, and commas mean "any of".
 * @param me login name `user:me` stands for
 */
export function parseFilter(text: string, me: string): Filter {
  const tests: Test[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const [, inverse = '', word = ''] = /^(!?)(re:.*|\S*)/s.exec(rest)!;
    rest = rest.slice(inverse.length + word.length).trimStart();
    if (word === '') continue;
    const test = parseWord(word, me);
    if (typeof test === 'string') return { problem: test };
    tests.push(inverse ? (job) => !test(job) : test);
  }
  if (tests.length === 1) return { matches: tests[0]! };
  return { matches: (job) => tests.every((test) => test(job)) };
}

/** The test of one word, or what is wrong with it. */
function parseWord(word: string, me: string): Test | string {
  const expression = /^re:(.*)$/s.exec(word)?.[1];
  if (expression !== undefined) return regularExpression(expression);
  const [, field, value] = /^([a-z]+):(.*)$/is.exec(word) ?? [];
  if (field === undefined || value === undefined) {
    const test = textTest(word);
    return (job) => searchTexts(job).some(test);
  }
  const values = value.toLowerCase().split(',').filter(Boolean);
  if (values.length === 0) return () => true;
  switch (field.toLowerCase()) {
    case 'state':
    case 'st':
      return stateTest(values);
    case 'user': {
      const users = values.map((user) => (user === 'me' ? me.toLowerCase() : user));
      return (job) =>
        users.includes(String(job.user_name ?? '').toLowerCase()) || users.includes(String(job.user_id));
    }
    default: {
      const read = FIELDS[field.toLowerCase()];
      if (!read) return `${field}: is no field; there are state, user, ${Object.keys(FIELDS).join(', ')}`;
      const tests = values.map(textTest);
      return (job) => {
        const text = String(read(job) ?? '');
        return tests.some((test) => test(text));
      };
    }
  }
}

/** Whether a text has what was typed in it: as it is, since ids have brackets, or as the regular expression it may be. */
function textTest(typed: string): (text: string) => boolean {
  const needle = typed.toLowerCase();
  const expression = /[\\^$.*+?|()[\]{}]/.test(typed) ? compiled(typed) : undefined;
  return (text) => text.toLowerCase().includes(needle) || (expression?.test(text) ?? false);
}

/** A regular expression that is whole; while it is typed it is not. */
function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'i');
  } catch {
    return undefined;
  }
}

function regularExpression(source: string): Test | string {
  try {
    const expression = new RegExp(source, 'i');
    return (job) => expression.test(searchTexts(job).join(' '));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function stateTest(values: readonly string[]): Test | string {
  const names = new Set<string>();
  for (const value of values) {
    const upper = value.toUpperCase();
    // While it is typed, a state is what it begins with; a whole code is that state alone.
    const exact = Object.entries(JOB_STATE_CODES).filter(([name, code]) => code === upper || name === upper);
    const begun = Object.entries(JOB_STATE_CODES).filter(([name]) => name.startsWith(upper));
    for (const [name] of exact.length > 0 ? exact : begun) names.add(name);
  }
  if (names.size === 0) return `${values.join(',')} is no job state`;
  return (job) => names.has(stateName(job));
}
