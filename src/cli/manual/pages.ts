import type { Interfaces } from '@oclif/core';
import { EXIT } from '../../slurm/error-table.ts';
import { VERSION } from '../../version.ts';
import type { CommandClass } from '../base-command.ts';
import { COMMANDS } from '../commands.ts';
import { globalFlags } from '../global-flags.ts';
import { bold, examples, italic, item, literal, paragraphs, section } from './roff.ts';

/** Day the manual was last revised. */
const DATE = '2026-11-23';

type Flag = Interfaces.FlagInput[string];

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

const ENVIRONMENT: readonly (readonly [name: string, text: string])[] = [
  ['SLURM_JWT', 'Token for the daemon at --url.'],
  ['SLURM_TIME_FORMAT', 'How times are printed: standard, relative or a strftime(3) format.'],
  ['SLURM_BITSTR_LEN', 'Longest expression of array tasks that a table shows; 0 is any. Default: 64.'],
  ['SLURMREST_COMPLETION_TIMEOUT', 'Seconds a cluster may take to complete a word in a shell. Default: 2.'],
  ['INK_SCREEN_READER', 'With true, --watch prints plain tables that a screen reader can follow.'],
  ['NO_COLOR', 'Print no colour, whatever the terminal.'],
];

/** The manual: roff by the name of its file, one page a command and one about all. */
export async function manualPages(): Promise<ReadonlyMap<string, string>> {
  const commands: CommandClass[] = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const shown = commands.filter(({ hidden }) => !hidden);
  return new Map([
    ['slurmrest.1', page('slurmrest', 'the Slurm REST API as a toolkit for the terminal', mainPage(shown))],
    ...shown.map((command): [string, string] => {
      const name = `slurmrest-${command.id}`;
      return [`${name}.1`, page(name, phrase(command.summary), commandPage(command))];
    }),
  ]);
}

function page(name: string, purpose: string, body: readonly string[]): string {
  return `${[
    '.\\" Written by "npm run man" from the metadata of the commands; do not edit.',
    `.TH ${literal(name.toUpperCase())} 1 "${DATE}" "slurmrest ${VERSION}" "User Commands"`,
    '.SH NAME',
    `${literal(name)} \\- ${literal(purpose)}`,
    ...body,
  ].join('\n')}\n`;
}

function mainPage(commands: readonly CommandClass[]): string[] {
  return [
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
      ENVIRONMENT.flatMap(([name, text]) => item(bold(name), text)),
    ),
    ...exitStatus(),
    ...section('SEE ALSO', [
      ...commands.map(({ id }) => `${bold(`slurmrest-${id}`)}(1),`),
      '.BR sbatch (1),',
      '.BR slurm.conf (5),',
      '.BR slurmrestd (8)',
    ]),
  ];
}

function commandPage(command: CommandClass): string[] {
  const usage =
    command.usage ?? [command.id, ...Object.entries(command.args).map(argumentText), '[OPTION]...'].join(' ');
  const flags = Object.entries(command.flags).filter(([, flag]) => !flag.hidden);
  return [
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
