import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';

/** Who this process is to the cluster. */
export interface Self {
  readonly uid: number;
  readonly name: string;
  /** The cluster's SlurmUser. */
  readonly isSlurmUser: boolean;
}

/** What this process has to make credentials with. */
export interface Means {
  /** `auth/munge`, `auth/jwt`, `auth/slurm` that the cluster accepts, its AuthType first. */
  readonly accepted: readonly string[];
  readonly munge: boolean;
  readonly sack: boolean;
  readonly jwtKey: boolean;
  readonly slurmKey: boolean;
}

/** How the credential of a request is made, and so as whom it runs. */
export type Choice =
  /** The caller's own token goes on to slurmctld, which checks it. */
  | { readonly kind: 'token'; readonly token: string; readonly user: string }
  /** munged or the sack socket vouches for whoever connects; `asCaller` connects as the caller. */
  | { readonly kind: 'munge' | 'sack'; readonly asCaller: boolean }
  /** Signed here with a key of the cluster, in the caller's name. */
  | { readonly kind: 'jwtKey' | 'slurmKey' };

/**
 * Decides as whom a request runs, which is always `caller` and nobody else:
 *
 * 1. A caller with a token of the cluster runs on that token.
 * 2. A caller who is this process's own user runs as that.
 * 3. For anybody else the process must be root (it connects to munged or the sack socket as the caller), or be
 *    able to read a key of the cluster as root or SlurmUser (it signs a token in the caller's name).
 *
 * Whatever is left is refused; no request ever falls back to the rights of the daemon.
 * @throws SlurmError `IDENTITY_UNAVAILABLE`
 */
export function chooseCredential(caller: Caller, self: Self, means: Means): Choice {
  if (caller.token !== undefined && means.accepted.includes('auth/jwt')) {
    return { kind: 'token', token: caller.token, user: caller.name };
  }
  const isOwn = caller.uid === self.uid;
  const isRoot = self.uid === 0;
  const maySign = isOwn || isRoot || self.isSlurmUser;
  for (const type of means.accepted) {
    if (type === 'auth/munge' && means.munge && (isOwn || isRoot)) return { kind: 'munge', asCaller: !isOwn };
    if (type === 'auth/slurm' && means.sack && (isOwn || isRoot)) return { kind: 'sack', asCaller: !isOwn };
    if (type === 'auth/slurm' && means.slurmKey && maySign) return { kind: 'slurmKey' };
    if (type === 'auth/jwt' && means.jwtKey && maySign) return { kind: 'jwtKey' };
  }
  throw new SlurmError('IDENTITY_UNAVAILABLE', {
    user: caller.name,
    problem: problem(isOwn, isRoot, self, means),
  });
}

function problem(isOwn: boolean, isRoot: boolean, self: Self, means: Means): string {
  const accepted = means.accepted.join(' and ') || 'no authentication this program knows';
  if (isOwn || isRoot)
    return `the cluster accepts ${accepted}, and neither its socket nor its key can be used here`;
  if (self.isSlurmUser) return `${self.name} cannot read a key of the cluster, which accepts ${accepted}`;
  return `it runs as ${self.name}; only root or SlurmUser can act for others`;
}
