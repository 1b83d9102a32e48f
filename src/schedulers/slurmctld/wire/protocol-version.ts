/**
 * Protocol versions ("pv"): one number a release, sent as `pv << 8`.
 * Source: slurm_protocol_common.h of each release; accept ranges proved against running daemons.
 */
const RELEASES: ReadonlyMap<string, number> = new Map([
  ['20.11', 36],
  ['21.08', 37],
  ['22.05', 38],
  ['23.02', 39],
  ['23.11', 40],
  ['24.05', 41],
  ['24.11', 42],
  ['25.05', 43],
  ['25.11', 44],
  ['26.05', 45],
]);

export const OLDEST_VERSION = 36;
export const NEWEST_VERSION = 45;

/**
 * Versions to try when nothing is known of a controller. A release accepts its own and two or three older ones,
 * so the first three reach 20.11 to 26.05; the last reaches releases to come.
 */
export const PROBE_VERSIONS: readonly number[] = [42, 39, 36, 45];

/** The highest version both sides know, for the text of a controller's release, e.g. `24.11.5`. */
export function bestVersion(release: string, working: number): number {
  const [, name] = /^(\d+\.\d+)/.exec(release) ?? [];
  return (name === undefined ? undefined : RELEASES.get(name)) ?? working;
}
