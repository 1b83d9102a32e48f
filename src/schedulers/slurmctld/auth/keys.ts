import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SlurmConf } from '../../../slurm/slurm-conf.ts';

/** A key of the cluster that signs tokens. */
export interface SigningKey {
  readonly bytes: Uint8Array;
  /** The `kid` of its entry where it is one of several. */
  readonly id: string | undefined;
}

/**
 * The key of auth/jwt, where this process may read it: it makes tokens for any user.
 * Source: slurm.conf(5), "AuthAltParameters", `jwt_key`.
 */
export function jwtKey(conf: SlurmConf): SigningKey | undefined {
  const named = conf.authAltParameters.get('jwt_key') ?? conf.authInfo.get('jwt_key');
  const bytes = readIfAllowed(named ?? path.join(conf.stateSaveLocation, 'jwt_hs256.key'));
  return bytes && { bytes, id: undefined };
}

/**
 * The key of auth/slurm, where this process may read it: `slurm.jwks` beside slurm.conf (its default entry, else
 * the first), or `slurm.key`.
 * Source: Slurm's "Authentication Plugins" page, auth/slurm.
 */
export function slurmKey(conf: SlurmConf): SigningKey | undefined {
  const set = readIfAllowed(path.join(conf.folder, 'slurm.jwks'));
  if (set) {
    const found = keyOfSet(set.toString('utf8'));
    if (found) return found;
  }
  const bytes = readIfAllowed(path.join(conf.folder, 'slurm.key'));
  return bytes && { bytes, id: undefined };
}

function keyOfSet(text: string): SigningKey | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys: { kid?: string; k?: string; use?: string }[] };
    const entry = keys.find(({ use }) => use === 'default') ?? keys[0];
    return entry?.k === undefined ? undefined : { bytes: Buffer.from(entry.k, 'base64url'), id: entry.kid };
  } catch {
    return undefined;
  }
}

/** `undefined` for a file that is not there, not ours to read, or empty. */
function readIfAllowed(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    return bytes.length > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
