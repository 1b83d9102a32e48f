import { count, list, option, text } from './builders.ts';
import { readMailType } from './mail-type.ts';
import type { SbatchOption } from './option.ts';
import { MAX_32, readChoice, readText } from './readers.ts';

/** Slurm's ACCT_GATHER_PROFILE bits by the words of `--profile`. */
const PROFILES = { none: 1, energy: 2, task: 4, lustre: 8, network: 16, all: 0xff_ff_ff_ff } as const;

/** Whose job it is, what it is called and who hears of it. Source: sbatch(1). */
export const IDENTITY_OPTIONS: readonly SbatchOption[] = [
  text('account', 'account', 'account to charge', { short: 'A' }),
  text('job-name', 'name', 'name of the job', { short: 'J', aliases: ['name'] }),
  text('qos', 'qos', 'quality of service', { short: 'q' }),
  text('wckey', 'wckey', 'workload characterization key'),
  text('comment', 'comment', 'free text of the user'),
  text('admin-comment', 'admin_comment', 'free text of an administrator', { place: 'request' }),
  text('extra', 'extra', 'free text for node filters'),
  count('uid', 'user_id', [0, MAX_32], 'user to run as, administrators only', {
    aliases: ['user_id'],
    use: 'submit',
  }),
  count('gid', 'group_id', [0, MAX_32], 'group to run as', { aliases: ['group_id'], use: 'submit' }),
  option(
    'mail-type',
    'list',
    'events to mail on, e.g. BEGIN,END,FAIL',
    (value, field) => ({ mail_type: readMailType(value, field) }),
    { write: ({ mail_type: events }) => events && (events.join(',') || 'NONE') },
  ),
  text('mail-user', 'mail_user', 'who gets the mail'),
  list('acctg-freq', 'acctg_freq', 'sampling intervals of accounting, e.g. task=60', {
    aliases: ['account_gather_frequency'],
    use: 'submit',
  }),
  option(
    'profile',
    'list',
    'what to profile: none, all, or some of energy, task, lustre, network',
    (value, field) => ({
      profile: (Array.isArray(value) ? value : readText(value, field).split(',')).reduce<number>(
        (bits, word) => (bits | readChoice(word, field, PROFILES)) >>> 0,
        0,
      ),
    }),
    {
      use: 'submit',
      write({ profile }) {
        const named = Object.entries(PROFILES).find(([, bits]) => bits === profile)?.[0];
        const words = Object.entries(PROFILES).filter(([, bits]) => ((profile ?? 0) & bits) >>> 0 === bits);
        return named ?? (words.map(([word]) => word).join(',') || undefined);
      },
    },
  ),
];
