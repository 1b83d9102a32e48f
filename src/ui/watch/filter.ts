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
function searchText(job: V1Job): string {
  return `${jobIdText(job)} ${job.partition} ${job.name} ${job.user_name} ${stateCode(job)} ${stateName(job)} ${
    job.account ?? ''
  } ${nodesOrReason(job)}`;
}

/**
 * Reads a filter: words that must all match, in any case. `!word` must not match; `re:…` is a regular
 * expression to the end of the text; `state:PD,R`, `user:me`, `part:`, `name:`, `account:`, `qos:`,
 * `node:`, `reason:` and `id:` look at one field, and commas mean "any of".
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
    const needle = word.toLowerCase();
    return (job) => searchText(job).toLowerCase().includes(needle);
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
      return (job) => {
        const text = String(read(job) ?? '').toLowerCase();
        return values.some((wanted) => text.includes(wanted));
      };
    }
  }
}

function regularExpression(source: string): Test | string {
  try {
    const expression = new RegExp(source, 'i');
    return (job) => expression.test(searchText(job));
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
