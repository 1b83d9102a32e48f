import type { StructureWriter } from '../../slurmctld/wire/encoder.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { NO_VAL } from '../../slurmctld/wire/sentinels.ts';

/** Slurm's lists: a count, where NO_VAL stands for none, and the entries, each at least `size` bytes. */
export function listOf<Entry>(entry: Structure<Entry>, size: number): Structure<readonly Entry[]> {
  return {
    read(reader) {
      const entries: Entry[] = [];
      for (let left = reader.listCount(size); left > 0; left--) entries.push(entry.read(reader));
      return entries;
    },
    skip(reader) {
      for (let left = reader.listCount(size); left > 0; left--) entry.skip(reader);
    },
  };
}

/** A text. */
export const text: Structure<string> = {
  read: (reader) => reader.string(),
  skip: (reader) => reader.skipString(),
};

/** A list of texts. */
export const names: Structure<readonly string[]> = listOf(text, 4);

/** The same in a request. None at all is not an empty one: of associations that stands for all that have a user. */
export const writeNames: StructureWriter = (writer, value) => {
  const list = value as readonly string[] | undefined;
  if (list === undefined) writer.u32(NO_VAL);
  else writer.strings(list);
};

/** Names of the bits that are set, for what slurmdbd keeps in a word. */
export function flagsOf<Flag extends string>(bits: readonly (readonly [bit: number, flag: Flag])[]) {
  return (word: number): readonly Flag[] =>
    bits.filter(([bit]) => ((word >>> bit) & 1) === 1).map(([, flag]) => flag);
}

/** The word of these flags. */
export function wordOf<Flag extends string>(bits: readonly (readonly [bit: number, flag: Flag])[]) {
  return (flags: readonly Flag[] = []): number =>
    bits.reduce((word, [bit, flag]) => (flags.includes(flag) ? word | (1 << bit) : word), 0);
}
