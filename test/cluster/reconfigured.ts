import { readFileSync, writeFileSync } from 'node:fs';
import { cluster, daemon } from './slurm.ts';

/**
 * Restarts slurmctld with another slurm.conf.
 * @param edit makes it from the one the cluster has
 * @returns puts the old one back, and restarts slurmctld again
 */
export async function restartWith(edit: (conf: string) => string): Promise<() => Promise<void>> {
  const before = readFileSync(cluster.conf, 'utf8');
  const restart = async (conf: string) => {
    await daemon('stop', 'slurmctld');
    writeFileSync(cluster.conf, conf);
    await daemon('start', 'slurmctld');
  };
  await restart(edit(before));
  return () => restart(before);
}

/** A slurm.conf with these parameters instead of those of the same names; `undefined` leaves one out. */
export function withParameters(
  conf: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const others = conf.split('\n').filter((line) => !Object.hasOwn(parameters, line.split('=', 1)[0]!));
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return [...given.map((pair) => pair.join('=')), ...others].join('\n');
}
