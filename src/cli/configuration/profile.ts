import type { TokenSource } from '../../client/token-source.ts';
import { SlurmError } from '../../slurm/error.ts';
import { nearest } from '../../slurm/nearest.ts';
import { expandHome } from './location.ts';
import type { Configuration, Profile } from './schema.ts';

/**
 * A cluster of the configuration by its name.
 * @param file the configuration's, for the error
 * @throws SlurmError `CLUSTER_UNKNOWN`
 */
export function profileOf({ clusters = {} }: Configuration, name: string, file: string): Profile {
  if (Object.hasOwn(clusters, name)) return clusters[name]!;
  const known = Object.keys(clusters);
  const meant = nearest(name, known);
  const hint =
    known.length === 0
      ? 'It names none yet; "slurmrest config set NAME url=URL" adds one.'
      : meant === undefined
        ? `It has ${known.join(', ')}.`
        : `Did you mean ${meant}?`;
  throw new SlurmError('CLUSTER_UNKNOWN', { name, file, hint });
}

/** Where a cluster is. */
export function placeOf({ url, conf, state }: Profile): Pick<Profile, 'url' | 'conf' | 'state'> {
  return {
    ...(url !== undefined && { url }),
    ...(conf !== undefined && { conf: expandHome(conf) }),
    ...(state !== undefined && { state: expandHome(state) }),
  };
}

/** Where the token of a cluster comes from, if it says so. */
export function tokenSourceOf(profile: Profile): TokenSource | undefined {
  const { 'token-file': file, 'token-command': command, 'token-variable': name } = profile;
  if (file !== undefined) return { kind: 'file', file: expandHome(file) };
  if (command !== undefined)
    return { kind: 'command', words: typeof command === 'string' ? command.trim().split(/\s+/) : command };
  return name === undefined ? undefined : { kind: 'variable', name };
}
