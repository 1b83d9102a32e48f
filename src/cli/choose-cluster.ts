import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { readSlurmConf, type SlurmConf } from '../slurm/slurm-conf.ts';

/** What a command works on. */
export type Cluster =
  /** Slurm's own controllers. */
  | { readonly kind: 'slurmctld'; readonly conf: SlurmConf }
  /** This machine, by the embedded scheduler; nodes and partitions come from the file if there is one. */
  | { readonly kind: 'embedded'; readonly stateDir: string; readonly conf: SlurmConf | undefined };

export interface ClusterChoice {
  /** slurm.conf; default /etc/slurm/slurm.conf where it exists. */
  readonly conf: string | undefined;
  /** Folder of the embedded scheduler; default {@link defaultStateDir}. Named, it chooses that over the default file. */
  readonly state: string | undefined;
}

const DEFAULT_CONF = '/etc/slurm/slurm.conf';

/**
 * The cluster of slurm.conf where it names a controller, else the embedded scheduler. A state folder alone means
 * the embedded scheduler on this machine as it is, whatever the default file says.
 * @throws SlurmError `CONF_UNREADABLE`, `CONF_MALFORMED`
 */
export function chooseCluster(
  { conf: named, state }: ClusterChoice,
  defaultConf: string = DEFAULT_CONF,
): Cluster {
  const file = named ?? (state === undefined && existsSync(defaultConf) ? defaultConf : undefined);
  const conf = file === undefined ? undefined : readSlurmConf(file);
  if (conf && conf.controllers.length > 0) return { kind: 'slurmctld', conf };
  return { kind: 'embedded', stateDir: path.resolve(state ?? defaultStateDir()), conf };
}

/** Of root, who schedules for all users, the system's folder; of anybody else, their own (XDG_STATE_HOME). */
function defaultStateDir(env: NodeJS.ProcessEnv = process.env): string {
  if (process.geteuid?.() === 0) return '/var/lib/slurmrest';
  return path.join(env['XDG_STATE_HOME'] || path.join(homedir(), '.local/state'), 'slurmrest');
}
