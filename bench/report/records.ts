import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Recorded } from './report.ts';

/** Beside the document: a record of each part, and the pictures. */
export const FOLDER = 'docs/performance';

/** Keeps what a part found, for documents to come. */
export function keep(name: string, recorded: Recorded): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${name}.json`), `${JSON.stringify(recorded, null, 1)}\n`);
}

/** What was found last, in the order of `names`; parts that never ran are left out. */
export function kept(names: readonly string[]): Recorded[] {
  const there = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return names
    .map((name) => `${name}.json`)
    .filter((file) => there.includes(file))
    .map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Recorded);
}
