import type { Interfaces } from '@oclif/core';
import { boolean, string } from '@oclif/core/flags';
import {
  DEFAULT_FORMAT,
  type Format,
  LONG_FORMAT,
  parseFormat,
  parseLongFormat,
  START_FORMAT,
} from '../../ui/squeue/format.ts';
import type { Listing } from '../../ui/squeue/listing.ts';
import { parseStates } from '../../ui/squeue/selection.ts';
import { DEFAULT_SORT, parseSort } from '../../ui/squeue/sort.ts';
import { jobFilterFlags, jobSelection } from '../job-filter-flags.ts';
import { splitList } from '../words.ts';

/** squeue's flags. Source: squeue(1); `-h` and `-f` mean help and slurm.conf in every command here. */
export const queueFlags = {
  ...jobFilterFlags,
  user: { ...jobFilterFlags.user, env: 'SQUEUE_USERS' },
  name: { ...jobFilterFlags.name, env: 'SQUEUE_NAMES' },
  partition: { ...jobFilterFlags.partition, env: 'SQUEUE_PARTITION' },
  account: { ...jobFilterFlags.account, env: 'SQUEUE_ACCOUNT' },
  qos: { ...jobFilterFlags.qos, env: 'SQUEUE_QOS' },
  jobs: string({ char: 'j', summary: 'These jobs.', helpValue: 'LIST' }),
  states: string({
    char: 't',
    summary: 'Jobs in these states, by name or code, or "all"; default: those still in the queue.',
    helpValue: 'LIST',
    env: 'SQUEUE_STATES',
  }),
  array: boolean({ char: 'r', summary: 'One line for each task of an array.', env: 'SQUEUE_ARRAY' }),
  format: string({
    char: 'o',
    summary: 'Columns by letter.',
    description: `As squeue's: %[[.]width]letter. Default: "${DEFAULT_FORMAT}".`,
    helpValue: 'FORMAT',
    env: 'SQUEUE_FORMAT',
  }),
  Format: string({
    char: 'O',
    summary: 'Columns by name.',
    description: "As squeue's: NAME[:[.]width],…, for example JobArrayID,Name:30,StateCompact.",
    helpValue: 'FORMAT',
    env: 'SQUEUE_FORMAT2',
    exclusive: ['format'],
  }),
  long: boolean({ char: 'l', summary: 'More columns.', exclusive: ['format', 'Format'] }),
  start: boolean({
    summary: 'When waiting jobs are expected to start.',
    exclusive: ['format', 'Format', 'long'],
  }),
  sort: string({
    char: 'S',
    summary: `Order, by letters of --format, - for falling; default "${DEFAULT_SORT}".`,
    helpValue: 'LIST',
    env: 'SQUEUE_SORT',
  }),
  'no-header': boolean({ summary: 'Leave out the line of column names.' }),
};

/**
 * An order that begins with a minus looks like a flag to the parser, and one that begins with an empty criterion
 * does not: `--sort=-i` is given as `--sort=,-i`.
 */
export function separateFallingSort(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) => {
    if (word.startsWith('-') && ['-S', '--sort'].includes(argv[index - 1] ?? '')) return `,${word}`;
    return word.replace(/^(--sort=|-S)(?=-)/, '$1,');
  });
}

export type QueueFlags = Interfaces.InferredFlags<typeof queueFlags>;

/**
 * What the flags ask for; `me` is the user's own name.
 * @throws SlurmError `FIELD_INVALID`
 */
export function readQueueFlags(
  flags: QueueFlags,
  me: string,
): { readonly listing: Listing; readonly format: Format } {
  const states =
    flags.states === undefined ? (flags.start ? ['PENDING'] : undefined) : parseStates(flags.states);
  const selection = {
    ...jobSelection(flags, me),
    ...(states && { states }),
    ...(flags.jobs !== undefined && { jobs: splitList(flags.jobs) }),
  };
  return {
    listing: {
      selection,
      sort: parseSort(flags.sort ?? (flags.start ? 'S' : DEFAULT_SORT)),
      unfold: flags.array,
    },
    format: readFormat(flags),
  };
}

function readFormat({ format, Format: longFormat, long, start }: QueueFlags): Format {
  if (longFormat !== undefined) return parseLongFormat(longFormat);
  if (format !== undefined) return parseFormat(format);
  if (start) return parseFormat(START_FORMAT);
  return parseFormat(long ? LONG_FORMAT : DEFAULT_FORMAT);
}

/** The flags with the job ids that were given as words beside them. */
export function withJobs<Given extends QueueFlags>(flags: Given, names: readonly string[]): Given {
  return names.length > 0 ? { ...flags, jobs: [flags.jobs, ...names].filter(Boolean).join(',') } : flags;
}
