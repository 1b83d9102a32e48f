import { SlurmError } from '../slurm/error.ts';
import { nearest } from '../slurm/nearest.ts';
import { allFlags, type CommandClass } from './base-command.ts';

/** Turns what oclif's parser throws into our error of a wrong command line; anything else stays as it is. */
export function usageError(error: unknown, command: CommandClass): unknown {
  if (!(error instanceof Error) || !('oclif' in error)) return error;
  const problem = error.message
    .replace(/\nSee more help with --help$/, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return new SlurmError(
    'USAGE',
    { problem: problem.replace(/\.?$/, '.') + meant(problem, command), command: command.id },
    { cause: error },
  );
}

/** A sentence that names the flag or the value a mistyped one most likely means; else ''. */
function meant(problem: string, command: CommandClass): string {
  const flag = /^Nonexistent flags?: (--[^,=]+)/.exec(problem)?.[1];
  const [, value, known] = /^Expected (?:--[^=]+=)?(.*) to be one of: (.*)$/.exec(problem) ?? [];
  const near = flag ? nearestFlag(flag, command) : value && nearest(value, known!.split(', '));
  return near ? ` Did you mean ${near}?` : '';
}

/** --name most likely means --job-name, however near another is in letters. */
function nearestFlag(flag: string, command: CommandClass): string | undefined {
  const flags = Object.keys(allFlags(command)).map((name) => `--${name}`);
  return flags.find((known) => known.endsWith(flag.slice(1))) ?? nearest(flag, flags);
}
