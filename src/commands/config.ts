import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { configurationFile } from '../cli/configuration/location.ts';
import { outputFlag, outputForm } from '../cli/output-flag.ts';
import { SlurmError } from '../slurm/error.ts';
import { nearest } from '../slurm/nearest.ts';
import { VERBS } from './config/verbs.ts';

export class Config extends BaseCommand {
  static override readonly id = 'config';
  static override readonly summary = 'List, add and choose clusters.';
  static override readonly description = `VERB is one of:

  list                     the clusters of the configuration file; also without a verb
  get NAME [MEMBER]        what is set of a cluster
  set NAME MEMBER=VALUE... add a cluster, or change it
  unset NAME [MEMBER]...   remove a cluster, or some of its members
  use NAME                 make it the cluster that commands work on by default; "use --none" leaves none
  path                     where the file is

MEMBER is url (a daemon), conf (a slurm.conf) or state (a folder of the embedded scheduler), which say where the cluster is, and for a daemon one of token-file, token-command and token-variable. Setting one of a kind takes the place of the others. See slurmrest.conf(5).`;
  static override readonly examples = [
    {
      description: 'Add a cluster and work on it from now on',
      command:
        'slurmrest config set hpc url=https://head:6820 token-file=~/.slurm/hpc.token\nslurmrest config use hpc',
    },
    {
      description: 'Have a command make tokens',
      command: "slurmrest config set hpc token-command='ssh head scontrol token'",
    },
    { description: 'Ask another cluster once', command: 'slurmrest show -M lab' },
    { description: 'See what a command would work on', command: 'slurmrest whoami' },
  ];
  static override readonly flags = {
    ...outputFlag('table', 'json', 'yaml', 'name'),
    none: boolean({ summary: 'With use: no cluster is the default any more.' }),
  };
  static override readonly args = {
    verb: string({ description: 'What to do.', ignoreStdin: true }),
    name: string({ description: 'Name of a cluster.', ignoreStdin: true }),
    member: string({ description: 'Members of it, with their values.', ignoreStdin: true }),
  };
  static override readonly usage = 'config [VERB] [NAME] [MEMBER[=VALUE]]...';
  static override readonly strict = false;

  async run(): Promise<undefined> {
    const { flags, rest } = await this.parse(Config);
    const [word = 'list', ...words] = rest;
    const verb = Object.hasOwn(VERBS, word) ? VERBS[word] : undefined;
    if (!verb) throw unknownVerb(word);
    const form = outputForm(flags);
    const {
      data,
      lines,
      names = lines,
      notes = [],
    } = await verb({
      file: configurationFile(),
      words,
      none: flags.none,
    });
    for (const note of notes) this.complain(note);
    if (form === 'json' || form === 'yaml') await this.printData(form, { errors: [], ...data });
    else this.printLines(form === 'name' ? names : lines);
  }
}

function unknownVerb(word: string): SlurmError {
  const meant = nearest(word, Object.keys(VERBS));
  const hint = meant ? `Did you mean "slurmrest config ${meant}"?` : `Say ${Object.keys(VERBS).join(', ')}.`;
  return new SlurmError('USAGE', { problem: `config cannot ${word}. ${hint}`, command: 'config' });
}
