import type { Command, Interfaces } from '@oclif/core';
import { CommandHelp } from '@oclif/core/help';
import { allFlags, type CommandClass } from './base-command.ts';
import { COMMANDS, type CommandName } from './commands.ts';

/** The little oclif's help reads of a configuration. */
const CONFIG = { bin: 'slurmrest', topicSeparator: ' ', theme: {} } as unknown as Interfaces.Config;

/** oclif's help with the examples first: most readers need nothing more. */
class Help extends CommandHelp {
  protected override sections() {
    const sections = super.sections();
    const examples = sections.filter(({ header }) => header === 'EXAMPLES');
    return [...examples, ...sections.filter((section) => !examples.includes(section))];
  }
}

/** Help on one command, or without a name the list of all, for a terminal of `width` columns. */
export async function renderHelp(name: CommandName | undefined, width: number): Promise<string> {
  if (name === undefined) return renderCommands();
  const command: CommandClass = await COMMANDS[name]();
  const { id, strict, examples, description, usage } = command;
  const args = Object.fromEntries(
    Object.entries(command.args).map(([key, arg]) => [key, { ...arg, name: key }]),
  );
  const metadata = {
    id,
    args,
    strict,
    examples,
    description,
    usage,
    flags: allFlags(command),
  } as unknown as Command.Loadable;
  const help = new Help(metadata, CONFIG, { maxWidth: width, flagSortOrder: 'none', docopts: false });
  return `${command.summary}\n\n${help.generate()}\n`;
}

async function renderCommands(): Promise<string> {
  const commands: CommandClass[] = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const shown = commands.filter((command) => !command.hidden);
  const width = Math.max(...shown.map(({ id }) => id.length)) + 2;
  const lines = shown.map(({ id, summary }) => `  ${id.padEnd(width)}${summary}`);
  return `The Slurm REST API as a toolkit for the terminal.

USAGE
  $ slurmrest COMMAND
  $ slurmrest COMMAND --help
  $ printf 'GET /slurm/v1/ping HTTP/1.1\\r\\n\\r\\n' | slurmrest

COMMANDS
${lines.join('\n')}
`;
}
