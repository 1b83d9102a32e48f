import { SlurmError } from '../../slurm/error.ts';
import type { OptionValue, SbatchOption } from '../../slurm/sbatch-options.ts';
import { SUBMIT_OPTIONS } from './options.ts';

/** One option as it was given. */
export interface Given {
  readonly option: SbatchOption;
  readonly value: OptionValue;
  /** Its name in messages, e.g. `--ntasks` or `job.sh:3: --ntasks`. */
  readonly field: string;
}

export interface ReadOptions {
  /** The options of each component of a het job; one list unless a lone `:` separates several. */
  readonly components: Given[][];
  /** Words that are no option of sbatch's, in order; their values are taken along. */
  readonly foreign: string[];
  /** From the first word that is no option: the script and its arguments. */
  readonly operands: readonly string[];
}

/**
 * Reads options as getopt_long(3) does for sbatch: `--name=value`, `--name value`, unambiguous abbreviations,
 * `-n4`, `-n 4`, `-HW`; it stops at the first operand, whatever follows belongs to the script.
 * @param where what comes before option names in messages
 * @param foreignWithValue flags of others that take a value, as typed; they come before sbatch's of that name
 * @throws SlurmError `FIELD_INVALID`
 */
export function readOptions(
  words: readonly string[],
  where = '',
  foreignWithValue: readonly string[] = [],
): ReadOptions {
  const components: Given[][] = [[]];
  const foreign: string[] = [];
  let next = 0;
  const add = (option: SbatchOption, value: OptionValue, field: string) =>
    components.at(-1)!.push({ option, value, field });
  const following = (field: string): string => {
    const word = words[next++];
    if (word === undefined) throw new SlurmError('FIELD_INVALID', { field, problem: 'needs a value' });
    return word;
  };
  const takeForeign = (word: string) => {
    foreign.push(word);
    if (foreignWithValue.includes(word) && next < words.length) foreign.push(words[next++]!);
  };

  const takeLong = (word: string) => {
    const [, name = '', joined] = /^--([^=]*)(?:=(.*))?$/s.exec(word)!;
    if (foreignWithValue.includes(`--${name}`)) return takeForeign(word);
    const option = optionByName(name);
    if (!option) return takeForeign(word);
    const field = `${where}--${option.name}`;
    if (option.argument === 'required') return add(option, joined ?? following(field), field);
    if (joined !== undefined && option.argument === 'none')
      throw new SlurmError('FIELD_INVALID', { field, problem: 'takes no value' });
    add(option, joined ?? true, field);
  };

  const takeShort = (word: string) => {
    for (let at = 1; at < word.length; at++) {
      if (foreignWithValue.includes(`-${word[at]}`)) return takeForeign(`-${word.slice(at)}`);
      const option = optionByLetter(word[at]!);
      if (!option) {
        takeForeign(`-${word[at]}`);
        continue;
      }
      const field = `${where}-${word[at]}`;
      const joined = word.slice(at + 1);
      if (option.argument === 'required') return add(option, joined || following(field), field);
      if (option.argument === 'optional' && joined) return add(option, joined, field);
      add(option, true, field);
    }
  };

  while (next < words.length) {
    const word = words[next]!;
    if (word === '-' || !(word.startsWith('-') || word === ':')) break;
    next += 1;
    if (word === '--') break;
    if (word === ':') components.push([]);
    else if (word.startsWith('--')) takeLong(word);
    else takeShort(word);
  }
  return { components, foreign, operands: words.slice(next) };
}

/** The option of that name, or the only one whose name begins so. */
function optionByName(name: string): SbatchOption | undefined {
  const exact = SUBMIT_OPTIONS.get(name);
  if (exact || name.length < 3) return exact;
  const candidates = [...SUBMIT_OPTIONS.values()].filter((option) => option.name.startsWith(name));
  return candidates.length === 1 ? candidates[0] : undefined;
}

function optionByLetter(letter: string): SbatchOption | undefined {
  return [...SUBMIT_OPTIONS.values()].find(({ short }) => short === letter);
}
