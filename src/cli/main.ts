import { SlurmError } from '../slurm/error.ts';
import { EXIT } from '../slurm/error-table.ts';
import { nearest } from '../slurm/nearest.ts';
import type { CommandClass } from './base-command.ts';
import { COMMANDS, isCommand, VISIBLE_COMMANDS } from './commands.ts';
import type { Io } from './io.ts';
import { asksForData } from './output-flag.ts';
import { renderError } from './render-error.ts';
import { usageError } from './usage-error.ts';

/** host:port, [IPv6]:port, :port, unix:/path; see parseAddress of the server. */
const ADDRESS = /^(?:unix:\/|(?!-)[^\s/]*:\d+$)/;

/**
 * Runs one command line, without the program's name.
 * @returns the exit code; errors have been told the user
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined && io.stdin.isTTY) return help([], io);
  if (name === 'help' || name === '--help' || name === '-h') return help(rest, io);
  const sorted = name?.startsWith('-') ? await commandFirst(argv) : undefined;
  if (sorted) return main(sorted, io);
  // As slurmrestd: no command, perhaps flags; addresses to listen on, else requests on stdin.
  if (name === undefined || name.startsWith('-') || ADDRESS.test(name))
    return main([argv.some((word) => ADDRESS.test(word)) ? 'serve' : 'inet', ...argv], io);
  let command: CommandClass | undefined;
  try {
    if (!isCommand(name)) throw unknownCommand(name);
    command = await COMMANDS[name]();
    return await runCommand(command, rest, io);
  } catch (error) {
    return renderError(error, io, asksForData(argv, command?.flags ?? {}));
  }
}

async function runCommand(command: CommandClass, argv: readonly string[], io: Io): Promise<number> {
  const instance = new command(argv, io);
  if (asksForHelp(instance.argv)) return help([command.id], io);
  try {
    return (await instance.run()) ?? EXIT.ok;
  } catch (error) {
    throw usageError(error, command);
  } finally {
    await instance.close();
  }
}

/** A command line whose command stands behind global flags, `-M lab show`, with the command before them. */
async function commandFirst(argv: readonly string[]): Promise<readonly string[] | undefined> {
  const { globalFlags } = await import('./global-flags.ts');
  const flags: Readonly<Record<string, { type: string; char?: string; aliases?: string[] }>> = globalFlags;
  let at = 0;
  for (let word = argv[at]; word?.startsWith('-'); word = argv[at]) {
    const [, long, short] = /^(?:--([\w-]+)|-(\w))/.exec(word) ?? [];
    const flag = Object.entries(flags).find(([name, { char, aliases }]) =>
      long ? name === long || aliases?.includes(long) : char === short,
    )?.[1];
    if (!flag) return undefined;
    const alone = word.length === 2 || word === `--${long}`;
    at += flag.type === 'option' && alone ? 2 : 1;
  }
  const command = argv[at];
  return command !== undefined && isCommand(command)
    ? [command, ...argv.slice(0, at), ...argv.slice(at + 1)]
    : undefined;
}

/** `--help` works beside any mistake in the other arguments; after `--` it belongs to somebody else. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  return own.includes('--help') || own.includes('-h');
}

async function help(names: readonly string[], io: Io): Promise<number> {
  const { renderHelp } = await import('./help.ts');
  const name = names.find((word) => !word.startsWith('-'));
  if (name !== undefined && !isCommand(name)) return renderError(unknownCommand(name), io, undefined);
  io.stdout.write(await renderHelp(name, Math.min(io.stdout.columns ?? 80, 100)));
  return EXIT.ok;
}

function unknownCommand(name: string): SlurmError {
  const meant = nearest(name, VISIBLE_COMMANDS);
  const hint = meant ? `Did you mean "slurmrest ${meant}"?` : 'See slurmrest --help.';
  return new SlurmError('COMMAND_UNKNOWN', { command: name, hint });
}
