import { JOB_STATE_CODES } from '../../slurm/job-state.ts';
import { SIGNALS } from '../../slurm/signal-name.ts';
import type { Flag } from '../base-command.ts';
import type { Candidate } from './candidate.ts';
import type { LiveKind } from './live.ts';

/** Where the values of a flag come from. */
export interface ValueSource {
  readonly from: readonly Candidate[] | LiveKind | 'files' | 'folders' | 'clusters';
  /** Several, with commas between them. */
  readonly list?: boolean;
  /** Written in capitals, and read in any case. */
  readonly capitals?: boolean;
}

const words = (...values: readonly string[]): readonly Candidate[] => values.map((value) => ({ value }));

const STATES: readonly Candidate[] = [
  { value: 'ALL', description: 'every state' },
  ...Object.entries(JOB_STATE_CODES).map(([value, description]) => ({ value, description })),
];

const SIGNAL_WORDS: readonly Candidate[] = Object.entries(SIGNALS).map(([name, number]) => ({
  value: name.replace(/^SIG/, ''),
  description: String(number),
}));

/** Values of flags that mean the same in every command, by the name of the flag. */
const BY_NAME: Readonly<Record<string, ValueSource>> = {
  account: { from: 'accounts', list: true },
  'auth-types': { from: words('local', 'jwt', 'proxy'), list: true },
  chdir: { from: 'folders' },
  cluster: { from: 'clusters' },
  constraint: { from: 'features' },
  error: { from: 'files' },
  exclude: { from: 'nodes', list: true },
  'export-file': { from: 'files' },
  input: { from: 'files' },
  jobs: { from: 'jobs', list: true },
  'mail-type': {
    from: words('NONE', 'ALL', 'BEGIN', 'END', 'FAIL', 'REQUEUE', 'TIME_LIMIT', 'ARRAY_TASKS'),
    list: true,
    capitals: true,
  },
  name: { from: 'job names', list: true },
  nodefile: { from: 'files' },
  nodelist: { from: 'nodes', list: true },
  'open-mode': { from: words('append', 'truncate') },
  output: { from: 'files' },
  partition: { from: 'partitions', list: true },
  qos: { from: 'qos', list: true },
  reservation: { from: 'reservations', list: true },
  signal: { from: SIGNAL_WORDS, capitals: true },
  state: { from: STATES.filter(({ value }) => /^(PENDING|RUNNING|SUSPENDED)$/.test(value)), capitals: true },
  states: { from: STATES, list: true, capitals: true },
  user: { from: 'users', list: true },
  username: { from: 'users' },
};

/** By the placeholder of the value, which comes first: one --state is a folder, another a state of jobs. */
const BY_HELP_VALUE: Readonly<Record<string, ValueSource>> = {
  FILE: { from: 'files' },
  FOLDER: { from: 'folders' },
};

/** What the values of a flag can be; `undefined` where nothing is known of them. */
export function valueSource(name: string, flag: Flag): ValueSource | undefined {
  if (flag.type !== 'option') return undefined;
  if (flag.options) return { from: words(...flag.options) };
  const { helpValue } = flag;
  const placeholder = Array.isArray(helpValue) ? helpValue[0] : helpValue;
  return BY_HELP_VALUE[placeholder ?? ''] ?? BY_NAME[name];
}
