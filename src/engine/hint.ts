import { nearest } from '../slurm/nearest.ts';

/** A sentence that names the known word a mistyped one most likely means; `''` when none is near. */
export function hintAt(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
