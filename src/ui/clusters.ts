import { printable } from './squeue/printable.ts';
import { alignedLines } from './table/aligned-lines.ts';

/** A cluster of the configuration, as far as a table shows it. */
type Entry = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The clusters of the configuration, the current one marked. */
export function clusterLines(
  clusters: Readonly<Record<string, Entry>>,
  current: string | undefined,
): string[] {
  const rows = Object.entries(clusters).map(([name, entry]) => [
    name === current ? '*' : '',
    name,
    ['url', 'conf', 'state'].flatMap((member) => entry[member] ?? []).join(' '),
    ['token-file', 'token-command', 'token-variable'].flatMap((member) => entry[member] ?? []).join(' '),
  ]);
  if (rows.length === 0) return [];
  return alignedLines([['', 'NAME', 'CLUSTER', 'TOKEN'], ...rows]).map(printable);
}
