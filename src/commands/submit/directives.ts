import { SlurmError } from '../../slurm/error.ts';
import { didYouMean } from '../../slurm/nearest.ts';
import { SUBMIT_OPTIONS } from './options.ts';
import { type Given, readOptions } from './read-options.ts';

const WORD = /(?:"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)|([^\s"'\\]))/sy;

/**
 * The options of the #SBATCH lines of a script, one list for each component: a `#SBATCH hetjob` line begins
 * the next. Lines count up to the first that is neither empty nor a comment. Source: sbatch(1), DESCRIPTION.
 * @param name of the script, for messages
 * @throws SlurmError `FIELD_INVALID`
 */
export function readDirectives(script: string, name: string): Given[][] {
  const components: Given[][] = [[]];
  for (const [index, line] of script.split('\n').entries()) {
    if (line.trim() !== '' && !line.startsWith('#')) break;
    const directive = /^#SBATCH(?:\s+(.*))?$/.exec(line)?.[1];
    if (directive === undefined) continue;
    const where = `${name}:${index + 1}: `;
    const words = splitWords(directive, where);
    if (words.length === 1 && (words[0] === 'hetjob' || words[0] === 'packjob')) {
      components.push([]);
      continue;
    }
    const { components: read, foreign, operands } = readOptions(words, where);
    const stray = foreign.filter((word) => word !== '-v' && word !== '--verbose')[0] ?? operands[0];
    if (stray !== undefined) {
      const known = Array.from(SUBMIT_OPTIONS.keys(), (option) => `--${option}`);
      const hint = stray.startsWith('--') ? didYouMean(stray.replace(/=.*/s, ''), known) : '';
      throw new SlurmError('FIELD_INVALID', {
        field: `${where}${stray}`,
        problem: `is not an option of sbatch${hint}`,
      });
    }
    components.at(-1)!.push(...read.flat());
  }
  return components;
}

/** Splits a line as a shell would, without expansions; a `#` that begins a word begins a comment. */
function splitWords(line: string, where: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) {
      at += 1;
      continue;
    }
    if (line[at] === '#') break;
    let word = '';
    while (at < line.length && !/\s/.test(line[at]!)) {
      WORD.lastIndex = at;
      const match = WORD.exec(line);
      if (!match)
        throw new SlurmError('FIELD_INVALID', {
          field: `${where}${line}`,
          problem: 'has a quote that never ends',
        });
      const [, doubleQuoted, singleQuoted, escaped, plain] = match;
      word += doubleQuoted?.replace(/\\(["\\$`])/g, '$1') ?? singleQuoted ?? escaped ?? plain ?? '';
      at = WORD.lastIndex;
    }
    words.push(word);
  }
  return words;
}
