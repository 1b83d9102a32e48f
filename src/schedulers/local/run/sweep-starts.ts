import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecords } from './start-record.ts';

/** The names that starts have: job id and number. */
const START = /^\d+\.\d+$/;

/** Removes what is left of starts that nobody knows any more; those of `known` keep what they have, by path. */
export async function sweepStarts(home: string, known: ReadonlySet<string>): Promise<void> {
  for (const [directory, record] of readRecords(home)) {
    if (!known.has(directory) && 'entry' in record) await rm(record.entry, { force: true });
  }
  const names = await readdir(home).catch(() => []);
  for (const name of names) {
    const path = join(home, name);
    if (START.test(name) && !known.has(path)) await rm(path, { recursive: true, force: true });
  }
  // Which of the scripts of earlier leaders are in use is not known, unless none can be.
  if (known.size === 0) await rm(join(home, 'scripts'), { recursive: true, force: true });
}
