import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import type { Io } from '../cli/io.ts';
import { type OutputForm, outputFlag, outputForm } from '../cli/output-flag.ts';
import { SlurmError } from '../slurm/error.ts';
import { EXIT } from '../slurm/error-table.ts';
import { nearest } from '../slurm/nearest.ts';
import { canShowScreen } from '../ui/watch/screen-ability.ts';
import { printEvery } from './print-every.ts';
import { formText } from './show/form-text.ts';
import { historyFlags } from './show/history.ts';
import { queueFlags, separateFallingSort } from './show/queue-flags.ts';
import { SUBJECT_SUMMARIES } from './show/subject-summaries.ts';
import { SUBJECTS } from './show/subjects.ts';
import { separateInterval, watchFlags, watchInterval } from './watch-flags.ts';

export class Show extends BaseCommand {
  static override readonly id = 'show';
  static override readonly summary = 'Show jobs, nodes and partitions, as squeue, sinfo and scontrol do.';
  static override readonly description = `SUBJECT is one of:\n\n${subjectLines().join('\n')}

--states and --partition also choose nodes and partitions, by the states sinfo knows.`;
  static override readonly examples = [
    { description: 'The queue', command: 'slurmrest show' },
    { description: 'My waiting jobs', command: 'slurmrest show --me --states PD' },
    { description: 'The queue on the whole screen, every 5 seconds', command: 'slurmrest show --watch=5' },
    { description: 'All about one job', command: 'slurmrest show job 1202' },
    {
      description: 'Ids and names only, for a script',
      command: "slurmrest show --no-header --format '%i %j'",
    },
    {
      description: 'Cancel whatever waits',
      command: 'slurmrest show --states PD --output name | xargs -r slurmrest cancel',
    },
    {
      description: 'The queue for a spreadsheet',
      command: 'slurmrest show --states all --output csv > jobs.csv',
    },
    {
      description: 'What failed since yesterday',
      command: 'slurmrest show history --starttime now-1day --states F,TO,NF --output wide',
    },
    { description: 'Nodes that are drained', command: 'slurmrest show nodes --states drain --output wide' },
    {
      description: 'The nodes of a cluster behind a daemon',
      command: 'slurmrest show nodes --url http://head:6820',
    },
  ];
  static override readonly flags = {
    ...queueFlags,
    ...historyFlags,
    ...watchFlags,
    ...outputFlag('table', 'wide', 'json', 'yaml', 'csv', 'name'),
    oneliner: boolean({ summary: 'All about a record on one line.' }),
  };
  static override readonly args = {
    subject: string({ description: 'What to show.', ignoreStdin: true }),
    name: string({ description: 'Ids or names.', ignoreStdin: true }),
  };
  static override readonly usage = 'show [SUBJECT] [NAME]...';
  static override readonly strict = false;

  constructor(argv: readonly string[], io: Io) {
    super(separateFallingSort(separateInterval(argv)), io);
  }

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Show);
    const [word = 'jobs', ...names] = rest;
    const show = SUBJECTS[word];
    if (!show) throw unknownSubject(word);
    const past = Object.keys(historyFlags).find((flag) => this.typed(flag));
    if (past && word !== 'history')
      throw new SlurmError('USAGE', { problem: `--${past} is for "show history".`, command: Show.id });
    const interval = watchInterval(flags);
    const form = outputForm(flags);
    this.#checkForm(form, interval !== undefined);
    const client = await this.client(flags);
    const me = await this.user(flags);
    const { url, profile } = await this.target(flags);
    const typed = (flag: string) => this.typed(flag);
    const once = () => show({ client, names, flags, typed, me });
    if (interval !== undefined && word === 'jobs' && canShowScreen(this.io, process.env)) {
      const { watchQueue } = await import('./show/watch-queue.ts');
      return watchQueue({ client, name: profile ?? url, flags, names, me, interval });
    }
    if (interval !== undefined)
      return printEvery(interval, this.io, async () => {
        const shown = await once();
        return form === 'wide' ? shown.wide() : shown.table();
      });
    const shown = await once();
    const { answer, failures } = shown;
    if (form === 'json' || form === 'yaml') await this.printData(form, answer);
    else {
      this.print(await formText(shown, form, { header: !flags['no-header'] }));
      for (const failure of failures) this.complain(failure.message);
    }
    return failures[0]?.exitCode ?? EXIT.ok;
  }

  #checkForm(form: OutputForm, watching: boolean): void {
    const usage = (problem: string) => new SlurmError('USAGE', { problem, command: Show.id });
    if (watching && form !== 'table' && form !== 'wide')
      throw usage(
        `What is watched is a table; leave ${form === 'json' ? '--json' : `--output ${form}`} out.`,
      );
    const format = ['format', 'Format', 'long', 'start'].find((flag) => this.typed(flag));
    if (format && (form === 'wide' || form === 'csv' || form === 'name'))
      throw usage(`--output ${form} has columns of its own; leave --${format} out.`);
  }
}

/** Each subject with its arguments, and what it is. */
function subjectLines(): readonly string[] {
  const takes: Readonly<Record<string, string>> = {
    job: ' [ID]...',
    history: ' [ID]...',
    nodes: ' [NAME]...',
    node: ' [NAME]...',
    partitions: ' [NAME]...',
    partition: ' [NAME]...',
  };
  return Object.entries(SUBJECT_SUMMARIES).map(
    ([subject, summary]) => `  ${`${subject}${takes[subject] ?? ''}`.padEnd(21)}${summary}`,
  );
}

function unknownSubject(word: string): SlurmError {
  const meant = /^\d/.test(word) ? `job ${word}` : nearest(word, Object.keys(SUBJECTS));
  const hint = meant
    ? `Did you mean "slurmrest show ${meant}"?`
    : `Show ${Object.keys(SUBJECTS).join(', ')}.`;
  return new SlurmError('USAGE', { problem: `There is no "${word}" to show. ${hint}`, command: 'show' });
}
