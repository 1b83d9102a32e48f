import { type ByVersion, VERSIONS, type Version } from '../version.ts';

/** Words of one kind of flag, by version: a record shows those that the version knows, in its order. */
export type FlagWords = ByVersion<readonly string[]>;

const WORD = /^([^@]+)(?:@(\d+)?(-)?(\d+)?)?$/;

/**
 * Reads the words of a kind of flag: `WORD`, or `WORD@44-` where only v0.0.44 and later have it, `WORD@-44` where
 * the later ones have not.
 */
export function flagWords(text: string): FlagWords {
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, name = '', since = 0, , until = Number.POSITIVE_INFINITY] = WORD.exec(word) ?? [];
      return { name, since: Number(since), until: Number(until) };
    });
  const of = (version: Version) =>
    words.filter(({ since, until }) => version >= since && version <= until).map(({ name }) => name);
  return Object.fromEntries(VERSIONS.map((version) => [version, of(version)])) as unknown as FlagWords;
}

/** Those of the words that are set, in the order of the words. */
export function known(words: readonly string[], set: Iterable<string>): string[] {
  const present = new Set(set);
  return words.filter((word) => present.has(word));
}
