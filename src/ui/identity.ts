import { clockText, momentText } from './record/values.ts';
import { printable } from './squeue/printable.ts';

/** What `whoami` has found out. */
export interface Identity {
  /** Its name in the configuration file. */
  readonly cluster: string | null;
  /** The flag, variable or file that chose it. */
  readonly chosen_by: string | null;
  readonly kind: 'daemon' | 'slurmctld' | 'embedded';
  /** URL of the daemon, the slurm.conf, or the state folder. */
  readonly address: string;
  readonly user: string | null;
  readonly credential: {
    /** `process`: who runs the command, as the kernel says; `none`: only a UNIX socket tells that. */
    readonly kind: 'token' | 'process' | 'none';
    readonly source: string | null;
    /** UNIX seconds. */
    readonly expires: number | null;
  } | null;
  readonly answers: boolean;
}

const KINDS: Readonly<Record<Identity['kind'], string>> = {
  daemon: 'daemon at',
  slurmctld: 'slurmctld of',
  embedded: 'embedded scheduler in',
};

/**
 * An identity for people.
 * @param now UNIX seconds
 */
export function identityLines(identity: Identity, now: number): string[] {
  const { cluster, chosen_by, kind, address, user, answers } = identity;
  const place = `${KINDS[kind]} ${address}`;
  const rows = [
    ['Cluster', cluster === null ? place : `${cluster}, ${place}`],
    ['Chosen by', chosen_by ?? 'default'],
    ['User', user ?? 'unknown'],
    ['Credential', credentialText(identity.credential, now)],
    ['Answers', answers ? 'yes' : 'no'],
  ] as const;
  return rows.map(([name, text]) => `${name.padEnd(12)}${printable(text)}`);
}

function credentialText(credential: Identity['credential'], now: number): string {
  if (credential === null) return 'unknown';
  const { kind, source, expires } = credential;
  if (kind === 'process') return 'none needed, this process asks';
  if (kind === 'none') return 'no token; a UNIX socket tells who asks';
  const name = `token of ${source}`;
  if (expires === null) return `${name}, which names no end`;
  const left = expires - now;
  const moment = momentText(expires, '');
  return left > 0
    ? `${name}, valid until ${moment} (${clockText(left)})`
    : `${name}, expired ${moment} (${clockText(-left)} ago)`;
}
