import { compressHostlist, expandHostlist } from '../../../slurm/hostlist.ts';
import type { Value } from './read-value.ts';

/** A host list of names that came one by one or folded; `undefined` for none. */
export function hostList(names: Value | undefined): string | undefined {
  const given = names as readonly string[] | undefined;
  return given?.length ? compressHostlist(given.flatMap((name) => expandHostlist(name))) : undefined;
}
