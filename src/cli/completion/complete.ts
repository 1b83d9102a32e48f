import { allFlags, type CommandClass } from '../base-command.ts';
import { COMMANDS } from '../commands.ts';
import { type ArgumentSource, argumentSource } from './arguments.ts';
import type { Candidate, Completion } from './candidate.ts';
import { valueSource } from './known-values.ts';
import type { LiveKind } from './live.ts';
import { type Place, placeOf } from './place.ts';

/** Asks the cluster; answers nothing where that takes too long. */
export type Ask = (
  kind: LiveKind | 'clusters',
  jobs: ArgumentSource['jobs'],
) => Promise<readonly Candidate[]>;

const NOTHING: Completion = { candidates: [] };

/**
 * What may stand in the place of the last of these words, which are the command line without the program's name.
 * @param ask for what only the cluster knows; called only where that is wanted
 */
export async function complete(words: readonly string[], ask: Ask): Promise<Completion> {
  const place = await placeOf(words);
  switch (place?.kind) {
    case undefined:
      return NOTHING;
    case 'command':
      return startingWith(place.word, place.word.startsWith('-') ? OWN_FLAGS : await commandNames());
    case 'flag':
      return flagNames(place);
    case 'value':
      return fromSource(valueSource(place.name, place.flag), place.word, place.head, ask);
    case 'argument':
      return fromSource(argumentSource(place.command.id, place.operands), place.word, '', ask);
  }
}

const OWN_FLAGS: readonly Candidate[] = [
  { value: '--help', description: 'Show help.' },
  { value: '--version', description: 'Print the version.' },
];

async function commandNames(): Promise<readonly Candidate[]> {
  const commands: CommandClass[] = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return [
    ...commands
      .filter(({ hidden }) => !hidden)
      .map(({ id, summary }) => ({ value: id, description: summary })),
    { value: 'help', description: 'Show help on a command.' },
  ];
}

/** Long names, and letters where that is all there is; those given already are left out. */
function flagNames({ command, given, word }: Extract<Place, { kind: 'flag' }>): Completion {
  const candidates = Object.entries(allFlags(command))
    .filter(([name, flag]) => !flag.hidden && (repeats(flag) || given.every((one) => one.name !== name)))
    .map(([name, { summary = '' }]) => ({ value: `--${name}`, description: summary }));
  return startingWith(word, candidates);
}

const repeats = (flag: object): boolean => 'multiple' in flag && flag.multiple === true;

async function fromSource(
  source: ArgumentSource | undefined,
  word: string,
  head: string,
  ask: Ask,
): Promise<Completion> {
  if (!source) return NOTHING;
  const { from, list = false, capitals = false } = source;
  if (from === 'files' || from === 'folders') return { candidates: [], paths: from };
  const candidates = typeof from === 'string' ? await ask(from, source.jobs) : from;
  const comma = list ? word.lastIndexOf(',') + 1 : 0;
  const before = word.slice(0, comma).split(',');
  const small = capitals && /[a-z]/.test(word);
  const fitting = candidates
    .filter(({ value }) => !before.includes(value))
    .map(({ value, ...rest }) => ({
      ...rest,
      value: head + word.slice(0, comma) + (small ? value.toLowerCase() : value),
    }));
  return startingWith(head + word, fitting);
}

function startingWith(word: string, candidates: readonly Candidate[]): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(word)) };
}
