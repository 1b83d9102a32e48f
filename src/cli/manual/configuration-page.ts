import type { TObject, TSchema } from '@sinclair/typebox';
import type { CommandClass } from '../base-command.ts';
import { CONFIGURATION, PROFILE } from '../configuration/schema.ts';
import { environment } from './environment.ts';
import type { Page } from './page.ts';
import { bold, item, literal, paragraphs, section } from './roff.ts';

const DESCRIPTION = `The file names clusters, so that commands can be told which one they are for: slurmrest -M hpc show. It is YAML 1.2 and is written by slurmrest config, or by hand. There need not be one.

Members have the names of the flags they stand for.`;

/** Which word counts where several name a cluster. */
const PRECEDENCE: readonly string[] = [
  '--url, or -f and --state, on the command line',
  '-M on the command line',
  'SLURMREST_URL, or SLURMREST_STATE',
  'SLURMREST_CLUSTER',
  'SLURM_CONF',
  'current of this file',
  '/etc/slurm/slurm.conf, where it exists',
  'the embedded scheduler of this machine',
];

const EXAMPLE = `current: hpc
clusters:
  hpc:
    url: https://head.example.org:6820
    token-command: ssh head.example.org scontrol token
  here:
    conf: /etc/slurm/slurm.conf
  lab:
    state: ~/lab`;

/** slurmrest.conf(5), from the schema of the file. */
export function configurationPage(commands: readonly CommandClass[]): Page {
  const body = [
    ...section('SYNOPSIS', [
      literal('$XDG_CONFIG_HOME/slurmrest/config.yaml'),
      '.br',
      literal('~/.config/slurmrest/config.yaml'),
    ]),
    ...section('DESCRIPTION', paragraphs(DESCRIPTION)),
    ...section('MEMBERS', members(CONFIGURATION)),
    ...section('MEMBERS OF A CLUSTER', members(PROFILE)),
    ...section('PRECEDENCE', [
      ...paragraphs('The first of these that is given says which cluster a command works on:'),
      ...PRECEDENCE.flatMap((text, index) => [`.IP ${index + 1}. 4`, literal(text)]),
    ]),
    ...section(
      'ENVIRONMENT',
      environment(commands).flatMap(([name, text]) => item(bold(name), text)),
    ),
    ...section('EXAMPLES', ['.nf', ...EXAMPLE.split('\n').map(literal), '.fi']),
    ...section('SEE ALSO', ['.BR slurmrest (1),', '.BR slurmrest\\-config (1),', '.BR slurm.conf (5)']),
  ];
  return { name: 'slurmrest.conf', section: 5, purpose: 'clusters that slurmrest knows by name', body };
}

function members(schema: TObject): string[] {
  return Object.entries(schema.properties).flatMap(([name, member]) =>
    item(
      bold(name),
      [String(member['description'] ?? '').replaceAll('`', ''), exampleOf(member)].join(' ').trim(),
    ),
  );
}

function exampleOf({ examples }: TSchema): string {
  const written = (Array.isArray(examples) ? examples : []).map((example: unknown) =>
    typeof example === 'string' ? example : JSON.stringify(example),
  );
  return written.length === 0 ? '' : `For example ${written.join(', or ')}.`;
}
