import { SUBJECT_SUMMARIES } from '../../commands/show/subject-summaries.ts';
import type { V1Job } from '../../ui/squeue/v1-job.ts';
import { stateName } from '../../ui/squeue/v1-job.ts';
import type { ValueSource } from './known-values.ts';

/** Where the arguments of a command come from; `jobs` says which jobs the command is for. */
export interface ArgumentSource extends ValueSource {
  readonly jobs?: (job: V1Job) => boolean;
}

const among = (entries: Readonly<Record<string, string>>): ArgumentSource => ({
  from: Object.entries(entries).map(([value, description]) => ({ value, description })),
});

const jobsIn = (...states: readonly string[]): ArgumentSource => ({
  from: 'jobs',
  list: true,
  jobs: (job) => states.length === 0 || states.includes(stateName(job)),
});

const SUBJECTS: Readonly<Record<string, ArgumentSource>> = {
  jobs: jobsIn(),
  job: jobsIn(),
  history: jobsIn(),
  node: { from: 'nodes' },
  partition: { from: 'partitions' },
};

/** By command; a function gets the arguments before the one in question. */
const BY_COMMAND: Readonly<
  Record<string, ArgumentSource | ((operands: readonly string[]) => ArgumentSource | undefined)>
> = {
  cancel: jobsIn('PENDING', 'RUNNING', 'SUSPENDED', 'CONFIGURING'),
  hold: jobsIn('PENDING'),
  release: jobsIn('PENDING'),
  requeue: jobsIn(),
  suspend: jobsIn('RUNNING'),
  resume: jobsIn('SUSPENDED'),
  submit: { from: 'files' },
  completion: ([shell]) => (shell === undefined ? among({ bash: '', zsh: '', fish: '' }) : undefined),
  show: ([subject]) => (subject === undefined ? among(SUBJECT_SUMMARIES) : SUBJECTS[subject]),
};

/** What the next argument of a command can be; `undefined` where nothing is known of it. */
export function argumentSource(command: string, operands: readonly string[]): ArgumentSource | undefined {
  const source = BY_COMMAND[command];
  return typeof source === 'function' ? source(operands) : source;
}
