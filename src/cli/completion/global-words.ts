import { globalFlags } from '../global-flags.ts';

/** Flags of every command that choose the cluster and the way to it. */
const CHOOSING = Object.entries(globalFlags).flatMap(([name, flag]) =>
  flag.type === 'option' ? [{ long: `--${name}`, short: 'char' in flag ? `-${flag.char}` : undefined }] : [],
);

/** Of the words of a command line, whatever command it is of, those that say which cluster it is about. */
export function globalWords(words: readonly string[]): string[] {
  const [command, ...rest] = words;
  const found: string[] = [];
  for (const [at, word] of rest.entries()) {
    const flag = CHOOSING.find(
      ({ long, short }) => word === long || word === short || word.startsWith(`${long}=`),
    );
    if (!flag || (flag.long === '--state' && command === 'cancel')) continue;
    if (word.includes('=')) found.push(word);
    // The last word is the one being typed.
    else if (at < rest.length - 2) found.push(word, rest[at + 1]!);
  }
  return found;
}
