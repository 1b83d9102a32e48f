import { existsSync } from 'node:fs';
import { SLURM_JWT, type TokenSource } from '../client/token-source.ts';
import { SlurmError } from '../slurm/error.ts';
import type { GlobalFlags } from './base-command.ts';
import type { ClusterChoice } from './choose-cluster.ts';
import { configurationFile } from './configuration/location.ts';
import { placeOf, profileOf, tokenSourceOf } from './configuration/profile.ts';
import type { Profile } from './configuration/schema.ts';

/** The flags that choose, with the variables that oclif reads for them. */
const CHOOSING = ['url', 'conf', 'state', 'cluster', 'token-file'] as const;
type ChoosingFlags = Pick<GlobalFlags, (typeof CHOOSING)[number]>;

/** What a command works on, and how it came to that. */
export interface Target extends ClusterChoice {
  /** Address of a daemon; undefined = the cluster of `conf` and `state`, from this process. */
  readonly url: string | undefined;
  /** Its name in the configuration file, where it was taken from there. */
  readonly profile: string | undefined;
  /** Where the token for the daemon comes from. */
  readonly tokens: TokenSource;
  /** The flag, the variable or the file that chose; undefined = nothing did. */
  readonly chosenBy: string | undefined;
  /** The flags that choose the same again, but for `--state`, which not every command has. */
  readonly words: readonly string[];
}

export interface TargetOptions {
  /** Whether a flag was typed rather than taken from its variable. */
  readonly typed: (flag: keyof ChoosingFlags) => boolean;
  /** The command cannot do with a daemon: one that is typed is an error, others do not count. */
  readonly clusterItself: boolean;
}

/**
 * Finds what a command works on. What was typed comes before variables, and those before the configuration file;
 * of the variables those of slurmrest before SLURM_CONF, which sites set for everybody. The token of a cluster in
 * the file is its own before that of a variable, which may be of another cluster.
 * @param file the configuration
 * @throws SlurmError `CLUSTER_UNKNOWN`, `CLUSTER_REMOTE`, and what `readConfiguration` throws
 */
export async function chooseTarget(
  flags: ChoosingFlags,
  { typed, clusterItself }: TargetOptions,
  file: string = configurationFile(),
): Promise<Target> {
  const { url, conf, state, cluster, 'token-file': tokenFile } = flags;
  const tokens: TokenSource = tokenFile === undefined ? SLURM_JWT : { kind: 'file', file: tokenFile };
  const words = CHOOSING.filter((flag) => flag !== 'state' && typed(flag)).flatMap((flag) => [
    `--${flag}`,
    String(flags[flag]),
  ]);
  const chosen = (chosenBy: string | undefined, place: Partial<Target> = { conf, state }): Target => {
    if (clusterItself && place.url !== undefined)
      throw new SlurmError('CLUSTER_REMOTE', { chosen: String(chosenBy), url: place.url });
    const nowhere = { url: undefined, conf: undefined, state: undefined, profile: undefined };
    return { ...nowhere, tokens, chosenBy, words, ...place };
  };
  const named = (name: string, profile: Profile, chosenBy: string): Target => {
    const own = typed('token-file') ? undefined : tokenSourceOf(profile);
    return chosen(chosenBy, { ...placeOf(profile), profile: name, ...(own && { tokens: own }) });
  };
  const configuration = async () => (await import('./configuration/file.ts')).readConfiguration(file);

  if (typed('url')) return chosen('--url', { url });
  if (typed('conf') || typed('state')) return chosen(typed('conf') ? '--conf' : '--state');
  if (cluster !== undefined && typed('cluster'))
    return named(cluster, profileOf(await configuration(), cluster, file), '--cluster');
  if (url !== undefined && !clusterItself) return chosen('SLURMREST_URL', { url });
  if (state !== undefined) return chosen('SLURMREST_STATE');
  if (cluster !== undefined)
    return named(cluster, profileOf(await configuration(), cluster, file), 'SLURMREST_CLUSTER');
  if (conf !== undefined) return chosen('SLURM_CONF');
  if (!existsSync(file)) return chosen(undefined);
  const { current, clusters = {} } = await configuration();
  const profile = current === undefined ? undefined : clusters[current];
  if (current === undefined || !profile || (clusterItself && profile.url !== undefined))
    return chosen(undefined);
  return named(current, profile, file);
}
