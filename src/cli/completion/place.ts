import { allFlags, type CommandClass, type Flag } from '../base-command.ts';
import { COMMANDS, isCommand } from '../commands.ts';

/** A flag before the cursor. */
interface GivenFlag {
  readonly name: string;
  /** Absent for flags that take none. */
  readonly value?: string;
}

interface InCommand {
  readonly command: CommandClass;
  readonly given: readonly GivenFlag[];
  /** What is typed of the word under the cursor. */
  readonly word: string;
}

/** What the cursor is on. */
export type Place =
  | { readonly kind: 'command'; readonly word: string }
  | (InCommand & { readonly kind: 'flag' })
  | (InCommand & {
      readonly kind: 'value';
      readonly name: string;
      readonly flag: Flag;
      /** What of the word stays as it is: `--states=` of `--states=PD`. */
      readonly head: string;
    })
  | (InCommand & { readonly kind: 'argument'; readonly operands: readonly string[] });

/**
 * Finds out what the last of these words is; they are the command line without the program's name, as far as the
 * cursor. `undefined` where nothing is known of the command.
 */
export async function placeOf(words: readonly string[]): Promise<Place | undefined> {
  const [name = '', ...rest] = words;
  if (rest.length === 0) return { kind: 'command', word: name };
  if (name === 'help') return rest.length === 1 ? { kind: 'command', word: rest[0]! } : undefined;
  if (!isCommand(name)) return undefined;
  const command: CommandClass = await COMMANDS[name]();
  return placeIn(command, rest.slice(0, -1), rest.at(-1)!);
}

/** @param before the words of the command before the one under the cursor */
function placeIn(command: CommandClass, before: readonly string[], word: string): Place {
  const flags = allFlags(command);
  const given: GivenFlag[] = [];
  const operands: string[] = [];
  let onlyOperands = false;
  for (let next = 0; next < before.length; ) {
    const typed = before[next++]!;
    if (onlyOperands || typed === '-' || !typed.startsWith('-')) {
      // sbatch's lone : parts the components of a het job.
      if (typed === ':' && command.id === 'submit') continue;
      operands.push(typed);
      // What follows a script belongs to it.
      if (command.id === 'submit') onlyOperands = true;
    } else if (typed === '--') onlyOperands = true;
    else {
      const read = readFlag(typed, flags);
      given.push(...read.given);
      if (!read.wanting) continue;
      const [name, flag] = read.wanting;
      if (next === before.length) return { kind: 'value', command, given, word, name, flag, head: '' };
      given.push({ name, value: before[next++]! });
    }
  }
  if (onlyOperands || !word.startsWith('-')) return { kind: 'argument', command, given, word, operands };
  const [head, name] = /^--([^=]+)=/.exec(word) ?? [];
  const flag = name === undefined ? undefined : flags[name];
  if (head === undefined || !flag) return { kind: 'flag', command, given, word };
  return { kind: 'value', command, given, word: word.slice(head.length), name: name!, flag, head };
}

/** Reads one word of flags: `--name`, `--name=value`, `-vj` or `-j5`; the last may want the next word as its value. */
function readFlag(
  typed: string,
  flags: Readonly<Record<string, Flag>>,
): { given: readonly GivenFlag[]; wanting?: readonly [name: string, flag: Flag] } {
  if (typed.startsWith('--')) {
    const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(typed)!;
    const flag = flags[name];
    if (flag?.type === 'option' && value === undefined) return { given: [], wanting: [name, flag] };
    return { given: [{ name, ...(value !== undefined && { value }) }] };
  }
  const given: GivenFlag[] = [];
  for (let at = 1; at < typed.length; at++) {
    const [name, flag] = Object.entries(flags).find(([, { char }]) => char === typed[at]) ?? [];
    if (name === undefined || !flag) break;
    if (flag.type === 'option') {
      const value = typed.slice(at + 1);
      return value === '' ? { given, wanting: [name, flag] } : { given: [...given, { name, value }] };
    }
    given.push({ name });
  }
  return { given };
}
