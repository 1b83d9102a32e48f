import type { Interfaces } from '@oclif/core';
import { EXIT } from '../../slurm/error-table.ts';
import type { CommandClass, Flag } from '../base-command.ts';
import { globalFlags } from '../global-flags.ts';
import { environment } from './environment.ts';
import type { Page } from './page.ts';
import { bold, examples, italic, item, literal, paragraphs, section } from './roff.ts';

const EXIT_STATUS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'Success.',
  failed: 'The request failed.',
  usage: 'The command line, a script or a file is wrong.',
  notFound: 'There is no such job, node, partition or path.',
  denied: 'Permission denied, or no valid credentials.',
  unreachable: 'The daemon or the controller does not answer.',
  jobFailed: 'The job that was waited for did not complete.',
  interrupted: 'Interrupted by Ctrl-C.',
};

/** slurmrest(1). */
export function mainPage(commands: readonly CommandClass[]): Page {
  const body = [
    ...section('SYNOPSIS', [
      `${bold('slurmrest')} ${italic('COMMAND')} [${italic('OPTION')}]...`,
      '.br',
      bold('slurmrest --version'),
    ]),
    ...section(
      'DESCRIPTION',
      paragraphs(
        'One command line for the REST API of Slurm: a daemon that serves it, clients that speak it, and an embedded scheduler that runs jobs on this machine where there is no Slurm.\n\nEvery command works in its own process, on the cluster of slurm.conf or the embedded scheduler, or with --url through a daemon; what it prints is the same. Without a command and with a pipe as standard input, requests are read from there and answered on standard output, see slurmrest-inet(1).',
      ),
    ),
    ...section(
      'COMMANDS',
      commands.flatMap(({ id, summary }) => item(`${bold(`slurmrest-${id}`)}(1)`, summary)),
    ),
    ...section(
      'GLOBAL OPTIONS',
      Object.entries(globalFlags).flatMap(([name, flag]) => flagItem(name, flag as Flag)),
    ),
    ...section(
      'ENVIRONMENT',
      environment(commands).flatMap(([name, text]) => item(bold(name), text)),
    ),
    ...exitStatus(),
    ...section('SEE ALSO', [
      ...commands.map(({ id }) => `${bold(`slurmrest-${id}`)}(1),`),
      '.BR sbatch (1),',
      '.BR slurm.conf (5),',
      '.BR slurmrest.conf (5),',
      '.BR slurmrest\\-api (7),',
      '.BR slurmrestd (8)',
    ]),
  ];
  const purpose = 'the Slurm REST API as a toolkit for the terminal';
  return { name: 'slurmrest', section: 1, purpose, body };
}

/** The page of one command. */
export function commandPage(command: CommandClass): Page {
  const usage =
    command.usage ?? [command.id, ...Object.entries(command.args).map(argumentText), '[OPTION]...'].join(' ');
  const flags = Object.entries(command.flags).filter(([, flag]) => !flag.hidden);
  const body = [
    ...section('SYNOPSIS', [`${bold(`slurmrest ${command.id}`)}${literal(usage.slice(command.id.length))}`]),
    ...section(
      'DESCRIPTION',
      paragraphs([command.summary, command.description].filter(Boolean).join('\n\n')),
    ),
    ...section('OPTIONS', [
      ...flags.flatMap(([name, flag]) => flagItem(name, flag)),
      ...(flags.length > 0 ? ['.PP'] : []),
      'The options that every command takes are in',
      `${bold('slurmrest')}(1).`,
    ]),
    ...section('EXAMPLES', examples(command.examples)),
    ...section('SEE ALSO', [`${bold('slurmrest')}(1)`]),
  ];
  return { name: `slurmrest-${command.id}`, section: 1, purpose: phrase(command.summary), body };
}

function argumentText([name, { required }]: [string, Interfaces.ArgInput[string]]): string {
  return required ? name.toUpperCase() : `[${name.toUpperCase()}]`;
}

function flagItem(name: string, flag: Flag): string[] {
  const long = bold(`--${name}`) + (flag.type === 'option' ? `=${italic(valueName(name, flag))}` : '');
  const term = flag.char ? `${bold(`-${flag.char}`)}, ${long}` : long;
  const options = flag.type === 'option' && flag.options ? `One of ${flag.options.join(', ')}.` : '';
  const variable = flag.env ? `Variable: ${flag.env}.` : '';
  return item(term, [flag.summary, flag.description, options, variable].filter(Boolean).join(' '));
}

function valueName(name: string, flag: Flag): string {
  const value = flag.type === 'option' ? flag.helpValue : undefined;
  return (Array.isArray(value) ? value[0] : value) ?? name.split('-').at(-1)!.toUpperCase();
}

function exitStatus(): string[] {
  const statuses = Object.entries(EXIT_STATUS) as [keyof typeof EXIT, string][];
  return section(
    'EXIT STATUS',
    statuses.flatMap(([name, text]) => item(bold(String(EXIT[name])), text)),
  );
}

/** A summary as the phrase after a page's name. */
function phrase(summary: string): string {
  return `${summary[0]!.toLowerCase()}${summary.slice(1)}`.replace(/\.$/, '');
}
